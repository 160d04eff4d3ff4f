import { cut, deciding, isBackward, type Cut } from './cut.ts'
import { everything } from './filter.ts'
import { least } from './least.ts'
import { match } from './match.ts'
import { compareRows, placer, type ValueOf } from './order.ts'
import type { Page } from './page.ts'
import type { Answer, Question } from './question.ts'
import type { Row } from './row.ts'

/**
 * Answers a question from all rows of a collection, in the store's own order: the reference for every store.
 *
 * A page is cut in this order: the filter, the sort, what lies between `after` and `before`, then `skip` and
 * `first` from the front, or `skip` and `last` from the back. `more` speaks of the rows between the cursors, `total`
 * of all that match. `offset` is given in the store's own order only. `valueOf` gives the values of sort keys
 * that the row does not hold (`through`, `compute`).
 * @throws Misfit when the operand of a `matches` is no pattern
 *
 * @example
 * answer(rows, { filter, sort, page: { ...wholeList, first: 20, total: true }, fields: null })
 */
export function answer(rows: readonly Row[], question: Question, valueOf?: ValueOf): Answer {
  const { filter, page } = question
  const matching = filter === everything ? rows : rows.filter(match(filter))
  const result = paged(matching, question, { base: 0, valueOf })
  return page.total ? { ...result, total: matching.length } : result
}

/**
 * Does what `rest` says is undone. What follows an undone step is undone too: where the filter or the sort is,
 * so is the page; it is cut as in `answer`, from the rows that came (in the store's own order the first of them stands
 * at `offset`). Where the store has more rows than came, `more` stays true, and there is a `total` only if it
 * gave one for the whole filter.
 */
export function finish(given: Answer, question: Question, valueOf?: ValueOf): Answer {
  const { rest, rows, more, total } = given
  if (!rest?.filter && !rest?.sort && !rest?.page) return finished(given)
  const matching = rest.filter ? rows.filter(match(rest.filter)) : rows
  const result = paged(matching, question, { base: given.offset ?? 0, valueOf })
  const counted = !rest.filter && total !== undefined ? total : more ? undefined : matching.length
  return {
    ...result,
    more: result.more || more,
    ...(question.page.total && counted !== undefined && { total: counted }),
  }
}

function finished({ rows, more, total, offset }: Answer): Answer {
  return {
    rows,
    more,
    ...(total !== undefined && { total }),
    ...(offset !== undefined && { offset }),
  }
}

interface Paging {
  /** The index of the first row among the matching ones. */
  readonly base: number
  readonly valueOf: ValueOf | undefined
}

function paged(matching: readonly Row[], question: Question, paging: Paging): Answer {
  const { sort, page } = question
  return sort.length === 0
    ? storeOrder(matching, page, paging.base)
    : sorted(matching, question, paging.valueOf)
}

function storeOrder(matching: readonly Row[], page: Page, base: number): Answer {
  const from = page.after ? (page.after.index ?? -1) + 1 - base : 0
  const to = page.before ? (page.before.index ?? 0) - base : matching.length
  const start = Math.max(from, 0)
  const between = matching.slice(start, Math.max(to, start))
  const result = cut(isBackward(page) ? between.reverse() : between, page)
  const left = isBackward(page) ? between.length - page.skip - result.rows.length : page.skip
  return { ...result, offset: base + start + Math.max(left, 0) }
}

function sorted(matching: readonly Row[], question: Question, valueOf: ValueOf | undefined): Cut {
  const { sort, page } = question
  const between = bounded(matching, question, valueOf)
  const compare = compareRows(sort, valueOf)
  if (!isBackward(page)) return cut(least(between, deciding(page), compare), page)
  const reading = least(between.toReversed(), deciding(page), (a, b) => compare(b, a))
  return cut(reading, page)
}

function bounded(
  rows: readonly Row[],
  { sort, page: { after, before } }: Question,
  valueOf: ValueOf | undefined,
): readonly Row[] {
  const fromAfter = after && placer(after, sort, valueOf)
  const toBefore = before && placer(before, sort, valueOf)
  if (!fromAfter && !toBefore) return rows
  return rows.filter(
    (row) => (!fromAfter || fromAfter(row) > 0) && (!toBefore || toBefore(row) < 0),
  )
}
