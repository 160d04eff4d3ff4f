import type { CollectionModel, ComputedModel, FieldModel, Model } from '../model/model.ts'
import type { Figure } from '../query/summary.ts'

/** The arguments of groups, as GraphQL coerced them. */
export interface GroupAsk {
  readonly given: Readonly<Record<string, unknown>>
  readonly model: Model
  readonly collection: CollectionModel
  readonly figures: readonly Figure[]
  readonly mayRead: (field: FieldModel | ComputedModel) => boolean
}

/** A map of names; empty for anything else. */
export function asMap(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {}
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
