import { placer } from '../../query/order.ts'
import type { Position } from '../../query/page.ts'
import type { Question } from '../../query/question.ts'
import type { Row } from '../../query/row.ts'
import type { Sort } from '../../query/sort.ts'

type Matches = (row: Row) => boolean

/**
 * As many of the matching rows as decide the page: those of the page and one beyond it, or, where all must be
 * counted, all. The page itself is cut by the query core.
 */
export function pageWindow(ordered: readonly Row[], matches: Matches, question: Question): Row[] {
  const { page, sort } = question
  if (page.total) return ordered.filter(matches)
  if (page.last !== null) {
    if (sort.length === 0) return ordered.filter(matches)
    const end = page.before ? countBefore(ordered, page.before, sort) : ordered.length
    return backwards(ordered, matches, { from: end, most: page.skip + page.last + 1 })
  }
  if (page.first === null) return ordered.filter(matches)
  const most = page.skip + page.first + 1
  if (sort.length === 0) {
    return forwards(ordered, matches, { from: 0, most: most + (page.after?.index ?? -1) + 1 })
  }
  const from = page.after ? countBefore(ordered, page.after, sort) : 0
  return forwards(ordered, matches, { from, most: most + (page.after ? 1 : 0) })
}

interface Span {
  readonly from: number
  readonly most: number
}

function forwards(ordered: readonly Row[], matches: Matches, span: Span): Row[] {
  const rows: Row[] = []
  for (let at = span.from; at < ordered.length && rows.length < span.most; at++) {
    const row = ordered[at]
    if (row && matches(row)) rows.push(row)
  }
  return rows
}

function backwards(ordered: readonly Row[], matches: Matches, span: Span): Row[] {
  const rows: Row[] = []
  for (let at = span.from - 1; at >= 0 && rows.length < span.most; at--) {
    const row = ordered[at]
    if (row && matches(row)) rows.push(row)
  }
  return rows.reverse()
}

/** How many rows come before the position, by halving. */
function countBefore(ordered: readonly Row[], position: Position, sort: Sort): number {
  const place = placer(position, sort)
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = ordered[middle]
    if (row && place(row) < 0) low = middle + 1
    else high = middle
  }
  return low
}
