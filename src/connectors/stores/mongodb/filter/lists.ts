import type { Operator } from '../../../../fields/field.ts'
import type { Compare } from '../../../../query/filter.ts'
import { allOf, anyOf, atMost, every, exactly, noneOf, type Bounds } from '../bounds.ts'
import type { Column } from '../columns.ts'
import type { Asked } from './asked.ts'
import { guarded } from './place.ts'
import type { Operators } from '../kinds/kind.ts'

/** Whether the value that is asked about is a list. */
export function asksList(column: Column, op: Operator): boolean {
  return (
    column.shape === 'list' || column.shape === 'objects' || op.startsWith('has') || op === 'size'
  )
}

/** What lists are asked: their elements, their size, whether they are there. */
export function listBounds({ op, value }: Compare, column: Column, asked: Asked): Bounds {
  const fits = fittingList(column, asked)
  switch (op) {
    case 'isNull':
      return value === true ? noneOf(fits) : fits
    case 'size':
      return sized(value, column, fits)
    case 'has':
      return allOf([fits, holding(value, column, asked)])
    case 'hasAll':
      return allOf([fits, ...listed(value).map((one) => holding(one, column, asked))])
    case 'hasAny':
      return allOf([fits, anyOf(listed(value).map((one) => holding(one, column, asked)))])
    default:
      return atMost(true)
  }
}

/** Documents whose list fits: it is one, and each of its elements is of its type. */
export function fittingList(column: Column, asked: Asked): Bounds {
  const { at, kind } = column
  const misfits: readonly Operators[] | null | undefined =
    column.shape === 'objects' ? [{ $not: { $type: 3 } }] : kind?.misfits?.(asked.hits(column))
  if (!misfits) return atMost(guarded(column, { [at]: { $type: 4 } }))
  const whole = misfits.map((ops) => ({ [at]: { $not: { $elemMatch: ops } } }))
  return exactly(guarded(column, every([{ [at]: { $type: 4 } }, ...whole])))
}

/** Documents with such an element; whether the list fits is asked apart. */
function holding(value: unknown, column: Column, asked: Asked): Bounds {
  if (value === null || value === undefined) return exactly(false)
  const found = column.kind?.compare('eq', value, asked.hits(column))
  if (!found) return atMost(true)
  return anyOf(
    found.map(({ ops, check }) => holdingOne({ [column.at]: { $elemMatch: ops } }, check)),
  )
}

function holdingOne(query: Record<string, unknown>, check: unknown): Bounds {
  return check ? atMost(query) : exactly(query)
}

function sized(value: unknown, column: Column, fits: Bounds): Bounds {
  if (!Number.isSafeInteger(value) || Number(value) < 0) return exactly(false)
  return allOf([fits, exactly({ [column.at]: { $size: value } })])
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
