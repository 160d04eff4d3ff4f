import type { Filter, Path } from '../../../query/filter.ts'
import type { Row } from '../../../query/row.ts'
import { isMap, ownMember } from '../../stored-path.ts'

/** Whether the row has all that a condition reads, be it null, or its field says what a missing key means. */
export function shows(row: Row, part: Filter): boolean {
  switch (part.kind) {
    case 'and':
    case 'or':
      return part.of.every((one) => shows(row, one))
    case 'not':
      return shows(row, part.of)
    case 'test':
      return part.reads?.every((name) => isThere(row, name.split('.'))) ?? true
    case 'linked':
      return showsPath(row, part.link.near)
    default:
      return showsPath(row, part.path)
  }
}

function showsPath(row: Row, { names, absent }: Path): boolean {
  return absent !== undefined || isThere(row, names)
}

/** Within null nothing is, and a list on the way is as it is. */
function isThere(row: Row, names: readonly string[]): boolean {
  let value: unknown = row
  for (const name of names) {
    if (value === null || Array.isArray(value)) return true
    value = isMap(value) ? ownMember(value, name) : undefined
  }
  return value !== undefined
}
