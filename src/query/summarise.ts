import { foldOf } from './figure.ts'
import { grouped } from './grouped.ts'
import { match } from './match.ts'
import type { ValueOf } from './order.ts'
import type { Row } from './row.ts'
import type { Figure, Summary, SummaryAnswer, SummaryQuestion } from './summary.ts'
import { elementType, visitor } from './value.ts'

/**
 * Count and figures over all rows that match, or per group: the reference for every store. Lists are unwound: each
 * element takes part in figures, and a row stands once in the group of each of its distinct elements. A missing or
 * empty list, null and a far item that is absent are all the null group. Groups come in the order of their first row;
 * `arrangeGroups` sorts them. `keyOf` gives the value of group keys that the row does not hold.
 * @throws Misfit when the operand of a `matches` is no pattern
 *
 * @example
 * summarise(rows, { filter, by: [], figures: [{ fn: 'sum', path: pages }] })[0]?.values[0]
 */
export function summarise(
  rows: readonly Row[],
  question: SummaryQuestion,
  keyOf?: ValueOf,
): SummaryAnswer {
  const matching = rows.filter(match(question.filter))
  if (question.by.length === 0) return [summaryOf(matching, [], question.figures)]
  return grouped(matching, question.by, keyOf).map((group) =>
    summaryOf(group.rows, group.key, question.figures),
  )
}

function summaryOf(
  rows: readonly Row[],
  key: readonly unknown[],
  figures: readonly Figure[],
): Summary {
  const values = figures.map((figure) => figureOver(rows, figure))
  return { key, count: rows.length, values }
}

function figureOver(rows: readonly Row[], { fn, path }: Figure): unknown {
  const values = foldOf(fn, elementType(path.type))
  const visit = visitor(path)
  const add = (value: unknown) => {
    if (value !== null && value !== undefined) values.add(value)
  }
  for (const row of rows) visit(row, add)
  return values.result()
}
