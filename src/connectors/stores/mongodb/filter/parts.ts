import type { Compare } from '../../../../query/filter.ts'
import { allOf, atMost, exactly, type Bounds } from '../bounds.ts'
import type { Column } from '../columns.ts'
import { valueAt, when } from '../expression.ts'
import type { Asked } from './asked.ts'
import { guarded, placed } from './place.ts'

/** Years, months and days of dates, in UTC. A year of moments is a range, which an index serves. */
export function partBounds({ op, value }: Compare, column: Column, asked: Asked): Bounds {
  if (!Number.isSafeInteger(value)) return exactly(false)
  const { kind } = column
  if (!kind?.part) return atMost(true)
  if (op === 'year') return yearBounds(Number(value), column, asked)
  return partExpression(op as 'month' | 'day', Number(value), { column, asked })
}

function yearBounds(year: number, column: Column, asked: Asked): Bounds {
  if (year < 0 || year > 9_999) return exactly(false)
  const hits = asked.hits(column)
  const inElement = asked.element.length > 0
  const compared = (op: 'gte' | 'lte', day: string) => {
    const operand = column.kind?.days ? day : new Date(`${day}${edge[op]}`)
    return placed(column, column.kind?.compare(op, operand, hits) ?? null, inElement)
  }
  const digits = String(year).padStart(4, '0')
  return allOf([compared('gte', `${digits}-01-01`), compared('lte', `${digits}-12-31`)])
}

const edge = { gte: 'T00:00:00.000Z', lte: 'T23:59:59.999Z' } as const

function partExpression(
  part: 'month' | 'day',
  wanted: number,
  { column, asked }: { column: Column; asked: Asked },
): Bounds {
  const hits = asked.hits(column)
  const value = valueAt(column.at, '$')
  const is = column.kind?.is(value, hits)
  const of = column.kind?.part?.(value, part, hits)
  const fits = placed(column, column.kind?.fits(hits) ?? null, asked.element.length > 0)
  if (!is || !of || asked.element.length > 0) return { upper: fits.upper, lower: false }
  const equal = { $expr: { $eq: [when(is, { $eq: [of, wanted] }, false), true] } }
  return allOf([fits, exactly(guarded(column, equal))])
}
