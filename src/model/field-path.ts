import { absentOf } from '../fields/absent.ts'
import type { Path } from '../query/filter.ts'
import type { FieldModel, LinkModel } from './model.ts'

/** Where a field stands in a row; in the element of a list of objects `base` is the length of the list's path. */
export function fieldPath({ path, field }: FieldModel, base = 0): Path {
  const names = path.slice(base)
  const absent = absentOf(field)
  return absent === undefined ? { names, type: field.type } : { names, type: field.type, absent }
}

/** Where a link's stored key stands in a row, or in the element of a list of objects. */
export function nearPath({ ends, holder }: LinkModel, base = 0): Path {
  if (base === 0 || holder === 'far') return ends.near
  return { ...ends.near, names: ends.near.names.slice(base) }
}
