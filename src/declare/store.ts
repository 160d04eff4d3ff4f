/** A store with options, as `yaml({…})` and the like return it. */
export interface StoreDeclaration {
  readonly kind: 'store'
  /** The URL scheme whose connector opens it. */
  readonly scheme: string
  readonly options: Readonly<Record<string, unknown>>
}

/** What every connector takes about the rows that it reads. */
export interface StoredOptions {
  /** The stored field that is the id, a template that composes it (`'{user}-{n}'`), or where it is part of an address. */
  readonly id?: string | { readonly at: string; readonly url: string }
  /** Ours, dotted, to theirs, a path from the row's root: `{ 'loan.user': 'borrower.id' }`. */
  readonly fields?: { readonly [ours: string]: StoredPath }
  /** `error`: a stored value that does not fit its field is also an error at its path; always null. */
  readonly onMismatch?: 'null' | 'error'
}

/** A path in the stored row; `url` where a link is stored as a URL; `codec` where a value is coded otherwise. */
export type StoredPath =
  | string
  | { readonly at?: string; readonly url: string }
  | {
      readonly at?: string
      readonly codec: {
        decode(stored: unknown): unknown
        encode(value: unknown): unknown
        /** Each value has one stored form, and stored forms compare as values do: the store may filter and sort by it. */
        readonly ordered?: boolean
      }
    }

/** A named store, with what is special about this one collection. Further options are the connector's. */
export interface NamedStore extends StoredOptions {
  /** A name under `stores` in `refract.config.ts`. */
  readonly store: string
  /** The collection's name in the store, where it is another. */
  readonly collection?: string
  readonly [option: string]: unknown
}

/** Options of a YAML store; paths are relative to the folder of `refract.config.ts`. */
export interface YamlOptions extends StoredOptions {
  /** The folder, with a folder or a file per collection, or the one file of all. */
  readonly path?: string
  /** The same, said of a file. */
  readonly file?: string
  /** Where in a file the items lie, dotted: `library.books`. */
  readonly at?: string
}

/** Options of a store in memory. */
export interface MemoryOptions extends StoredOptions {
  /** The rows to begin with, JSON-like: those of one collection, or by collection name. */
  readonly rows?: MemoryRows | { readonly [collection: string]: MemoryRows }
}

/** Rows as a store keeps them: refs are ids, dates are text. */
export type MemoryRows = readonly { readonly [field: string]: unknown }[]

/**
 * A folder of YAML files, a file per item or per collection, or one file with a map or a list.
 *
 * @example
 * stores: { library: yaml({ path: './data/library', onMismatch: 'error' }) }
 */
export function yaml(options: YamlOptions): StoreDeclaration {
  return Object.freeze({ kind: 'store', scheme: 'yaml', options: Object.freeze({ ...options }) })
}

/**
 * Rows in memory, gone when the gateway stops; for tests and demos.
 *
 * @example
 * stores: { library: memory({ rows: { books: [{ id: 1, title: 'Emma' }] } }) }
 */
export function memory(options: MemoryOptions = {}): StoreDeclaration {
  return Object.freeze({ kind: 'store', scheme: 'memory', options: Object.freeze({ ...options }) })
}
