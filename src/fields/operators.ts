import type { Operator } from './field.ts'

/** What every field can be asked. */
const presence = ['exists', 'isNull'] as const

/** Types whose values are only equal or not: `bool`, `oneOf`, `json`, `bytes`, `tuple`. */
export const equalOperators: readonly Operator[] = Object.freeze([
  'eq',
  'ne',
  'in',
  'nin',
  ...presence,
])

/** Types with an order. */
export const orderOperators: readonly Operator[] = Object.freeze([
  'eq',
  'ne',
  'in',
  'nin',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  ...presence,
])

/** Free text. `matches` is only for fields that say so. */
export const textOperators: readonly Operator[] = Object.freeze([
  ...orderOperators,
  'contains',
  'startsWith',
  'endsWith',
])

/** Days and moments; the parts are UTC numbers. */
export const dateOperators: readonly Operator[] = Object.freeze([
  ...orderOperators,
  'year',
  'month',
  'day',
])

/** Nested objects, and lists of what has no plain value: the members are asked by nesting. */
export const objectOperators: readonly Operator[] = Object.freeze([...presence])

/** Lists of plain values. Whole lists are not compared: `hasAll` with `size` says what is meant. */
export const listOperators: readonly Operator[] = Object.freeze([
  ...presence,
  'has',
  'hasAll',
  'hasAny',
  'size',
])

/** Lists of objects; `some every none` ask the elements. */
export const objectsOperators: readonly Operator[] = Object.freeze([...presence, 'size'])
