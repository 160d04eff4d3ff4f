import type { Document } from 'mongodb'
import { isBackward } from '../../../../query/cut.ts'
import type { Answer, Question } from '../../../../query/question.ts'
import type { Row } from '../../../../query/row.ts'
import type { StoreContext } from '../../../connector.ts'
import { allOf, isExact, rendered, type Bounds, type Query } from '../bounds.ts'
import { askedOf, type Served } from '../collection.ts'
import { filterBounds } from '../filter/compile.ts'
import { betweenCursors, orderOf, type Order } from '../order.ts'
import { atLeisure, quickly, reading } from '../reading.ts'
import { documents, type Wanted } from './stages.ts'

/** Answers a question: filter, order, page and total where the server means the same by them. */
export async function find(of: Served, question: Question, ctx: StoreContext): Promise<Answer> {
  const { filter, sort, page } = question
  const values = sort.flatMap(({ path, through, compute }) =>
    (through ?? compute) ? [] : [path.names],
  )
  const { asked, bounds } = await askedOf(of, { filter, uses: { values } }, ctx)
  if (sort.length === 0) return ownOrder(of, question, { bounds, ctx })
  const order = orderOf(of, sort, isBackward(page))
  const cursors = order && betweenCursors(of, question).map((one) => filterBounds(one, asked))
  const paged = cursors && allOf([bounds, ...cursors])
  if (!order || !paged || !isExact(paged)) return undone(of, question, { bounds, ctx })
  return pageOf(of, question, { bounds, paged, order, ctx })
}

interface Asking {
  readonly bounds: Bounds
  readonly ctx: StoreContext
}

async function pageOf(
  of: Served,
  { page, fields }: Question,
  { bounds, paged, order, ctx }: Asking & { paged: Bounds; order: Order },
): Promise<Answer> {
  const size = page.last ?? page.first
  const wanted: Wanted = {
    query: paged.upper,
    order,
    skip: page.skip,
    limit: size === null ? null : size + 1,
    projection: of.projection(fields),
  }
  const [found, total] = await Promise.all([
    rowsOf(of, wanted, { ctx }),
    page.total ? countOf(of, bounds.upper, ctx) : undefined,
  ])
  const rows = size === null ? found : found.slice(0, size)
  return {
    rows: isBackward(page) ? rows.reverse() : rows,
    more: size !== null && found.length > size,
    ...(total !== undefined && { total }),
  }
}

/** The collection's own order is that of `_id`, so that pages of one question fit together. */
export const own: Order = { sort: new Map([['_id', 1]]), computed: {} }
const unordered: Order = { sort: new Map(), computed: {} }

async function ownOrder(of: Served, question: Question, { bounds, ctx }: Asking): Promise<Answer> {
  const { page, fields } = question
  if (!isExact(bounds)) {
    const read = await scanned(of, question, { query: bounds.upper, ctx })
    return { ...read, rest: { filter: question.filter, page: true } }
  }
  const total = page.total || page.last !== null ? await countOf(of, bounds.upper, ctx) : undefined
  const span = spanOf(question, total)
  const wanted: Wanted = {
    query: bounds.upper,
    order: span.limit === null && span.skip === 0 ? unordered : own,
    skip: span.skip,
    limit: span.limit === null ? null : span.limit + 1,
    projection: of.projection(fields),
  }
  const found = await rowsOf(of, wanted, { ctx })
  const rows = span.limit === null ? found : found.slice(0, span.limit)
  const more = page.last === null ? found.length > rows.length : span.moreBefore
  return { rows, more, offset: span.skip, ...(page.total && { total: total ?? 0 }) }
}

interface Span {
  readonly skip: number
  readonly limit: number | null
  readonly moreBefore: boolean
}

/** Positions of the page among the rows that match. */
function spanOf({ page }: Question, total: number | undefined): Span {
  const from = page.after ? (page.after.index ?? -1) + 1 : 0
  const end = page.before ? (page.before.index ?? 0) : (total ?? null)
  if (page.last !== null) {
    const last = Math.max(from, Math.min(end ?? 0, total ?? 0) - page.skip)
    const start = Math.max(from, last - page.last)
    return { skip: start, limit: last - start, moreBefore: start > from }
  }
  const start = from + page.skip
  const room = page.before ? Math.max(0, (end ?? 0) - start) : null
  const limit = page.first === null ? room : Math.min(page.first, room ?? page.first)
  return { skip: start, limit, moreBefore: false }
}

/** What the server cannot do as asked: every row that may match, for the gateway to finish. */
async function undone(of: Served, question: Question, { bounds, ctx }: Asking): Promise<Answer> {
  const { rows, more } = await scanned(of, question, { query: bounds.upper, ctx })
  const rest = { sort: true, page: true }
  return { rows, more, rest: isExact(bounds) ? rest : { ...rest, filter: question.filter } }
}

const BUDGET = 10_000

/** Rows from the first on, as many as the gateway would finish and one more. */
export async function scanned(
  of: Served,
  { fields, page }: Pick<Question, 'fields' | 'page'>,
  { query, ctx }: { query: Query; ctx: StoreContext },
): Promise<{ rows: Row[]; more: boolean }> {
  const most = Math.max((ctx.rowBudget ?? BUDGET) + 1, page.first ?? 0)
  const wanted: Wanted = {
    query,
    order: own,
    skip: 0,
    limit: most + 1,
    projection: of.projection(fields),
  }
  const found = await rowsOf(of, wanted, { ctx })
  return { rows: found.slice(0, most), more: found.length > most }
}

/** More rows than a page holds are a scan. */
const MANY = 1_001

export async function rowsOf(
  of: Served,
  wanted: Wanted,
  { ctx, ms = timeFor(wanted) }: { ctx: StoreContext; ms?: number },
): Promise<Row[]> {
  const kind = await of.kind()
  const found = await reading({ store: of.store, ctx, ms }, (options) =>
    documents(of.collection(), { ...wanted, kind }, options),
  )
  return decoded(of, found)
}

function timeFor({ limit }: Wanted): number {
  return limit === null || limit > MANY ? atLeisure : quickly
}

export function decoded(of: Served, found: readonly Document[]): Row[] {
  return found.flatMap((document) => of.read(document) ?? [])
}

export function countOf(of: Served, query: Query, ctx: StoreContext): Promise<number> {
  if (query === false) return Promise.resolve(0)
  return reading({ store: of.store, ctx, ms: atLeisure }, (options) =>
    of.collection().countDocuments(rendered(query), options),
  )
}
