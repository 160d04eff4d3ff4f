import type { Document } from 'mongodb'
import { atMost, every, exactly, some, type Bounds, type Query } from '../bounds.ts'
import type { Column } from '../columns.ts'
import { valueAt } from '../expression.ts'
import type { Alternative, Condition } from '../kinds/kind.ts'
import type { Asked } from './asked.ts'

const LIST = { $type: 4 }

/** Maps on the way that are lists would be walked into by the server. */
export function guarded(column: Pick<Column, 'at' | 'kind'>, query: Query): Query {
  if (column.kind?.trusted) return query
  const names = column.at.split('.')
  const guards = names
    .slice(1)
    .map((_, i): Document => ({ [names.slice(0, i + 1).join('.')]: { $not: LIST } }))
  return every([query, ...guards])
}

/** Documents (inside a list: elements) whose one value at the column fulfils the condition; null is beyond asking. */
export function placed(column: Column, condition: Condition | null, inElement: boolean): Bounds {
  if (!condition) return atMost(true)
  const alternatives = merged(condition)
  const upper = some(alternatives.map((one) => valueQuery(column, one, inElement)))
  const whole = guarded(column, upper)
  if (!inElement || alternatives.every(({ check }) => !check)) return exactly(whole)
  const sure = alternatives.filter(({ check }) => !check)
  const lower = guarded(column, some(sure.map((one) => valueQuery(column, one, inElement))))
  return { upper: whole, lower }
}

/** Documents whose value fits its type. */
export function fitting(column: Column, asked: Asked): Bounds {
  if (!column.kind) return atMost(true)
  return placed(column, column.kind.fits(asked.hits(column)), asked.element.length > 0)
}

function valueQuery(column: Column, { ops, check }: Alternative, inElement: boolean): Query {
  const { at, kind } = column
  // An _id is never a list.
  const plain: Document = { [at]: kind?.trusted || at === '_id' ? ops : { ...ops, $not: LIST } }
  if (!check || inElement) return plain
  return every([plain, { $expr: { $eq: [check(valueAt(at, '$')), true] } }])
}

/** Plain equalities become one `$in`; a pattern is one only there. */
export function merged(condition: Condition): Condition {
  const values: unknown[] = []
  const others: Alternative[] = []
  for (const one of condition) {
    const [[name, operand] = [], ...more] = Object.entries(one.ops)
    if (one.check || more.length > 0) others.push(one)
    else if (name === '$eq') values.push(operand)
    else if (name === '$in' && Array.isArray(operand) && operand.length !== 1)
      values.push(...operand)
    else others.push(one)
  }
  if (values.length === 0) return others
  return [{ ops: values.length === 1 ? { $eq: values[0] } : { $in: values } }, ...others]
}
