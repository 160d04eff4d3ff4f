import type { Key } from '../fields/key.ts'

/**
 * One thing as a store keeps it, decoded, under declared names: refs are keys, nested objects are objects,
 * a missing key is absent (undefined), what does not fit its type is null. Frozen by convention: never changed
 * after a store handed it over.
 */
export interface Row {
  readonly id: Key
  readonly [field: string]: unknown
}

/** The names to load: dotted paths, without `id`, which always comes; null means the whole row. */
export type FieldSet = readonly string[] | null
