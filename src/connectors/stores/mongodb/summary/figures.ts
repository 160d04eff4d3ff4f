import type { Document } from 'mongodb'
import { Decimal128 } from 'mongodb'
import { averageText, exactOf, exactText, type Exact } from '../../../../query/decimal-sum.ts'
import { parseDecimal } from '../../../../fields/scalars/decimal.ts'
import type { Figure } from '../../../../query/summary.ts'
import type { Served } from '../collection.ts'
import { literal, when, type Expression } from '../expression.ts'
import { valuesOf, type Values } from './values.ts'

/** One figure in the group stage: what is computed of each document, what is gathered, what comes of it. */
export interface FigurePlan {
  readonly expression: Expression
  /** Accumulators by name, each over `value`, the path of the computed expression. */
  gather(value: string): Document
  /** undefined where the server cannot have answered exactly. */
  result(gathered: Document): unknown
}

/** null where the server cannot compute the figure; `distinct` and `distinctCount` are asked apart. */
export function figurePlan(of: Served, { fn, path }: Figure): FigurePlan | null {
  const values = valuesOf(of, path)
  if (!values) return null
  if (fn === 'min' || fn === 'max') return extremePlan(of, values, fn)
  const { kind } = values.column
  if (kind?.sums === 'double') return doublePlan(values, fn === 'avg')
  const doubles = of.forms.hits(values.column).has('double')
  return kind?.sums === 'decimal' && !doubles ? exactPlan(values, fn === 'avg') : null
}

const isValue = (value: Expression): Expression => ({ $gt: [value, literal(null)] })

/** Values of a list, or the one; nulls are left out. */
function present({ many, expression }: Values): Expression {
  if (!many) return expression
  return { $filter: { input: expression, as: 'one', cond: isValue('$$one') } }
}

function counted({ many }: Values, value: string): Document {
  return { $sum: many ? { $size: value } : when(isValue(value), 1, 0) }
}

function doublePlan(values: Values, average: boolean): FigurePlan {
  return {
    expression: present(values),
    gather: (value) => ({
      sum: { $sum: values.many ? { $sum: value } : value },
      n: counted(values, value),
    }),
    result({ sum, n }) {
      const count = Number(n ?? 0)
      if (count === 0) return null
      return average ? Number(sum) / count : Number(sum)
    },
  }
}

/** The server's decimals have 34 digits: what may have needed more is not answered. */
const DIGITS = 33

function exactPlan(values: Values, average: boolean): FigurePlan {
  const decimal = (value: Expression): Expression => ({
    $add: [value, literal(Decimal128.fromString('0'))],
  })
  // Integers may be stored as decimals with zeros behind the point.
  const integers = !values.column.kind?.spelled
  const scaled = ({ digits, scale }: Exact): Exact =>
    integers ? { digits: digits / 10n ** BigInt(scale), scale: 0 } : { digits, scale }
  const all = present(values)
  const expression: Expression = values.many
    ? { $map: { input: all, as: 'each', in: decimal('$$each') } }
    : when(isValue(all), decimal(all), literal(null))
  return {
    expression,
    gather: (value) => ({
      sum: { $sum: values.many ? { $sum: value } : value },
      least: { $min: values.many ? { $min: value } : value },
      most: { $max: values.many ? { $max: value } : value },
      n: counted(values, value),
    }),
    result({ sum, least, most, n }) {
      const count = Number(n ?? 0)
      if (count === 0) return null
      const total = scaled(exactOf(parseDecimal(String(sum))))
      const bound = Math.max(wholeDigits(least), wholeDigits(most)) + String(count).length
      if (bound + total.scale > DIGITS) return undefined
      return average ? averageText(total, count) : exactText(total)
    },
  }
}

function wholeDigits(decimal: unknown): number {
  const [whole = ''] = parseDecimal(String(decimal)).replace('-', '').split('.')
  return whole.length
}

function extremePlan(of: Served, values: Values, fn: 'min' | 'max'): FigurePlan | null {
  const { column, many, expression } = values
  const { kind } = column
  // Equal decimals are written in several ways: of those the first in text order stands for all.
  if (kind?.spelled && !of.forms.hits(column).has('double')) {
    return many ? null : spelledPlan(values, fn)
  }
  return {
    expression: many ? present(values) : expression,
    gather: (value) => ({ best: { [`$${fn}`]: many ? { [`$${fn}`]: value } : value } }),
    result: ({ best }) => (best === null || best === undefined ? null : column.decode(best)),
  }
}

function spelledPlan({ column, expression }: Values, fn: 'min' | 'max'): FigurePlan {
  const write = column.kind?.spelled ?? ((value: Expression) => value)
  const minus: Expression = { $multiply: [expression, -1] }
  const signed = fn === 'min' ? expression : minus
  const both = when(isValue(expression), { v: signed, t: write(expression) }, literal(null))
  return {
    expression: both,
    gather: (value) => ({ best: { $min: value } }),
    result: ({ best }) => (best ? parseDecimal(String((best as Document)['t'])) : null),
  }
}
