import type { ReadDecision } from '../access/rule.ts'
import { UnsupportedFilterError } from '../errors.ts'
import type { CollectionModel } from '../model/model.ts'
import { answer } from '../query/answer.ts'
import { everything } from '../query/filter.ts'
import { match } from '../query/match.ts'
import { wholeList } from '../query/page.ts'
import type { Answer, Question } from '../query/question.ts'
import type { Row } from '../query/row.ts'
import type { Asking } from './ask.ts'
import { sortValues } from './far.ts'
import { askPages } from './pages.ts'
import type { Culprit, Wish } from './prepare.ts'
import { sortsInGateway, withNeeds } from './residual.ts'
import type { Run } from './run.ts'

/** What a store leaves undone, done here within the row budget. */

/** A page of rows, and how to tell the sort values of each (for cursors) where the row alone does not. */
export interface ReadAnswer extends Answer {
  readonly sortValue?: (row: Row, key: number) => unknown
}

/** What reading rows whole needs to know. */
type Scanned = Pick<Wish, 'split' | 'must' | 'fields' | 'culprit'>

/** Every row that the store's part of the filter lets through, in the store's own order, within the row budget. */
export async function collectRows(asking: Asking, wish: Scanned): Promise<readonly Row[]> {
  const { run, collection } = asking
  const { answer: read, left } = await scan(asking, wish, run.model.limits.rowBudget + 1)
  const count = read.more ? Infinity : read.rows.length
  inBudget(run, collection, { count, culprit: wish.culprit })
  return left
}

/** The first rows in the store's own order, and what is left of them by what the store did not filter. */
async function scan(
  asking: Asking,
  { split, must, fields, culprit }: Scanned,
  first: number,
): Promise<{ answer: Answer; left: readonly Row[] }> {
  const question: Question = {
    filter: split.push,
    must,
    sort: [],
    page: { ...wholeList, first },
    fields: withNeeds(fields, { filter: split.push, sort: [] }),
  }
  const how = { culprit, unfiltered: true }
  const answer = await askPages({ ...asking, purpose: 'scanned' }, question, how)
  const undone = answer.rest?.filter
  return { answer, left: undone ? answer.rows.filter(match(undone)) : answer.rows }
}

/** The same, but null where there are more rows than `most`. */
export async function collectFew(
  asking: Asking,
  wish: Scanned,
  most: number,
): Promise<readonly Row[] | null> {
  const { answer: read, left } = await scan(asking, wish, most + 1)
  return read.more || read.rows.length > most ? null : left
}

/** @throws UnsupportedFilterError UNSUPPORTED_FILTER */
export function inBudget(
  run: Run,
  collection: CollectionModel,
  used: { count: number; culprit: Culprit },
) {
  const { rowBudget } = run.model.limits
  if (used.count <= rowBudget) return
  const connector = run.stores.store(collection.name).connector
  throw new UnsupportedFilterError(
    {
      connector,
      field: `${collection.name}.${used.culprit.field}`,
      operator: used.culprit.operator,
    },
    rowBudget,
  )
}

/** Tests, rules, sort and page over rows that were read whole. */
export async function finishRows(
  run: Run,
  ask: { wish: Wish; rows: readonly Row[]; question: Question },
): Promise<ReadAnswer> {
  const finish = await finisher(run, ask)
  return finish(ask.rows)
}

/**
 * The same for any part of the rows: rules are asked, and far values read, once for all of them, however many lists they
 * are cut into.
 */
export async function finisher(
  run: Run,
  { wish, rows, question }: { wish: Wish; rows: readonly Row[]; question: Question },
): Promise<(part: readonly Row[]) => ReadAnswer> {
  const tested = wish.split.tests ? rows.filter(match(wish.split.tests)) : rows
  const allowed = wish.rows ? await allowedRows(wish.rows, tested, run.items()) : tested
  const left = new Set(allowed)
  const plain = { ...question, filter: everything }
  const { sort } = question
  const sortValue = sortsInGateway(sort) ? await sortValues(run, { rows: allowed, sort }) : null
  return (part) => {
    const found = part === rows ? allowed : part.filter((row) => left.has(row))
    return sortValue ? { ...answer(found, plain, sortValue), sortValue } : answer(found, plain)
  }
}

/** The rows that a rule in code lets through. */
export async function allowedRows(
  rule: NonNullable<ReadDecision['rows']>,
  rows: readonly Row[],
  items: unknown,
): Promise<readonly Row[]> {
  const allowed = await Promise.all(rows.map(async (row) => rule(row, items)))
  return rows.filter((_, place) => allowed[place] === true)
}
