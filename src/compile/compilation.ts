import type { Operator } from '../fields/field.ts'
import type { CollectionModel, FieldModel, Model } from '../model/model.ts'
import { createBuilder, type Builder, type Outputs } from './builder.ts'
import type { Member } from './members.ts'

/** What one compilation works with. */
export interface Compilation {
  readonly model: Model
  readonly types: Builder
  /** The members of each collection and nested object, worked out once. */
  readonly members: Map<CollectionModel | FieldModel, readonly Member[]>
  /** The figures of each collection, which summaries and groups share. */
  readonly figures: Map<CollectionModel, Outputs>
  /** What each filter input offers, by its name. */
  readonly filters: Map<string, readonly Operator[]>
  /** Those of them that may be asked for. */
  readonly askable: Map<CollectionModel | FieldModel, readonly Member[]>
}

/** A compilation that has made nothing yet. */
export function startCompilation(model: Model): Compilation {
  return {
    model,
    types: createBuilder(),
    members: new Map(),
    askable: new Map(),
    figures: new Map(),
    filters: new Map(),
  }
}

/** The collection that a link leads to. */
export function targetOf(c: Compilation, to: string): CollectionModel {
  const target = c.model.collections.get(to)
  if (!target) throw new TypeError(`The model links to "${to}", which it does not have`)
  return target
}
