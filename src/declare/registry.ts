import type { ListField } from '../fields/list.ts'
import type { ObjectField } from '../fields/object.ts'
import type { Ref } from '../fields/ref.ts'
import type { RefsList } from '../fields/refs-list.ts'
import type { ValueOf } from '../fields/stored-value.ts'
import type { Collection } from './collection.ts'
import type { SortInput, Where } from './question.ts'
import type { Changes, Meta, New } from './values.ts'

/**
 * Where a program names its schema (and, if it likes, its user), once, so that refs and items are typed.
 *
 * @example
 * declare module 'refract' {
 *   interface Register { schema: typeof import('./schema/index.ts') }
 * }
 */
// An interface, because only interfaces can be added to.
// oxlint-disable-next-line typescript/no-empty-object-type
export interface Register {}

/** The modules of the schema by collection name; of any name where no schema is registered. */
export type Modules = Register extends { schema: infer S }
  ? S
  : { readonly [name: string]: { readonly default: Collection } }

/**
 * A collection's name. Reads only the export *names* of the index module, never their types: that is why
 * refs cannot be circular.
 */
export type Name = keyof Modules & string

/** Whom the token speaks for. */
export type User = Register extends { user: infer U }
  ? U
  : { readonly id: string; readonly roles: readonly string[] }

/** The fields of the collection in a module. */
export type FieldsOf<S, N extends keyof S> = S[N] extends { readonly default: Collection<infer F> }
  ? F
  : never

type ComputedOf<S, N extends keyof S> = S[N] extends {
  readonly default: Collection<infer _, infer C>
}
  ? C
  : never

/**
 * An item as a client sees it: refs are items, or null where they are absent or not visible.
 *
 * @example
 * function titleOf(book: Item<'books'>) { return book.title }
 */
export type Item<N extends Name> = { readonly id: string; readonly meta?: Meta | null } & {
  readonly [K in keyof FieldsOf<Modules, N>]: Seen<FieldsOf<Modules, N>[K]>
} & { readonly [K in keyof ComputedOf<Modules, N>]: Seen<ComputedOf<Modules, N>[K]> }

type Seen<T> =
  T extends Ref<infer To>
    ? Item<To & Name> | null
    : T extends RefsList<infer To>
      ? readonly Item<To & Name>[]
      : T extends ObjectField<infer F, infer N>
        ? { readonly [K in keyof F]: Seen<F[K]> } | N
        : T extends ListField<infer Of, infer V>
          ? readonly NonNullable<Seen<Of>>[] | Extract<V, null>
          : ValueOf<T>

type EveryCollection = { readonly [N in Name]: ItemsOf<N> }

/** All collections, for rules and actions. An interface, not an alias: it stays unresolved until it is read. */
export interface Items extends EveryCollection {}

/** The items of one collection, with the caller's rights. */
export interface ItemsOf<N extends Name> {
  /** Null where absent or not visible. */
  get(id: string): Promise<Item<N> | null>
  /** The visible items that match, in the collection's order unless sorted. */
  find(question?: {
    readonly where?: Where
    readonly sort?: readonly SortInput[]
    readonly first?: number
  }): Promise<readonly Item<N>[]>
  create(values: New<FieldsOf<Modules, N>>): Promise<Item<N>>
  /** What is left out stays, null clears. */
  update(id: string, values: Changes<FieldsOf<Modules, N>>): Promise<Item<N>>
  /** The deleted item; null when nothing was there. */
  delete(id: string): Promise<Item<N> | null>
}
