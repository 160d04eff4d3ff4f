import type { FieldNode, GraphQLField } from 'graphql'
import type { CollectionModel, LinkModel, SelectionModel } from '../model/model.ts'
import type { Path } from '../query/filter.ts'
import type { FieldSet } from '../query/row.ts'
import type { Figure } from '../query/summary.ts'
import type { ItemShape, ListShape, SummaryShape, GroupsShape } from './shape.ts'

/** One operation of one document, planned once; a template over the operation's variables. */
export interface Plan {
  readonly operationName: string | null
  /** Root fields in the order of the answer. */
  readonly roots: readonly RootField[]
  /** All steps, parents before children; `step.slot` is the index. */
  readonly steps: readonly Step[]
}

/** A field of the answer's top level. `introspection` is left to graphql-js. */
export type RootField =
  | { readonly kind: 'typename'; readonly key: string; readonly typeName: string }
  | { readonly kind: 'introspection'; readonly key: string; readonly nodes: readonly FieldNode[] }
  | { readonly kind: 'item'; readonly key: string; readonly step: Step; readonly shape: ItemShape }
  | { readonly kind: 'items'; readonly key: string; readonly step: Step; readonly shape: ItemShape }
  | { readonly kind: 'list'; readonly key: string; readonly step: Step; readonly shape: ListShape }
  | {
      readonly kind: 'summary'
      readonly key: string
      readonly step: Step
      readonly shape: SummaryShape
    }
  | {
      readonly kind: 'groups'
      readonly key: string
      readonly step: Step
      readonly shape: GroupsShape
    }

/** One load: for the whole list of parents at once. */
export interface Step {
  /** Index in `Plan.steps` and on the sheet. */
  readonly slot: number
  /** Response keys from the root, e.g. `books.nodes.author`. */
  readonly at: string
  readonly parent: Step | null
  readonly collection: CollectionModel
  readonly by: By
  /** The field whose arguments say where, sort and page; null for a plain ref. */
  readonly selected: {
    readonly node: FieldNode
    readonly definition: GraphQLField<unknown, unknown>
  } | null
  /** Only for parents of these GraphQL types, where their collection has kinds; null: for all. */
  readonly on: ReadonlySet<string> | null
  /** What the answer reads of each row; sort keys for cursors come on top per request. */
  readonly fields: FieldSet
  /** Rows are wanted, not only a total. */
  readonly rows: boolean
  readonly total: boolean
  readonly cursors: boolean
  /** Somebody asks whether there is a next or a previous page. */
  readonly more: boolean
  readonly children: readonly Step[]
}

/** How a step finds its rows. */
export type By =
  | { readonly kind: 'id' }
  | { readonly kind: 'ids' }
  | { readonly kind: 'list'; readonly selection: SelectionModel | null }
  | { readonly kind: 'summary'; readonly figures: readonly Figure[] }
  | { readonly kind: 'groups'; readonly figures: readonly Figure[] }
  /** Parents hold one key each. `carrier`: the list of objects that holds it, else the row. */
  | { readonly kind: 'ref'; readonly link: LinkModel; readonly carrier: Path | null }
  /** The far side holds the parent's key; one row or a list per parent. */
  | { readonly kind: 'reverse'; readonly link: LinkModel; readonly shown: boolean }
  /** Parents hold a list of keys. */
  | {
      readonly kind: 'owned'
      readonly link: LinkModel
      readonly carrier: Path | null
      readonly shown: boolean
    }
