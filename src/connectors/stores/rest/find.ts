import { StoreError } from '../../../errors.ts'
import { keyText, type Key } from '../../../fields/key.ts'
import { answer } from '../../../query/answer.ts'
import { everything, type Filter } from '../../../query/filter.ts'
import { match } from '../../../query/match.ts'
import { compareRows, placer } from '../../../query/order.ts'
import type { Answer, Question } from '../../../query/question.ts'
import type { Row } from '../../../query/row.ts'
import type { Call } from './call.ts'
import { carries } from './carried.ts'
import { withFields } from './details.ts'
import { gather, type Culprit } from './gather.ts'
import { loadByIds, manyFor } from './load.ts'
import { isPlain } from './order.ts'
import { keysOf, planOf, type Plan } from './plan.ts'
import { joinedSets, operandsOf, readsOf, sortReads } from './reads.ts'
import type { Resource } from './resource.ts'
import { sieve } from './sieve.ts'
import { decidingRows, readWindow } from './window.ts'

/** The rows of a page: by their ids, from the places where they stand, or by reading until they are known. */
export async function find(resource: Resource, question: Question, call: Call): Promise<Answer> {
  const conditions = conditionsOf(question)
  if (conditions.all.some(isNever)) return answer([], { ...question, filter: everything })
  const answered = await found(resource, call, { question, conditions })
  const rows = await withFields(resource, call, { rows: answered.rows, fields: question.fields })
  return { ...answered, rows }
}

/** The operands of a question's filter: those of the rule, and the caller's. */
export interface Parts {
  readonly all: readonly Filter[]
  readonly must: readonly Filter[]
  readonly asked: readonly Filter[]
}

export function conditionsOf({ filter, must }: Question): Parts {
  const all = operandsOf(filter)
  if (!must) return { all, must: all, asked: [] }
  const rules = operandsOf(must)
  return {
    all: [...new Set([...rules, ...all])],
    must: rules,
    asked: all.filter((part) => !rules.includes(part)),
  }
}

/** Conditions that no row fulfils. */
function isNever(part: Filter): boolean {
  if (part.kind === 'or') return part.of.length === 0
  return part.kind === 'keys' && part.keys.length === 0
}

interface Finding {
  readonly question: Question
  readonly conditions: Parts
}

async function found(resource: Resource, call: Call, ask: Finding): Promise<Answer> {
  const { question, conditions } = ask
  for (const part of conditions.all) {
    const ids = keysOf(part, 'id')
    if (ids && !listsFaster(resource, question, ids.length))
      return byIds(resource, call, { ...ask, ids })
  }
  const plan = planOf(resource, { parts: conditions.all, sort: question.sort })
  const { pushed } = plan
  const needs = sortReads(question.sort)
  const sift = sieve(resource, call, { ...conditions, pushed, needs: [] })
  const trusted = plan.exact && !conditions.must.some((part) => pushed.has(part))
  if (trusted && plan.ordered.whole && plan.lists.length === 1) {
    const page = await readWindow(resource, call, { plan, question, sift })
    const checked = page && carries(resource, needs) ? isSorted(page.rows, plan) : true
    if (page && checked) return page
  }
  const sorting = sieve(resource, call, { ...conditions, pushed, needs })
  return walk(resource, call, { question, plan, sift: sorting, trusted })
}

/** Most single items that are asked for in place of a list. */
const SINGLES = 50

/** Without a route of several items, many are found sooner in the list. */
function listsFaster(resource: Resource, { fields }: Question, ids: number): boolean {
  const { list } = resource.endpoints
  if (ids <= SINGLES || manyFor(resource, fields) || !list) return false
  return list.names.length === 0 && carries(resource, fields)
}

/** Those of some ids that fit, sorted and cut here. */
async function byIds(
  resource: Resource,
  call: Call,
  { question, conditions, ids }: Finding & { ids: readonly Key[] },
): Promise<Answer> {
  const reads = joinedSets(readsOf(conditions.all), sortReads(question.sort))
  const fields = joinedSets(question.fields, reads)
  const loaded = await loadByIds(resource, call, { ids, fields })
  const rows: Row[] = []
  for (const row of loaded.values()) {
    if (row instanceof StoreError) throw row
    rows.push(row)
  }
  return cutHere(await tested(resource, call, { rows, conditions }), question)
}

/** Items are tested as they are; what a list answered for their ids may show less. */
async function tested(
  resource: Resource,
  call: Call,
  { rows, conditions }: { rows: readonly Row[]; conditions: Parts },
): Promise<readonly Row[]> {
  const tests = conditions.all.map(match)
  const listed = rows.filter((row) => !call.whole.has(row))
  const sift = sieve(resource, call, { ...conditions, pushed: new Set(), needs: [] })
  const left = listed.length === 0 ? [] : await sift(listed)
  const found = new Map(left.map((row) => [keyText(row.id), row]))
  return rows.flatMap((row) => {
    if (!call.whole.has(row)) return found.get(keyText(row.id)) ?? []
    return tests.every((test) => test(row)) ? [row] : []
  })
}

/** Sorts that only the gateway can do get every row. */
function cutHere(rows: readonly Row[], question: Question): Answer {
  return question.sort.every(isPlain)
    ? answer(rows, { ...question, filter: everything })
    : { rows, more: false, rest: { sort: true, page: true } }
}

type Sift = (rows: readonly Row[]) => Promise<readonly Row[]>

/** Reads the lists until the page is decided; what is left of the sort and the page is done here. */
async function walk(
  resource: Resource,
  call: Call,
  {
    question,
    plan,
    sift,
    trusted,
  }: { question: Question; plan: Plan; sift: Sift; trusted: boolean },
): Promise<Answer> {
  const { page } = question
  const totals =
    resource.endpoints.paging?.total !== undefined && trusted && plan.lists.length === 1
  const all = (page.total && !totals) || page.last !== null || !question.sort.every(isPlain)
  const decided = all ? null : decider(question, plan)
  const gathered = await gather(resource, call, {
    plan,
    sift,
    enough: decided?.enough ?? (() => false),
    ...(decided && plan.local.length === 0 && { need: decided.need }),
    residual: residualOf(question, plan),
  })
  if (decided && !isSorted(gathered.rows, plan)) {
    resource.warn(
      `is not sorted as "sort" or "order" of ${resource.shape.name} says; its rows are sorted here`,
    )
    const unsorted = { ...plan, ordered: { ...plan.ordered, keys: 0, whole: false } }
    return walk(resource, call, { question, plan: unsorted, sift, trusted })
  }
  const told = page.total && totals && !gathered.dropped ? gathered.total : null
  const whole = cutHere(gathered.rows, question)
  if (!page.total || all) return whole
  if (told !== null) return { ...whole, total: told }
  return walk(resource, call, { question, plan, sift, trusted: false })
}

/** The rows come as far sorted as the API is said to sort. With several lists each is. */
function isSorted(rows: readonly Row[], { sort, ordered, lists }: Plan): boolean {
  if (ordered.keys === 0 || lists.length > 1) return true
  const order = compareRows(sort.slice(0, ordered.keys))
  return rows.every((row, at) => at === 0 || order(rows[at - 1] ?? row, row) <= 0)
}

interface Decider {
  /** How many rows are likely to be read. */
  readonly need: number
  enough(rows: readonly Row[]): boolean
}

/** When the rows that have come decide the page; null: when all have. */
function decider({ sort, page }: Question, { ordered }: Plan): Decider | null {
  const size = page.first
  if (size === null || (sort.length > 0 && ordered.keys === 0)) return null
  const wanted = decidingRows(page)
  if (sort.length === 0) {
    const most = wanted + (page.after ? (page.after.index ?? -1) + 1 : 0)
    return { need: most, enough: (rows) => rows.length >= most }
  }
  const behind = page.after ? placer(page.after, sort) : () => 1
  const sameSoFar = compareRows(sort.slice(0, ordered.keys))
  return {
    // The row that ends a run of equal values comes with the others, where that run is one row long.
    need: ordered.whole ? wanted : wanted + 1,
    enough(rows) {
      const beyond = rows.filter((row) => behind(row) > 0)
      const deciding = beyond[wanted - 1]
      const latest = rows.at(-1)
      if (!deciding || !latest) return false
      return ordered.whole || sameSoFar(deciding, latest) !== 0
    },
  }
}

/** Why more is read than is asked for; null: nothing is. */
function residualOf({ sort, page }: Question, plan: Plan): Culprit | null {
  const [part] = plan.local
  if (part && 'path' in part) {
    const operator =
      part.kind === 'compare' ? part.op : part.kind === 'keys' ? 'in' : part.quantifier
    return { field: part.path.names.join('.'), operator: String(operator) }
  }
  if (part) return { field: '*', operator: part.kind }
  if (page.first === null && page.last === null) return null
  if (!plan.ordered.whole) return { field: sort[0]?.path.names.join('.') ?? '*', operator: 'sort' }
  return { field: '*', operator: page.total ? 'count' : 'page' }
}
