import type { Document } from 'mongodb'
import type { GroupKey } from '../../../../query/summary.ts'
import type { Served } from '../collection.ts'
import { literal, when, type Expression } from '../expression.ts'
import { identityText } from '../kinds/keys.ts'
import type { Column } from '../columns.ts'
import { valuesOf } from './values.ts'

/** One group key: how it is computed, and read out of what the server answers. */
export interface KeyPlan {
  readonly expression: Expression
  /** A list, to be unwound: each value once. */
  readonly many: boolean
  /** Stands for values that are equal and stored in several ways; null: the key itself does. */
  readonly first: Expression | null
  /** Of two values that are equal, whether the one stands for both. */
  prefers(value: unknown, other: unknown): boolean
  /** What tells keys apart, as the server answers them. */
  identity(answered: unknown): string
  /** The same of decoded values. */
  same(value: unknown): string
  /** `first` is null where there is none. */
  value(answered: unknown, first: unknown): unknown
}

/** null where the server cannot group so. */
export function keyPlan(of: Served, { path, part }: GroupKey): KeyPlan | null {
  const values = valuesOf(of, path)
  if (!values) return null
  const { column, many, expression } = values
  if (part !== 'value') return partPlan(of, values, part)
  const { kind } = column
  if (many) {
    if (kind?.identity || kind?.spelled) return null
    return { ...plain(column), many, first: null, expression: distinct(expression) }
  }
  if (kind?.identity) return keyedPlan(column, expression, kind.identity(expression))
  if (!kind?.spelled) return { ...plain(column), many, first: null, expression }
  const first = spelled(expression, kind.spelled)
  const value = (_: unknown, given: unknown) =>
    column.decode((given as Document | null)?.['v'] ?? null)
  return { ...plain(column), many, first, expression, value }
}

function partPlan(
  of: Served,
  { column, many, expression }: NonNullable<ReturnType<typeof valuesOf>>,
  part: 'year' | 'month' | 'day',
): KeyPlan | null {
  const hits = of.forms.hits(column)
  const partOf = (value: Expression): Expression | null =>
    column.kind?.part?.(value, part, hits) ?? null
  if (partOf('$x') === null) return null
  const clean = (value: Expression) =>
    when({ $gt: [value, literal(null)] }, partOf(value) ?? null, literal(null))
  const parts = { $map: { input: expression, as: 'date', in: clean('$$date') } }
  return {
    many,
    first: null,
    expression: many ? distinct(parts) : clean(expression),
    prefers: () => false,
    identity: String,
    same: String,
    value: (answered) => (isNull(answered) ? null : Number(answered)),
  }
}

function keyedPlan(column: Column, expression: Expression, identity: Expression): KeyPlan {
  return {
    many: false,
    first: expression,
    expression: when({ $gt: [expression, literal(null)] }, identity, literal(null)),
    identity: (answered) => (isNull(answered) ? 'null' : `:${identityText(answered)}`),
    value: (_, first) => column.decode(isNull(first) ? null : first) ?? null,
    prefers: column.prefers,
    same: (value) => identityOf(column, value),
  }
}

function plain(column: Column): Pick<KeyPlan, 'identity' | 'value' | 'prefers' | 'same'> {
  const valueOf = (answered: unknown) => column.decode(isNull(answered) ? null : answered) ?? null
  const { prefers } = column
  const same = (value: unknown) => identityOf(column, value)
  return { value: valueOf, prefers, same, identity: (answered) => same(valueOf(answered)) }
}

function identityOf(column: Column, value: unknown): string {
  return value === null ? 'null' : `:${String(column.identity(value))}`
}

/** Of a list each value once; of none null. */
function distinct(list: Expression): Expression {
  const values = { $setUnion: [list, literal([])] }
  return when({ $eq: [{ $size: values }, 0] }, literal([null]), values)
}

/** Compares by value first, then by how it is written. */
export function spelled(value: Expression, write: (value: Expression) => Expression): Expression {
  return when({ $gt: [value, literal(null)] }, { v: value, t: write(value) }, literal(null))
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined
}
