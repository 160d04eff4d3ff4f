import type { Key } from '../fields/key.ts'
import type { CollectionModel } from '../model/model.ts'
import { both, everything, type Filter } from '../query/filter.ts'
import { compareRows, farAbsent, placer, valueOrder } from '../query/order.ts'
import { wholeList, type Page, type Position } from '../query/page.ts'
import type { Question } from '../query/question.ts'
import type { FieldSet, Row } from '../query/row.ts'
import { valueAt } from '../query/value.ts'
import type { ReadAnswer } from './collect.ts'
import { sortValues } from './far.ts'
import { turnPage } from './pages.ts'
import { farKeys, type FarKeys, type FarRun, type FarSortKey } from './far-keys.ts'
import { sortsInGateway, withNeeds } from './residual.ts'
import { trying, type Run } from './run.ts'

/**
 * A page in the order of a far field, read by walking the far side in that order until the page is full: as many rows
 * as the page needs, however many there are.
 */
interface Walk {
  readonly run: Run
  readonly collection: CollectionModel
  readonly question: Question
  readonly key: FarSortKey
  readonly fields: FieldSet
  /** Rows that decide the page: those left out, the page, and one more. */
  readonly need: number
  readonly values: Map<Row, unknown>
  readonly out: Row[]
  /** The place where the page ends was passed. */
  readonly end: { passed: boolean }
}

/** The sort key to walk along; null where the order is another, or the page is read backwards. */
export function walkedKey({ sort, page }: Question): FarSortKey | null {
  const [first] = sort
  if (!first?.through || first.compute || page.first === null) return null
  return { ...first, through: first.through }
}

/** @throws UnsupportedFilterError UNSUPPORTED_FILTER where the far side is too big to be walked to the page's end */
export async function walkFar(
  operation: Run,
  collection: CollectionModel,
  ask: { question: Question; key: FarSortKey },
): Promise<ReadAnswer> {
  const run = trying(operation)
  const { question, key } = ask
  const { page, sort } = question
  const first = page.first ?? 0
  const walk: Walk = {
    run,
    collection,
    question,
    key,
    fields: withNeeds(question.fields, { filter: null, sort }),
    need: page.skip + first + 1,
    values: new Map(),
    out: [],
    end: { passed: false },
  }
  const inTail = page.after?.missing?.includes(0) === true
  const keys = farKeys(run, key, inTail ? null : page.after)
  await walkRuns(walk, keys, inTail)
  if (!isFull(walk) && keys.done()) await readTail(walk, await everyKey(walk, keys, inTail), inTail)
  const rows = walk.out.slice(page.skip, page.skip + first)
  return {
    rows,
    more: walk.out.length > page.skip + first,
    sortValue: await sortValueOf(walk, rows),
    ...(page.total && { total: await countAll(walk) }),
  }
}

/** @throws UnsupportedFilterError UNSUPPORTED_FILTER where walking has taken as many pages as it may */
function nextPage({ run, collection, key }: Walk): void {
  const names = [...key.through.flatMap(({ near }) => near.names), ...key.path.names]
  turnPage({ run, collection }, { field: names.join('.'), operator: 'sort' })
}

function isFull({ out, need, end }: Walk): boolean {
  return end.passed || out.length >= need
}

const FIRST_CHUNK = 10
const LARGEST_CHUNK = 1_000

async function walkRuns(walk: Walk, keys: FarKeys, silent: boolean): Promise<void> {
  let size = silent ? LARGEST_CHUNK : FIRST_CHUNK
  while (!keys.done() && !isFull(walk)) {
    nextPage(walk)
    const runs = await keys.next(size)
    const before = walk.out.length
    if (!silent) await readRuns(walk, runs)
    const found = walk.out.length - before
    const asked = runs.reduce((sum, one) => sum + one.keys.length, 0)
    const wanted = found === 0 ? size * 10 : (2 * (walk.need - walk.out.length) * asked) / found
    size = Math.min(Math.max(Math.ceil(wanted), FIRST_CHUNK), LARGEST_CHUNK)
  }
}

/** Runs of more keys than this are asked for as one list, not key by key. */
const SMALL = 4

async function readRuns(walk: Walk, runs: readonly FarRun[]): Promise<void> {
  let small: FarRun[] = []
  for (const one of runs) {
    if (isFull(walk)) return
    if (one.keys.length === 0) continue
    if (one.keys.length <= SMALL && !atCursor(walk, one)) {
      small.push(one)
      continue
    }
    await readSmall(walk, small)
    small = []
    if (!isFull(walk)) await readOne(walk, one)
  }
  if (!isFull(walk)) await readSmall(walk, small)
}

function atCursor({ question, key }: Walk, { value }: FarRun): boolean {
  const { after } = question.page
  if (!after) return false
  return valueOrder(key.path.type, key.direction)(value, after.values[0] ?? null) === 0
}

/** Several runs at once: the first rows of each key. */
async function readSmall(walk: Walk, runs: readonly FarRun[]): Promise<void> {
  if (runs.length === 0) return
  nextPage(walk)
  const { run, collection, key } = walk
  const [link] = key.through
  if (!link) return
  const keys = runs.flatMap((one) => one.keys)
  const question = restOf(walk, { filter: everything, after: null })
  const ask = { path: link.near, keys, question, purpose: 'scanned' } as const
  const answers = await run.readers.byKeys(run, collection, ask)
  let place = 0
  const found = runs.map(({ keys: own, value }) => {
    return { value, rows: own.flatMap(() => answers[place++]?.rows ?? []) }
  })
  await take(walk, found)
}

/** One run as one list. */
async function readOne(walk: Walk, one: FarRun): Promise<void> {
  const [link] = walk.key.through
  if (!link) return
  const after = atCursor(walk, one) ? restPosition(walk.question.page.after) : null
  const filter: Filter = { kind: 'keys', path: link.near, keys: one.keys }
  nextPage(walk)
  await take(walk, [{ rows: await readRest(walk, { filter, after }), value: one.value }])
}

/** The keys of all far items, those before the cursor too. */
async function everyKey(walk: Walk, keys: FarKeys, inTail: boolean): Promise<readonly Key[]> {
  if (inTail || !walk.question.page.after) return keys.all()
  const all = farKeys(walk.run, walk.key, null)
  while (!all.done()) await all.next(LARGEST_CHUNK)
  return all.all()
}

/** Rows that lead to no visible item come last. */
async function readTail(walk: Walk, keys: readonly Key[], inTail: boolean): Promise<void> {
  const [link] = walk.key.through
  if (!link) return
  const found: Filter = { kind: 'keys', path: link.near, keys }
  const filter: Filter = keys.length === 0 ? everything : { kind: 'not', of: found }
  const after = inTail ? restPosition(walk.question.page.after) : null
  nextPage(walk)
  await take(walk, [{ rows: await readRest(walk, { filter, after }), value: farAbsent }])
}

interface RestAsk {
  readonly filter: Filter
  readonly after: Position | null
}

async function readRest(walk: Walk, ask: RestAsk): Promise<readonly Row[]> {
  const question = restOf(walk, ask)
  const wish = { question, purpose: 'scanned' } as const
  return (await walk.run.readers.list(walk.run, walk.collection, wish)).rows
}

/** The question for rows of one far value: in the order of the other sort keys. */
function restOf({ question, fields, need, out }: Walk, { filter, after }: RestAsk): Question {
  const page: Page = { ...wholeList, first: need - out.length, after }
  return { filter: both(filter, question.filter), sort: question.sort.slice(1), page, fields }
}

function restPosition(position: Position | null): Position | null {
  if (!position) return null
  const missing = (position.missing ?? []).filter((key) => key > 0).map((key) => key - 1)
  const values = position.values.slice(1)
  return missing.length > 0 ? { values, missing } : { values }
}

/** The rows of one far value. */
interface Taken {
  readonly rows: readonly Row[]
  readonly value: unknown
}

/** Puts the rows of each far value in their order behind those found, as far as the page reaches. */
async function take(walk: Walk, found: readonly Taken[]): Promise<void> {
  const { question, out, need, values, end } = walk
  for (const { rows, value } of found) for (const row of rows) values.set(row, value)
  const all = found.flatMap(({ rows }) => rows)
  const sortValue = await sortValueOf(walk, all)
  const { before } = question.page
  const place = before && placer(before, question.sort, sortValue)
  const compare = compareRows(question.sort, sortValue)
  for (const { rows } of found) {
    const left = place ? rows.filter((row) => place(row) < 0) : rows
    if (left.length < rows.length) end.passed = true
    out.push(...left.toSorted(compare).slice(0, need - out.length))
    if (isFull(walk)) return
  }
}

/** The sort values of rows that were found: the first by the walk, those behind further links by reading them. */
async function sortValueOf(
  { run, question, values }: Walk,
  rows: readonly Row[],
): Promise<(row: Row, key: number) => unknown> {
  const [, ...rest] = question.sort
  const others = sortsInGateway(rest) ? await sortValues(run, { rows, sort: rest }) : null
  return (row, key) => {
    if (key === 0) return values.get(row)
    if (others) return others(row, key - 1)
    const own = question.sort[key]
    return own && valueAt(row, own.path)
  }
}

async function countAll({ run, collection, question }: Walk): Promise<number> {
  const page: Page = { ...wholeList, first: 0, total: true }
  const wish = { question: { ...question, sort: [], page, fields: [] }, purpose: 'keys' } as const
  const { total } = await run.readers.list(run, collection, wish)
  return total ?? 0
}
