import type { CollectionModel, ComputedModel, FieldModel, Model } from '../model/model.ts'
import type { LinkEnds } from '../query/filter.ts'
import type { Sort, SortKey } from '../query/sort.ts'
import { readablePath } from './readable-path.ts'

interface Ask {
  readonly model: Model
  readonly collection: CollectionModel
  readonly mayRead: (field: FieldModel | ComputedModel) => boolean
}

/** A declared order without the keys that the user may not read: the order and its cursors would tell their values. */
export function visibleSort(sort: Sort, ask: Ask): Sort {
  return sort.every((key) => isVisible(key, ask)) ? sort : sort.filter((key) => isVisible(key, ask))
}

function isVisible(key: SortKey, ask: Ask): boolean {
  let at: CollectionModel | undefined = ask.collection
  for (const ends of key.through ?? []) {
    const link: FieldModel | null = at ? linkField(at.fields, ends) : null
    if (!link || !at || !readablePath(at, link.path, ask.mayRead)) return false
    at = ask.model.collections.get(ends.to)
  }
  if (!at) return false
  const [name = ''] = key.path.names
  const computed = key.compute && at.computed.get(name)
  return computed ? ask.mayRead(computed) : readablePath(at, key.path.names, ask.mayRead)
}

/** The field that declares a link; the model hands out one `ends` per link. */
function linkField(fields: ReadonlyMap<string, FieldModel>, ends: LinkEnds): FieldModel | null {
  for (const field of fields.values()) {
    if (field.link?.ends === ends) return field
    const inside = field.fields && linkField(field.fields, ends)
    if (inside) return inside
  }
  return null
}
