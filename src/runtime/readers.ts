import type { Key } from '../fields/key.ts'
import type { Filter, Path } from '../query/filter.ts'
import type { CollectionModel } from '../model/model.ts'
import type { Purpose } from './meter.ts'
import type { Answer, Question } from '../query/question.ts'
import type { FieldSet, Row } from '../query/row.ts'
import type { Run } from './run.ts'

/** How semi-joins and sorts through refs come back to `read.ts`, which calls them: through the run. */
export interface Readers {
  readonly far: FarReader
  readonly keyed: KeyedReader
  readonly list: ListReader
  readonly byKeys: ListsReader
}

/** Reads visible rows of another collection that fit, at most `size` of them; `rule` is a rule's part of what they must. */
export type FarReader = (
  run: Run,
  collection: string,
  ask: { filter: Filter; rule?: Filter; size: number; fields: FieldSet },
) => Promise<Answer>

/** Reads the visible far row of each key: by the text of the key. */
export type KeyedReader = (
  run: Run,
  collection: string,
  ask: { path: Path; keys: readonly Key[]; fields: FieldSet },
) => Promise<ReadonlyMap<string, Row>>

/** A question, and what its rows are read for. */
export interface Wanted {
  readonly question: Question
  readonly purpose: Purpose
}

/** Reads a page of visible rows. */
export type ListReader = (run: Run, collection: CollectionModel, ask: Wanted) => Promise<Answer>

/** Reads a page of visible rows for each key. */
export type ListsReader = (
  run: Run,
  collection: CollectionModel,
  ask: Wanted & { path: Path; keys: readonly Key[] },
) => Promise<readonly Answer[]>
