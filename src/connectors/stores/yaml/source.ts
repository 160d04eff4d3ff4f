import type { Row } from '../../../query/row.ts'
import type { RowDecoder } from '../../decode.ts'
import type { Place } from './place.ts'

/** Items of one collection; past it a document database serves better. */
export const maxItems = 20_000

/** The files of a collection, read again and again: what did not change is not read twice. */
export interface Source {
  /** @throws YamlMistake when the collection as a whole cannot be served */
  load(): Promise<Loaded>
}

/** The content of a collection at one moment. */
export interface Loaded {
  /** The very same list as before when nothing changed. */
  readonly rows: readonly Row[]
  /** What is not served, or served as it was before, and why; one sentence each, naming the file. */
  readonly warnings: readonly string[]
  /** A file was changed just now and may not be whole yet: look again soon. */
  readonly unsettled: boolean
}

/** What a source is made of. */
export interface SourceParts {
  readonly place: Place
  readonly decode: RowDecoder
}

/** Milliseconds for which a file must have been left alone before a change of it is read. */
const SETTLED = 100

/** Whether a file that changed at this time (Unix milliseconds) may still be in the writing. */
export function isFresh(changed: number): boolean {
  const age = Date.now() - changed
  return age >= 0 && age < SETTLED
}

/** An error of reading, in words that read on after the file's name. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  return code === undefined ? error.message : `cannot be read (${code})`
}
