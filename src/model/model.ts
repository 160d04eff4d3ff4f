import type { FieldRule, ReadDecision, ReadRule, User } from '../access/rule.ts'
import type { Field } from '../fields/field.ts'
import type { LinkEnds, Path } from '../query/filter.ts'
import type { FieldSet } from '../query/row.ts'
import type { Sort } from '../query/sort.ts'
import type { Filter } from '../query/filter.ts'
import type { CollectionNames, ObjectNames, SelectionNames } from './names.ts'
import type { Limits } from './limits.ts'

/** Everything declared, checked and frozen. The rooms behind it read nothing else. */
export interface Model {
  /** By collection name, sorted. */
  readonly collections: ReadonlyMap<string, CollectionModel>
  /** Configured stores by name, and inline URLs by themselves. */
  readonly stores: ReadonlyMap<string, StoreModel>
  readonly limits: Limits
  /** What relies on the default rule, for `refract check`: `books.read`. */
  readonly unruled: readonly string[]
}

/** A store to open once. */
export interface StoreModel {
  readonly name: string
  readonly url: string
  readonly scheme: string
  readonly options: Readonly<Record<string, unknown>>
}

/** One collection. */
export interface CollectionModel {
  /** `books` */
  readonly name: string
  /** `Book` */
  readonly type: string
  readonly names: CollectionNames
  readonly description: string | null
  readonly file: string | null
  /** Declared fields by name, in order of declaration, with `meta` where it is on; those of all kinds behind the common ones. */
  readonly fields: ReadonlyMap<string, FieldModel>
  /** What makes the type an interface; null: every item is of the type itself. */
  readonly kinds: KindsModel | null
  readonly computed: ReadonlyMap<string, ComputedModel>
  /** `id`, as a path. */
  readonly id: Path
  readonly idType: 'int' | 'text' | 'objectId' | 'uuid' | null
  /** Every link, by dotted field name. */
  readonly links: ReadonlyMap<string, LinkModel>
  /** Without the caller's sort: always ends with the id; empty is the store's own order. */
  readonly order: Sort
  readonly unique: readonly (readonly string[])[]
  readonly read: ReadRule
  /** Nobody may ever read it (`can: { read: false }`): nothing of it is printed. */
  readonly hidden: boolean
  readonly store: StoreUse
  readonly selections: readonly SelectionModel[]
  /** The GraphQL fields that list this collection: default and most rows of a page. */
  readonly page: { readonly default: number; readonly max: number }
}

/**
 * How many requests one call of a store is, where that is not always one: for the bounds, so told from the options alone,
 * before anything is opened. Never fewer than are made.
 */
export interface StoreCalls {
  byIds(ask: { readonly ids: number; readonly fields: FieldSet }): number
  /** A page of `rows` for each key; `path` is dotted: the field that holds the keys. */
  byKeys(ask: {
    readonly path: string
    readonly keys: number
    readonly rows: number
    readonly fields: FieldSet
  }): number
  /** A page of `rows`, where the store does all that it is asked. */
  find(ask: { readonly rows: number; readonly fields: FieldSet }): number
}

/** The kinds of a collection's items: `Title` is an interface, each item is a `Movie`, a `Series` or a `TitleOther`. */
export interface KindsModel {
  /** The field that tells the kinds apart. */
  readonly by: FieldModel
  /** The GraphQL types in order of declaration, `other` last. */
  readonly types: readonly string[]
  /** What an item of no known kind is. */
  readonly other: string
  /** By the value of `by`. */
  readonly typeOf: ReadonlyMap<unknown, string>
  /** The types that have a field; what is not named here is common to all. */
  readonly only: ReadonlyMap<string, ReadonlySet<string>>
}

/** How a collection uses its store. */
export interface StoreUse {
  /** Key in `Model.stores`. */
  readonly name: string
  /** The collection's name is appended to the store's place. */
  readonly append: boolean
  readonly options: Readonly<Record<string, unknown>>
  /** null: a call is one request. */
  readonly calls: StoreCalls | null
}

/** A field of a collection or of a nested object. */
export interface FieldModel {
  readonly name: string
  /** From the collection's root, e.g. `['loan', 'until']`. */
  readonly path: readonly string[]
  readonly field: Field
  readonly description: string | null
  /** Filter, sort and group may use it. */
  readonly filterable: boolean
  readonly readable: FieldRule
  /** Nobody may ever read it: not printed. */
  readonly hidden: boolean
  /** Of an object, or of the objects in a list: their fields. */
  readonly fields: ReadonlyMap<string, FieldModel> | null
  /** Of a ref or refsList. */
  readonly link: LinkModel | null
  /** The name of the GraphQL enum, for `oneOf` (also inside a list). */
  readonly enumName: string | null
  /** The GraphQL type of the nested object (also inside a list), e.g. `BookLoan`. */
  readonly objectNames: ObjectNames | null
  /** Crosses a list of objects on the way from the root. */
  readonly inList: boolean
}

/** A link seen from one side. Either side's keys may be stored here (`near`) or there (`far`). */
export interface LinkModel {
  /** Dotted, from the collection's root: `loan.user`. */
  readonly name: string
  readonly from: string
  readonly to: string
  /** refsList. */
  readonly many: boolean
  /** Who stores the keys. */
  readonly holder: 'near' | 'far'
  /** The join. Near holder: `near` is the stored key, `far` is the target's `id` (or `by`). Far holder: the reverse. */
  readonly ends: LinkEnds
  /** The target's unique field that the key names, when it is not the id. */
  readonly by: string | null
  /** The field that reads the stored key without a load: `authorId`, `tagsIds`, `countryCca2`; null on the derived side. */
  readonly keyName: string | null
  /** The dotted name of the field at the other end, where there is one. */
  readonly reverse: string | null
  readonly onDelete: 'restrict' | 'cascade' | 'unlink'
}

/** A computed field. */
export interface ComputedModel {
  readonly name: string
  readonly of: FieldModel
  readonly description: string | null
  /** Dotted names that it needs; null: the whole row. */
  readonly reads: readonly string[] | null
  /** Model paths across links that it needs loaded, e.g. `author.name`. */
  readonly needs: readonly ModelPath[]
  readonly filterable: boolean
  readonly readable: FieldRule
  /** Nobody may ever read it: not printed. */
  readonly hidden: boolean
  /** Gets the row as code sees it (`Stored`: ids as text), and the needed values by path. */
  from(item: unknown, needs: Readonly<Record<string, unknown>>): unknown
}

/** Names and `[*]` along the model, across links: `$.author.books[*].title`. */
export interface ModelPath {
  /** As written. */
  readonly text: string
  readonly steps: readonly PathStep[]
  /** The field at the end. */
  readonly field: FieldModel | ComputedModel | 'id'
  /** The collection that holds the end. */
  readonly collection: string
  /** Passes through a list. */
  readonly many: boolean
}

/** One name of a model path; `link` when it crosses into another collection, `each` when it had `[*]`. */
export interface PathStep {
  readonly name: string
  readonly link: LinkModel | null
  readonly each: boolean
}

/** A named, saved question. */
export interface SelectionModel {
  /** The export name, `french`. */
  readonly name: string
  readonly names: SelectionNames
  readonly description: string | null
  /** null: the items themselves. */
  readonly show: ReadonlyMap<string, ModelPath> | null
  readonly where: Filter
  /** null: the collection's order. */
  readonly sort: Sort | null
  readonly read: ReadRule
  /** Nobody may ever read it: not printed. */
  readonly hidden: boolean
}

export type { FieldRule, Path, ReadDecision, ReadRule, User }
