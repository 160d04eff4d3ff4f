import { answer } from '../query/answer.ts'
import { everything } from '../query/filter.ts'
import { match } from '../query/match.ts'
import { positionOf } from '../query/order.ts'
import { wholeList, type Page } from '../query/page.ts'
import type { Answer, Question } from '../query/question.ts'
import type { Row } from '../query/row.ts'
import type { Asking } from './ask.ts'
import { allowedRows, inBudget } from './collect.ts'
import { askPages, turnPage } from './pages.ts'
import type { Wish } from './prepare.ts'
import { sortsInGateway, withNeeds } from './residual.ts'

/** What is read, and what is left of it. */
interface Reading {
  /** Rows that came already: the first, in the store's own order. */
  readonly start?: Answer | null
  readonly asking: Asking
  readonly wish: Wish
  readonly question: Question
  /** Rows that decide the page. */
  readonly need: number
  readonly kept: Row[]
}

/**
 * A page of which conditions or rules are left to the gateway, read on in its own order only until it is full.
 * Else all rows have to be read: undefined where they are counted, sorted here, or read from the end; null where the
 * store was asked and does not keep to the order.
 */
export async function readInOrder(
  asking: Asking,
  ask: { wish: Wish; question: Question; start?: Answer | null },
): Promise<Answer | null | undefined> {
  const { question } = ask
  const { page, sort } = question
  if (page.first === null || page.last !== null || page.total || sortsInGateway(sort))
    return undefined
  const passed = sort.length === 0 ? (page.after?.index ?? -1) + 1 : 0
  const reading = { asking, ...ask, need: passed + page.skip + page.first + 1, kept: [] }
  const whole = await readOn(reading)
  if (!whole) return null
  const rest: Page = sort.length === 0 ? page : { ...page, after: null }
  return answer(reading.kept, { ...question, filter: everything, page: rest })
}

const FIRST_PAGE = 100

async function readOn(reading: Reading): Promise<boolean> {
  const { asking, wish, need, kept } = reading
  const { run, collection } = asking
  const { sort } = reading.question
  let read = 0
  let last: Row | undefined
  for (let size = Math.max(need, FIRST_PAGE); ; size *= 2) {
    const first = Math.min(size, run.model.limits.rowBudget - read)
    const start = sort.length === 0 && read === 0 ? reading.start : null
    const found = start ?? (await nextPage(reading, { first, read, last }))
    if (!found) return false
    kept.push(...(await left(reading, found)))
    read += found.rows.length
    last = found.rows.at(-1) ?? last
    if (!found.more || kept.length >= need) return true
    const count = read < run.model.limits.rowBudget ? read : Infinity
    inBudget(run, collection, { count, culprit: wish.culprit })
  }
}

/** null: the store does not keep to the order. */
async function nextPage(
  { asking, wish, question }: Reading,
  ask: { first: number; read: number; last: Row | undefined },
): Promise<Answer | null> {
  const { sort } = question
  const { first, read, last } = ask
  const further = asking.further === true || read > 0
  if (read > 0) turnPage(asking, wish.culprit)
  const page: Page =
    sort.length === 0
      ? { ...wholeList, first, skip: read }
      : {
          ...wholeList,
          first,
          after: last ? positionOf(last, sort) : question.page.after,
          before: question.page.before,
        }
  const { push } = wish.split
  const fields = withNeeds(wish.fields, { filter: push, sort })
  const asked: Question = { filter: push, must: wish.must, sort, page, fields }
  const how = { culprit: wish.culprit, unfiltered: true }
  const found = await askPages({ ...asking, purpose: 'scanned', further }, asked, how)
  const undone = found.rest?.sort ?? found.rest?.page ?? (sort.length > 0 && found.rest?.filter)
  return undone ? null : found
}

/** The rows of a page that fulfil what the store left undone, and the rules. */
async function left({ asking, wish }: Reading, found: Answer): Promise<readonly Row[]> {
  const { run } = asking
  const undone = found.rest?.filter
  const fitting = undone ? found.rows.filter(match(undone)) : found.rows
  const tested = wish.split.tests ? fitting.filter(match(wish.split.tests)) : fitting
  return wish.rows ? allowedRows(wish.rows, tested, run.items()) : tested
}
