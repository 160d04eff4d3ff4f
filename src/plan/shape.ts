import type { GraphQLScalarType, GraphQLEnumType } from 'graphql'
import type { ComputedModel, FieldModel, KindsModel, ModelPath } from '../model/model.ts'
import type { Step } from './plan.ts'

/** What an answer's object looks like; the runtime compiles it to a writer. */
export interface ItemShape {
  readonly typeName: string
  readonly fields: readonly ItemField[]
  /** Where the types behind an interface answer differently: what each of them answers, of `fields`. */
  readonly kinds: KindShapes | null
}

/** What items of each GraphQL type answer; the row says of which type it is. */
export interface KindShapes {
  readonly model: KindsModel
  readonly of: ReadonlyMap<string, readonly ItemField[]>
}

/** A leaf type, and how many lists are around it. */
export interface Leaf {
  readonly type: GraphQLScalarType | GraphQLEnumType
  readonly lists: number
}

/** One field of an item, or of an object inside it. Names are taken from the object at hand. */
export type ItemField =
  | { readonly kind: 'typename'; readonly key: string }
  | { readonly kind: 'id'; readonly key: string }
  | {
      readonly kind: 'value'
      readonly key: string
      readonly field: FieldModel
      readonly leaf: Leaf
    }
  | { readonly kind: 'key'; readonly key: string; readonly field: FieldModel }
  | {
      readonly kind: 'object'
      readonly key: string
      readonly field: FieldModel
      readonly shape: ItemShape
    }
  | {
      readonly kind: 'computed'
      readonly key: string
      readonly computed: ComputedModel
      readonly leaf: Leaf
      readonly needs: readonly Need[]
    }
  | {
      readonly kind: 'one'
      readonly key: string
      readonly step: Step
      readonly shape: ItemShape
      readonly field: FieldModel
    }
  | {
      readonly kind: 'list'
      readonly key: string
      readonly step: Step
      readonly shape: ListShape
      readonly field: FieldModel
    }
  | {
      readonly kind: 'show'
      readonly key: string
      readonly end: ShowEnd
      readonly trail: readonly Hop[]
    }

/** A value that a computed field needs loaded across links. */
export interface Need {
  readonly path: ModelPath
  readonly trail: readonly Hop[]
}

/** One move along a model path: into a named member, across a step, or into each element. */
export type Hop =
  | { readonly kind: 'name'; readonly name: string; readonly field: FieldModel | null }
  | { readonly kind: 'step'; readonly step: Step; readonly field: FieldModel }
  /** `items`: of a refsList, else of a list of values or objects. */
  | { readonly kind: 'each'; readonly items: boolean }

/** What stands at the end of a shown path. */
export type ShowEnd =
  | { readonly kind: 'id' }
  | { readonly kind: 'value'; readonly field: FieldModel; readonly leaf: Leaf }
  | {
      readonly kind: 'computed'
      readonly computed: ComputedModel
      readonly leaf: Leaf
      readonly needs: readonly Need[]
    }
  | { readonly kind: 'item'; readonly shape: ItemShape }

/** A connection. */
export interface ListShape {
  readonly fields: readonly ListField[]
}

export type ListField =
  | { readonly kind: 'typename'; readonly key: string; readonly typeName: string }
  | { readonly kind: 'totalCount'; readonly key: string }
  | { readonly kind: 'nodes'; readonly key: string; readonly shape: ItemShape }
  | { readonly kind: 'edges'; readonly key: string; readonly fields: readonly EdgeField[] }
  | { readonly kind: 'pageInfo'; readonly key: string; readonly fields: readonly PageInfoField[] }

export type EdgeField =
  | { readonly kind: 'typename'; readonly key: string; readonly typeName: string }
  | { readonly kind: 'cursor'; readonly key: string }
  | { readonly kind: 'node'; readonly key: string; readonly shape: ItemShape }

export type PageInfoField =
  | { readonly kind: 'typename'; readonly key: string; readonly typeName: string }
  | {
      readonly kind: 'hasNextPage' | 'hasPreviousPage' | 'startCursor' | 'endCursor'
      readonly key: string
    }

/** An object of figures; `index` counts the step's figures. */
export interface SummaryShape {
  readonly fields: readonly SummaryField[]
}

export type SummaryField =
  | { readonly kind: 'typename'; readonly key: string; readonly typeName: string }
  | { readonly kind: 'count'; readonly key: string }
  | { readonly kind: 'figures'; readonly key: string; readonly shape: SummaryShape }
  | { readonly kind: 'figure'; readonly key: string; readonly index: number; readonly leaf: Leaf }
  | { readonly kind: 'groupKey'; readonly key: string; readonly shape: KeyShape }

/** Groups are a list of summaries with a key. */
export type GroupsShape = SummaryShape

/** An object of a group's key; leaves are named as in `GroupLeaf.name`. */
export interface KeyShape {
  readonly fields: readonly KeyField[]
}

export type KeyField =
  | { readonly kind: 'typename'; readonly key: string; readonly typeName: string }
  | { readonly kind: 'object'; readonly key: string; readonly shape: KeyShape }
  | { readonly kind: 'leaf'; readonly key: string; readonly name: string; readonly leaf: Leaf }
