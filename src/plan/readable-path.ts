import type { CollectionModel, ComputedModel, FieldModel } from '../model/model.ts'

/** Whether every field on the way to a value may be read, whatever the row: an object hides what is in it. */
export function readablePath(
  collection: CollectionModel,
  names: readonly string[],
  mayRead: (field: FieldModel | ComputedModel) => boolean,
): boolean {
  let fields = collection.fields
  for (const name of names) {
    const field = fields.get(name)
    if (!field) return true
    if (!mayRead(field)) return false
    fields = field.fields ?? new Map()
  }
  return true
}
