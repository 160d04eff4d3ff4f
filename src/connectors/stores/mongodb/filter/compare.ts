import { condition } from '../../../../query/condition.ts'
import type { Compare } from '../../../../query/filter.ts'
import { allOf, anyOf, atMost, exactly, noneOf, type Bounds } from '../bounds.ts'
import type { Column } from '../columns.ts'
import type { Comparison, Condition } from '../kinds/kind.ts'
import { isMap, present, withAbsent } from './absent.ts'
import { columnAt, type Asked } from './asked.ts'
import { asksList, listBounds } from './lists.ts'
import { fitting, placed } from './place.ts'
import { partBounds } from './parts.ts'
import { foldedBounds, textBounds } from './text.ts'

/** A condition on one value. */
export function compareBounds(filter: Compare, asked: Asked): Bounds {
  const { path, op, value } = filter
  const column = columnAt(asked, path.names)
  if (!column) return atMost(true)
  if (column.lists.length > (asked.element.length === 0 ? 0 : listsAround(asked)))
    return throughList(filter)
  if (op === 'exists') return column.scattered ? atMost(true) : isTrue(value, present(column))
  const bounds = meaning(filter, column, asked)
  if (path.absent === undefined) return bounds
  return column.astray ? atMost(true) : withAbsent(column, bounds, ofValue(filter, path.absent))
}

function listsAround(asked: Asked): number {
  const list = asked.columns.of(asked.element)
  return (list?.lists.length ?? 0) + 1
}

/** A path through a list reads no one value: it is missing. */
function throughList({ op, value, path, ignoreCase = false }: Compare): Bounds {
  if (op === 'exists') return exactly(value === false)
  return exactly(ofValue({ op, value, path, ignoreCase }, undefined))
}

/** What the reference says of a value. */
function ofValue(
  { op, value, path, ignoreCase = false }: Omit<Compare, 'kind'>,
  read: unknown,
): boolean {
  return condition({ op, value, type: path.type, ignoreCase })(read)
}

function isTrue(value: unknown, bounds: Bounds): Bounds {
  return value === true ? bounds : noneOf(bounds)
}

function meaning(filter: Compare, column: Column, asked: Asked): Bounds {
  const { op, value, ignoreCase } = filter
  if (asksList(column, op)) return listBounds(filter, column, asked)
  if (column.shape === 'object') return objectBounds(filter, column)
  if (ignoreCase) return foldedBounds(filter, column, asked)
  switch (op) {
    case 'eq':
      return isNull(value) ? noneOf(fitting(column, asked)) : compared(column, asked, [op, value])
    case 'in':
      return among(column, asked, value)
    case 'ne':
    case 'nin':
      return noneOf(meaning({ ...filter, op: op === 'ne' ? 'eq' : 'in' }, column, asked))
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return compared(column, asked, [op, value])
    case 'between':
      return between(column, asked, value)
    case 'isNull':
      return isTrue(value, noneOf(fitting(column, asked)))
    case 'contains':
    case 'startsWith':
    case 'endsWith':
    case 'matches':
      return textBounds(filter, column, asked)
    case 'year':
    case 'month':
    case 'day':
      return partBounds(filter, column, asked)
    default:
      return atMost(true)
  }
}

function compared(
  column: Column,
  asked: Asked,
  [op, operand]: readonly [Comparison, unknown],
): Bounds {
  if (isNull(operand)) return exactly(false)
  if (!column.kind) return atMost(true)
  const condition = column.kind.compare(op, operand, asked.hits(column))
  return placed(column, condition, asked.element.length > 0)
}

function among(column: Column, asked: Asked, value: unknown): Bounds {
  const values = value as readonly unknown[]
  const parts = values.filter((each) => !isNull(each)).map((each) => equalTo(column, asked, each))
  const known = parts.includes(null) ? null : (parts as Condition[]).flat()
  const found = column.kind ? placed(column, known, asked.element.length > 0) : atMost(true)
  const some = values.every(isNull) ? exactly(false) : found
  return values.some(isNull) ? anyOf([some, noneOf(fitting(column, asked))]) : some
}

function equalTo(column: Column, asked: Asked, value: unknown): Condition | null {
  return column.kind?.compare('eq', value, asked.hits(column)) ?? null
}

function between(column: Column, asked: Asked, value: unknown): Bounds {
  const [least, most] = value as readonly unknown[]
  if (isNull(least) || isNull(most)) return exactly(false)
  return allOf([compared(column, asked, ['gte', least]), compared(column, asked, ['lte', most])])
}

/** An object has no value of its own; it is there as a map, or not. */
function objectBounds({ op, value }: Compare, column: Column): Bounds {
  if (column.scattered) return atMost(true)
  const there = isMap(column.at)
  if (op === 'isNull') return isTrue(value, noneOf(there))
  if (isNull(value) && (op === 'eq' || op === 'ne')) return op === 'ne' ? there : noneOf(there)
  return atMost(true)
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined
}
