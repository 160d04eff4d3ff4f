import type { Key } from '../fields/key.ts'
import type { Path } from '../query/filter.ts'
import type { Question } from '../query/question.ts'
import type { FieldSet, Row } from '../query/row.ts'
import type { Run } from './run.ts'

/** How semi-joins and sorts through refs come back to `read.ts`, which calls them: through the run. */
export interface Readers {
  readonly far: FarReader
  readonly keyed: KeyedReader
}

/** Reads visible rows of another collection, all that fit. */
export type FarReader = (
  run: Run,
  collection: string,
  question: Question,
) => Promise<readonly Row[]>

/** Reads the visible far row of each key: by the text of the key. */
export type KeyedReader = (
  run: Run,
  collection: string,
  ask: { path: Path; keys: readonly Key[]; fields: FieldSet },
) => Promise<ReadonlyMap<string, Row>>
