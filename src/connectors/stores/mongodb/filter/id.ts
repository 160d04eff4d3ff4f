import type { Key } from '../../../../fields/key.ts'
import type { Compare } from '../../../../query/filter.ts'
import { anyOf, atMost, exactly, noneOf, type Bounds } from '../bounds.ts'
import type { Comparison } from '../kinds/kind.ts'
import type { Asked } from './asked.ts'

/** Conditions on the id where it is always there, or composed; null for all others. */
export function idBounds(filter: Compare, asked: Asked): Bounds | null {
  const { path, op, value } = filter
  if (asked.element.length > 0 || path.names.length !== 1 || path.names[0] !== 'id') return null
  if (op === 'exists') return exactly(value === true)
  if (op === 'isNull') return exactly(value === false)
  if (op === 'eq' && value === null) return exactly(false)
  if (op === 'ne' && value === null) return exactly(true)
  return asked.template && composed(filter, asked)
}

function composed(filter: Compare, asked: Asked): Bounds {
  const { op, value } = filter
  const { template } = asked
  if (!template || filter.ignoreCase) return atMost(true)
  switch (op) {
    case 'eq':
      return template.bounds(value as Key, asked)
    case 'in':
      return anyOf(
        (value as readonly (Key | null)[]).flatMap((key) =>
          key === null || key === undefined ? [] : [template.bounds(key, asked)],
        ),
      )
    case 'ne':
    case 'nin':
      return noneOf(composed({ ...filter, op: op === 'ne' ? 'eq' : 'in' }, asked))
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return template.ordered(op satisfies Comparison, value as Key)
    default:
      return atMost(true)
  }
}
