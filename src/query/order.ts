import type { FieldType } from '../fields/field.ts'
import type { Position } from './page.ts'
import type { Row } from './row.ts'
import type { Sort, SortKey } from './sort.ts'
import { reader, valueAt } from './value.ts'

/** Stands for the value of an item that is absent or not visible: last in both directions. */
export const farAbsent: unique symbol = Symbol('refract.farAbsent')

/** The value of a row under sort key number `key`; `farAbsent` where the item that holds it is not there. */
export type ValueOf = (row: Row, key: number) => unknown

type ValueOrder = (a: unknown, b: unknown) => number

/**
 * The order of two rows: nulls and missing first ascending and last descending, `farAbsent` last in both. Sort
 * keys with `through` or `compute` need `valueOf`; the default reads each key's path. Under an empty sort all
 * rows are equal.
 */
export function compareRows(sort: Sort, valueOf?: ValueOf): (a: Row, b: Row) => number {
  const keys = sort.map((key, i) =>
    keyOrder(readKey(key, i, valueOf), valueOrder(key.path.type, key.direction)),
  )
  const [first, second] = keys
  if (!first) return () => 0
  if (!second) return first
  return (a, b) => {
    for (const order of keys) {
      const result = order(a, b)
      if (result !== 0) return result
    }
    return 0
  }
}

/**
 * Where a row stands under a sort.
 * @throws TypeError under an empty sort, where a place is an index and no row knows its own
 */
export function positionOf(row: Row, sort: Sort, valueOf?: ValueOf): Position {
  if (sort.length === 0) throw new TypeError('In the order of the store a position is an index')
  const values = sort.map(({ path }, i) => (valueOf ? valueOf(row, i) : valueAt(row, path)) ?? null)
  if (!values.includes(farAbsent)) return { values }
  return {
    values: values.map((value) => (value === farAbsent ? null : value)),
    missing: values.flatMap((value, i) => (value === farAbsent ? [i] : [])),
  }
}

/** Negative when the row stands before the position, 0 at it, positive behind it. */
export function comparePosition(
  row: Row,
  position: Position,
  sort: Sort,
  valueOf?: ValueOf,
): number {
  return placer(position, sort, valueOf)(row)
}

/** `comparePosition` for one position and many rows. */
export function placer(position: Position, sort: Sort, valueOf?: ValueOf): (row: Row) => number {
  const keys = sort.map((key, i) => {
    const read = readKey(key, i, valueOf)
    const order = valueOrder(key.path.type, key.direction)
    const end = position.missing?.includes(i) ? farAbsent : position.values[i]
    return (row: Row) => order(read(row), end)
  })
  return (row) => {
    for (const key of keys) {
      const result = key(row)
      if (result !== 0) return result
    }
    return 0
  }
}

function readKey(
  { path }: SortKey,
  key: number,
  valueOf: ValueOf | undefined,
): (row: Row) => unknown {
  return valueOf ? (row) => valueOf(row, key) : reader(path)
}

function keyOrder(read: (row: Row) => unknown, order: ValueOrder): (a: Row, b: Row) => number {
  return (a, b) => order(read(a), read(b))
}

/** The order of two values of a type, ends and direction included. */
export function valueOrder(type: FieldType, direction: SortKey['direction']): ValueOrder {
  const sign = direction === 'asc' ? 1 : -1
  return (a, b) => {
    if (a === b) return 0
    if (isValue(a) && isValue(b)) return sign * type.compare(a, b)
    return rank(a, sign) - rank(b, sign)
  }
}

function isValue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== farAbsent
}

/** Nulls stand below values, or above them descending; what is not there stands above all. */
function rank(value: unknown, sign: 1 | -1): number {
  if (value === farAbsent) return 2
  return isValue(value) ? 0 : -sign
}
