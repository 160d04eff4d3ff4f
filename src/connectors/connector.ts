import type { Field, FieldType } from '../fields/field.ts'
import type { Key } from '../fields/key.ts'
import type { Path } from '../query/filter.ts'
import type { Answer, Question } from '../query/question.ts'
import type { FieldSet, Row } from '../query/row.ts'
import type { SummaryAnswer, SummaryQuestion } from '../query/summary.ts'
import type { StoreError } from '../errors.ts'
import type { StoreCalls } from '../model/model.ts'
import type { User } from '../access/rule.ts'

/** Code that speaks to the stores of some URL schemes. One file or folder in `connectors/`, or in a user's folder. */
export interface Connector {
  /** For messages, e.g. `yaml`. */
  readonly name: string
  /** The URL schemes it claims, e.g. `['mongodb', 'mongodb+srv']`. */
  readonly schemes: readonly string[]
  /** What one call costs with these options (the store's and the collection's own together), where that is not always one request. */
  calls?(options: Readonly<Record<string, unknown>>): StoreCalls
  /**
   * What is wrong with the options of a store, or of a collection's use of it, found at start with all other mistakes. `at`
   * is a place inside the options, dotted; `fields` are the collection's own field names, null where there are several.
   */
  check?(
    options: Readonly<Record<string, unknown>>,
    of: 'store' | 'collection',
    fields: readonly string[] | null,
  ): readonly { readonly at: string; readonly message: string }[]
  /** Opens one store; called once per configured store or inline URL. @throws StoreError STORE_UNAVAILABLE */
  open(options: OpenOptions): Promise<Server>
}

/** What the configuration says of a store. */
export interface OpenOptions {
  /** The configured name, or the URL without credentials; for messages. */
  readonly name: string
  /** The whole URL, untouched (a multi-host Mongo URL is no WHATWG URL). */
  readonly url: string
  /** The options of `yaml({…})` and the like. */
  readonly options: Readonly<Record<string, unknown>>
  /** Relative paths start here: the folder of `refract.config.ts`. */
  readonly root: string
  readonly log: StoreLog
}

/** Where a connector reports what a person should know (a quarantined item, a lost connection). */
export interface StoreLog {
  warn(message: string): void
  info(message: string): void
}

/** An open store: many collections. */
export interface Server {
  /** @throws StoreError STORE_UNAVAILABLE or STORE_BAD_DATA when the collection cannot be served at all */
  collection(shape: Shape): Promise<Store>
  close(): Promise<void>
}

/** What a connector is told about a collection. */
export interface Shape {
  /** The collection's name, e.g. `books`. */
  readonly name: string
  /** True for a named store: the connector appends the collection's name to the place that the URL names. */
  readonly append: boolean
  /** Ours → declared field; nested objects are `object` fields. Without `id`. */
  readonly fields: Readonly<Record<string, Field>>
  /** The stored field that is the id (or a template `'{user}-{n}'`), where the options say so. */
  readonly idFrom: string | null
  /** The coding of the stored id, where it is no plain key: `{ at: 'url', url: '/films/{id}/' }`. */
  readonly idCodec?: FieldCodec | null
  readonly idType: 'int' | 'text' | 'objectId' | 'uuid' | null
  /** Ours, dotted → theirs (a path from the row's root, or `{ at, codec }`), where they differ. */
  readonly stored: Readonly<Record<string, StoredName>>
  /** Sets of fields that are unique together, and fields often asked for; for indexes. */
  readonly unique: readonly (readonly string[])[]
  readonly onMismatch: 'null' | 'error'
  /** Options of the collection itself: `{ store: 'shop', collection: 'accounts' }`. */
  readonly options: Readonly<Record<string, unknown>>
}

/** A path in the stored row, or one with another coding. */
export type StoredName = string | { readonly at?: string; readonly codec?: FieldCodec }

/** Another coding of one field. */
export interface FieldCodec {
  decode(stored: unknown): unknown
  encode(value: unknown): unknown
  /**
   * The declarer's word that each value has one stored form, the one `encode` makes, and that stored forms compare
   * as their values do: filters and sorts may be asked of the store. Otherwise they are the gateway's work.
   */
  readonly ordered?: boolean
  /** It makes addresses of keys: `/films/{id}/`. Stores are asked for the keys, not for the addresses. */
  readonly url?: string
}

/** What comes with every call. */
export interface StoreContext {
  /** Aborts when the client is gone or the deadline has passed. */
  readonly signal?: AbortSignal
  /** Request headers that the store may forward. */
  readonly headers?: Readonly<Record<string, string>>
  /** Whose request it is, for stores that are asked with the caller's own credentials. */
  readonly user?: User | null
  /**
   * To be called before each request beyond the first of a call, where a call may be several. It throws where the
   * operation has used up what it may cost; that error is to be passed on as it is. `scanned` says that the request is
   * residual work, beyond what `calls` told, and how many rows were read for nothing since the last.
   */
  readonly called?: (scanned?: number) => void
  /** Rows that may be read to tell which of them are asked for; what has to read more is UNSUPPORTED_FILTER. */
  readonly rowBudget?: number
}

/** One collection in an open store. Without `apply` (writing) it is read-only. */
export interface Store {
  /** The connector's name, for messages and the explanation. */
  readonly connector: string
  /** Positional; null where absent; duplicates fine; one round trip where the store can. Ids are texts or keys. */
  byIds(
    ids: readonly Key[],
    fields: FieldSet,
    ctx: StoreContext,
  ): Promise<readonly (Row | null | StoreError)[]>
  /** Rows plus what the store has not done; never fewer rows than asked. */
  find(question: Question, ctx: StoreContext): Promise<Answer>
  /** One answer per key: the rows that hold the key at `path`; filter, sort, page and total apply per key. One round trip. */
  byKeys?(
    path: Path,
    keys: readonly Key[],
    question: Question,
    ctx: StoreContext,
  ): Promise<readonly Answer[]>
  /** Count, figures and groups where native; null: this one cannot be answered exactly, and the gateway reads the rows. */
  summarise?(question: SummaryQuestion, ctx: StoreContext): Promise<SummaryAnswer | null>
  /**
   * Whose reads are alike: callers for whom this answers the same text (the credentials that the store uses of them)
   * share identical reads under way. Without it, or for null, nothing is shared: right for what answers from memory.
   */
  alike?(ctx: StoreContext): string | null
  /** For the start lines and `/ready`: how many items are served; null where asking is costly. */
  count?(): number | null
  /** Calls the listener after changes by others. */
  watch?(listener: () => void): () => void
}

/** Values that did not fit their fields, kept on a row under this key where `onMismatch` is `error`. */
export const mismatches: unique symbol = Symbol('refract.mismatches')

/** A dotted place in a row whose stored value did not fit, and its type in words. */
export interface Mismatch {
  readonly path: string
  readonly type: FieldType
}
