import type { ReadDecision } from '../access/rule.ts'
import { UnsupportedFilterError } from '../errors.ts'
import type { CollectionModel } from '../model/model.ts'
import { answer, finish } from '../query/answer.ts'
import { everything } from '../query/filter.ts'
import { match } from '../query/match.ts'
import { wholeList } from '../query/page.ts'
import type { Answer, Question, Rest } from '../query/question.ts'
import type { FieldSet, Row } from '../query/row.ts'
import type { Asking } from './ask.ts'
import { sortValues } from './far.ts'
import { askPages } from './pages.ts'
import type { Culprit, Wish } from './prepare.ts'
import { sortsInGateway, withNeeds, type Split } from './residual.ts'
import type { Run } from './run.ts'

/** What a store leaves undone, done here within the row budget. */

/** A page of rows, and how to tell the sort values of each (for cursors) where the row alone does not. */
export interface ReadAnswer extends Answer {
  readonly sortValue?: (row: Row, key: number) => unknown
}

/**
 * The store's own answer, what it left undone done. A store that leaves things undone is asked for what finishing reads
 * from then on; where it was not, or has more rows, they are read again.
 */
export async function complete(asking: Asking, question: Question): Promise<Answer> {
  const { run, collection } = asking
  const fields = fieldsFor(asking, question)
  const first = await askPages(
    asking,
    { ...question, fields },
    {
      culprit: { field: '*', operator: 'page' },
    },
  )
  if (!first.rest) return first
  const culprit = undone(first.rest)
  if (!first.more && finishable(asking, fields)) {
    inBudget(run, collection, { count: first.rows.length, culprit })
    return finish(first, question)
  }
  const split: Split = { push: question.filter, tests: null }
  const wish = { split, fields: finishing(question), culprit }
  const rows = await collectRows({ ...asking, further: true }, wish)
  return answer(rows, { ...question, filter: everything })
}

/** What to ask a store for: it may need finishing if it has left something undone before. */
export function fieldsFor({ run, collection }: Asking, question: Question): FieldSet {
  const store = run.stores.store(collection.name)
  return run.partial.has(store) ? finishing(question) : question.fields
}

/** Whether rows with these fields can be finished here; remembers that the store leaves things undone. */
export function finishable({ run, collection }: Asking, fields: FieldSet): boolean {
  const store = run.stores.store(collection.name)
  const known = run.partial.has(store)
  run.partial.add(store)
  return known || fields === null
}

function finishing({ fields, filter, sort }: Question): FieldSet {
  return withNeeds(fields, { filter, sort })
}

function undone(rest: Rest): Culprit {
  const filter = rest.filter
  if (filter?.kind === 'compare') return { field: filter.path.names.join('.'), operator: filter.op }
  return { field: '*', operator: filter ? 'where' : 'sort' }
}

/** Every row that the store's part of the filter lets through, in the store's own order, within the row budget. */
export async function collectRows(
  asking: Asking,
  wish: Pick<Wish, 'split' | 'fields' | 'culprit'>,
): Promise<readonly Row[]> {
  const { run, collection } = asking
  const { culprit } = wish
  const question: Question = {
    filter: wish.split.push,
    sort: [],
    page: { ...wholeList, first: run.model.limits.rowBudget + 1 },
    fields: withNeeds(wish.fields, { filter: wish.split.push, sort: [] }),
  }
  const read = await askPages({ ...asking, purpose: 'scanned' }, question, {
    culprit,
    unfiltered: true,
  })
  inBudget(run, collection, { count: read.more ? Infinity : read.rows.length, culprit })
  return read.rest?.filter ? read.rows.filter(match(read.rest.filter)) : read.rows
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
  const { wish, question } = ask
  const tested = wish.split.tests ? ask.rows.filter(match(wish.split.tests)) : ask.rows
  const rows = wish.rows ? await allowedRows(wish.rows, tested, run.items()) : tested
  const plain = { ...question, filter: everything }
  if (!sortsInGateway(question.sort)) return answer(rows, plain)
  const sortValue = await sortValues(run, { rows, sort: question.sort })
  return { ...answer(rows, plain, sortValue), sortValue }
}

async function allowedRows(
  rule: NonNullable<ReadDecision['rows']>,
  rows: readonly Row[],
  items: unknown,
): Promise<readonly Row[]> {
  const allowed = await Promise.all(rows.map(async (row) => rule(row, items)))
  return rows.filter((_, place) => allowed[place] === true)
}
