import type { FieldType } from '../fields/field.ts'
import { compareText } from '../fields/key.ts'
import { addExact, averageText, exactOf, exactText, type Exact } from './decimal-sum.ts'
import { floatSum } from './float-sum.ts'
import type { SummaryFunction } from './summary.ts'

/** Takes in the values of one figure, one after the other, never null. */
export interface Fold {
  add(value: unknown): void
  result(): unknown
}

/**
 * The meaning of a summary function over values of a type. What comes out does not depend on the order in which the
 * values came.
 * @throws TypeError for sums and averages of what is no number
 */
export function foldOf(fn: SummaryFunction, type: FieldType): Fold {
  switch (fn) {
    case 'min':
      return extreme((value, best) => prefers(type, value, best))
    case 'max':
      return extreme((value, best) => type.compare(value, best) > 0 || spells(type, value, best))
    case 'distinct':
      return distinct(type, (values) => values.sort((a, b) => type.compare(a, b)))
    case 'distinctCount':
      return distinct(type, (values) => values.length)
    case 'sum':
    case 'avg':
      return total(fn, type)
  }
}

/** Of two values that are equal (`1.0` and `1.00`, an id as number and as text) always the same one stands for both. */
export function prefers(type: FieldType, value: unknown, other: unknown): boolean {
  return type.compare(value, other) < 0 || spells(type, value, other)
}

function spells(type: FieldType, value: unknown, other: unknown): boolean {
  if (typeof value !== 'string' || typeof other !== 'string' || value === other) return false
  return type.compare(value, other) === 0 && compareText(value, other) < 0
}

function extreme(better: (value: unknown, best: unknown) => boolean): Fold {
  let best: unknown = null
  return {
    add(value) {
      if (best === null || better(value, best)) best = value
    },
    result: () => best,
  }
}

function distinct(type: FieldType, result: (values: unknown[]) => unknown): Fold {
  const values = new Map<unknown, unknown>()
  return {
    add(value) {
      const identity = type.identity(value)
      const known = values.get(identity)
      if (known === undefined || prefers(type, value, known)) values.set(identity, value)
    },
    result: () => result([...values.values()]),
  }
}

function total(fn: 'sum' | 'avg', type: FieldType): Fold {
  if (type.number === 'float') return floatTotal(fn)
  if (type.number === 'exact') return exactTotal(fn)
  throw new TypeError(`There is no ${fn} of values that are ${type.name}`)
}

function floatTotal(fn: 'sum' | 'avg'): Fold {
  const sum = floatSum()
  let count = 0
  return {
    add(value) {
      sum.add(Number(value))
      count++
    },
    result() {
      if (count === 0) return null
      return fn === 'sum' ? sum.total() : sum.total() / count
    },
  }
}

function exactTotal(fn: 'sum' | 'avg'): Fold {
  let sum: Exact = { digits: 0n, scale: 0 }
  let count = 0
  return {
    add(value) {
      sum = addExact(sum, exactOf(value))
      count++
    },
    result() {
      if (count === 0) return null
      return fn === 'sum' ? exactText(sum) : averageText(sum, count)
    },
  }
}
