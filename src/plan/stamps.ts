import type {
  CollectionModel,
  ComputedModel,
  FieldModel,
  LinkModel,
  ModelPath,
  SelectionModel,
} from '../model/model.ts'
import type { SummaryFunction } from '../query/summary.ts'
import type { FieldType } from '../fields/field.ts'
import type { Path } from '../query/filter.ts'

/**
 * What a GraphQL output field means, stamped by `compile/` into `extensions.refract`. The plan reads stamps,
 * never names.
 */
export type OutputStamp =
  | { readonly kind: 'byId'; readonly collection: CollectionModel }
  | { readonly kind: 'byIds'; readonly collection: CollectionModel }
  | {
      readonly kind: 'list'
      readonly collection: CollectionModel
      readonly selection: SelectionModel | null
    }
  | { readonly kind: 'summary'; readonly collection: CollectionModel }
  | { readonly kind: 'groups'; readonly collection: CollectionModel }
  // on items, nested objects and selection rows
  | { readonly kind: 'id' }
  | { readonly kind: 'value'; readonly field: FieldModel }
  /** `authorId`, `tagsIds`: the stored keys. */
  | { readonly kind: 'key'; readonly field: FieldModel }
  /** A nested object, or a list of objects. */
  | { readonly kind: 'object'; readonly field: FieldModel }
  | { readonly kind: 'link'; readonly link: LinkModel; readonly field: FieldModel }
  | { readonly kind: 'computed'; readonly computed: ComputedModel }
  /** A column of a selection with `show`. */
  | { readonly kind: 'show'; readonly path: ModelPath }
  // on connections and edges
  | { readonly kind: 'nodes' }
  | { readonly kind: 'edges' }
  | { readonly kind: 'node' }
  | { readonly kind: 'cursor' }
  | { readonly kind: 'pageInfo' }
  | { readonly kind: 'totalCount' }
  | { readonly kind: 'hasNextPage' }
  | { readonly kind: 'hasPreviousPage' }
  | { readonly kind: 'startCursor' }
  | { readonly kind: 'endCursor' }
  // on summaries and groups
  | { readonly kind: 'count' }
  /** `sum`, `avg`, …: the object of a function's figures. */
  | { readonly kind: 'function'; readonly fn: SummaryFunction }
  /** Inside a function: a nested object of figures. */
  | { readonly kind: 'figures' }
  | {
      readonly kind: 'figure'
      readonly fn: SummaryFunction
      readonly path: Path
      readonly scalar: FieldType
    }
  /** `key` of a group. */
  | { readonly kind: 'groupKey' }
  /** Inside a key: a nested object; a ref, whose own type is the target's key; a date, whose fields are parts. */
  | { readonly kind: 'groupObject'; readonly name: string }
  | { readonly kind: 'groupLink'; readonly link: LinkModel }
  /** A computed field has a path of its name only. */
  | { readonly kind: 'groupDate'; readonly path: Path; readonly computed: ComputedModel | null }
  | { readonly kind: 'groupPart'; readonly part: DatePart }
  | { readonly kind: 'groupValue'; readonly path: Path; readonly computed: ComputedModel | null }

/** What of a date a group is by; parts are UTC numbers. */
export type DatePart = 'value' | 'year' | 'month' | 'day'

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    refract?: OutputStamp
  }
  interface GraphQLObjectTypeExtensions<_TSource, _TContext> {
    /** On item types: the collection. */
    refract?: { readonly collection: CollectionModel }
  }
}
