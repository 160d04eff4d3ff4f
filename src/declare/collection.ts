import type { Field, Fields } from '../fields/field.ts'
import type { ValueOf } from '../fields/stored-value.ts'
import { allFields, type Kinds, type OfKinds, type WithKinds } from './kinds.ts'
import type { SortKeyInput } from './question.ts'
import type { Rule } from './rule.ts'
import type { NamedStore, StoreDeclaration } from './store.ts'
import type { Stored } from './values.ts'

/** What a collection is declared with. `F` are its fields, `C` its computed fields, `K` the own fields of its kinds. */
export interface CollectionOptions<F extends Fields = Fields, C = unknown, K = {}> {
  /** A named store, a URL, `{ store: 'shop', collection: 'accounts' }`, or what `yaml({…})` and the like return. */
  readonly store: string | NamedStore | StoreDeclaration
  /** Shown in GraphiQL. */
  readonly description?: string
  /** The stored fields by name: `title: string({ required: true })`. `id` is always there. */
  readonly fields: F
  /** Fields that code makes of the row: `{ long: { of: bool(), reads: ['pages'], from: (book) => (book.pages ?? 0) > 500 } }`. */
  readonly computed?: C & {
    readonly [N in keyof C]: Computed<Stored<WithKinds<NoInfer<F>, NoInfer<K>>>, C[N]>
  }
  /** Fields that are unique together: `[['title', 'author']]`. For one field say `unique: true` on it. */
  readonly unique?: readonly (readonly (keyof WithKinds<NoInfer<F>, NoInfer<K>> | Dotted)[])[]
  /** Who may. What is not named here follows the configuration's `can`. */
  readonly can?: Rights<WithKinds<NoInfer<F>, NoInfer<K>>>
  /** The order without a `sort`: by id unless given; `'store'` is the store's own, and the default over REST. */
  readonly order?: 'store' | readonly SortKeyInput<WithKinds<NoInfer<F>, NoInfer<K>>>[]
  /** The plural in GraphQL, where it is not the module's name. */
  readonly plural?: string
  /** What stored and new ids are; without it an id is found by how it prints. */
  readonly idType?: 'int' | 'text' | 'objectId' | 'uuid'
  /** `false`: no `meta` (created and modified, at and by). */
  readonly meta?: boolean
  /** Items of a page, without `first` and at most; 20 and 100 unless the configuration says otherwise. */
  readonly page?: { readonly default?: number; readonly max?: number }
  /** Makes the type an interface with a type for each kind: `{ by: 'type', of: { Movie: { runtime: int() } } }`. */
  readonly kinds?: Kinds<NoInfer<F>, K>
}

/** A place inside an object of the collection, `loan.until`. The model checks it: a union of all would cost TypeScript dear. */
export type Dotted = `${string}.${string}`

/** Who may do what with the items of a collection. */
export interface Rights<F = Fields> {
  /** Items that one may not read are absent: from lists, links, counts and groups too. */
  readonly read?: Rule<F>
  readonly create?: Rule<F>
  readonly update?: Rule<F>
  readonly delete?: Rule<F>
}

/** A computed field. `T` is the stored item, `C` the declaration itself, whose `of` says what `from` returns. */
export interface Computed<T, C = { readonly of: Field }> {
  /** The type: `bool()`, `list(string())`. */
  readonly of: Field
  readonly description?: string
  /** The fields that `from` reads; without it the whole row is loaded. */
  readonly reads?: readonly (keyof T | Dotted)[]
  /** Paths across links that `from` needs, loaded in batches: `['author.name']`. */
  readonly needs?: readonly string[]
  /** Can be filtered, sorted and grouped, by the gateway, within its row budget. */
  readonly filter?: boolean
  /** Who may read it. */
  readonly can?: { readonly read?: Rule }
  /** Makes the value of the item, and of the values needed, by path. */
  readonly from: (
    item: T,
    needs: Readonly<Record<string, unknown>>,
  ) => C extends { readonly of: infer Of } ? ValueOf<Of> : unknown
}

/** The declarations of computed fields, as far as `of` goes. */
export type ComputedFields = { readonly [name: string]: { readonly of: Field } }

/** A declared collection, frozen. Its type depends on its fields alone, so that collections can name each other. */
export interface Collection<F = Fields, C = unknown> {
  readonly kind: 'collection'
  /** The GraphQL type: `Book`. */
  readonly type: string
  /** Those of all kinds. */
  readonly fields: F
  /** Where there are kinds: the fields that all of them have. */
  readonly common?: Fields
  readonly computed: { readonly [name: string]: Computed<never> }
  /** Everything else that was said; the model reads and checks it. */
  readonly options: Readonly<Record<string, unknown>>
  /** Only for TypeScript; never set. The types of the computed fields by name. */
  readonly '~computed'?: C
}

/** The computed fields by name, as the types that they make. */
type OfComputed<C> = {
  readonly [K in keyof C]: C[K] extends { readonly of: infer Of } ? Of : never
}

/**
 * Declares a collection: the items of one type in one store. The module's default export; its name (`books`
 * for `schema/books.ts`) is what refs and queries call it.
 *
 * @example
 * export default collection('Book', {
 *   store: 'library',
 *   fields: { title: string({ required: true }), author: ref('authors', { reverse: 'books' }) },
 *   can: { read: true, update: role('staff') },
 * })
 */
export function collection<
  const F extends Fields,
  const C extends ComputedFields = {},
  const K extends OfKinds = {},
>(type: string, options: CollectionOptions<F, C, K>): Collection<WithKinds<F, K>, OfComputed<C>> {
  // A copy also of what is no object: the model, not this line, says what is missing.
  const { fields, computed, ...rest } = { ...options }
  const ofKinds = rest.kinds === undefined ? {} : { common: Object.freeze({ ...fields }) }
  return Object.freeze({
    kind: 'collection',
    type,
    fields: Object.freeze(allFields(fields, rest.kinds)) as WithKinds<F, K>,
    ...ofKinds,
    computed: Object.freeze({ ...computed }),
    options: Object.freeze({ ...rest }),
  })
}
