import { StoreError } from '../errors.ts'
import { keyText, type Key } from '../fields/key.ts'
import type { Step } from '../plan/plan.ts'
import { both, everything, type Filter, type Path } from '../query/filter.ts'
import { wholeList } from '../query/page.ts'
import type { Answer, Question } from '../query/question.ts'
import { answer } from '../query/answer.ts'
import type { Row } from '../query/row.ts'
import { keysAt } from '../query/value.ts'
import { emptyList, listCell, questionOf } from './lists.ts'
import type { ReadAnswer } from './collect.ts'
import { inCarrier, uniqueKeys } from './keys.ts'
import { readByIds, readTargets } from './read-ids.ts'
import { readList } from './read.ts'
import { beyond, Failure, sheetOf, type Run } from './run.ts'

/** One parent with the keys that it stores. */
interface Parent {
  readonly object: object
  readonly keys: readonly Key[]
}

/**
 * Lists whose keys the parents store. Without arguments that need the whole list, only the page's items are
 * loaded; else the visible keys that fit are asked first, and then the page's items.
 */
export async function ownedLists(run: Run, step: Step, objects: readonly object[]): Promise<void> {
  if (step.by.kind !== 'owned') return
  const near = inCarrier(step.by.link, step.by.carrier)
  const question = questionOf(run, step)
  const parents: Parent[] = []
  for (const object of objects) {
    const keys = uniqueKeys(keysAt(object as Row, near))
    if (keys.length > 0) parents.push({ object, keys })
    else sheetOf(run, step).set(object, emptyList(question))
  }
  if (parents.length === 0) return
  const { far } = step.by.link.ends
  const load = needsAll(question) ? wholeLists : firstPages
  return load(run, step, { parents, question, far })
}

function needsAll({ page, filter, sort }: Question): boolean {
  return (
    page.total ||
    page.last !== null ||
    page.after !== null ||
    page.before !== null ||
    page.skip > 0 ||
    filter !== everything ||
    sort.length > 0
  )
}

interface Wish {
  readonly parents: readonly Parent[]
  readonly question: Question
  /** What the keys name: the items' id, or the unique field of "by". */
  readonly far: Path
}

/**
 * As stored, from the start: one key more than the page tells whether there are more. Where items are absent or not
 * visible further ones are looked at, each time twice as many.
 */
async function firstPages(run: Run, step: Step, wish: Wish): Promise<void> {
  const { parents, question, far } = wish
  const first = question.page.first ?? 0
  const seen = new Map<string, Row | StoreError | null>()
  for (let most = first + 1; ; most *= 2) {
    const more = { wanted: first + 1, most }
    const missing = uniqueKeys(parents.flatMap((parent) => unseen(parent.keys, seen, more)))
    if (missing.length === 0) break
    const [asker, purpose] =
      seen.size === 0 ? ([run, 'rows'] as const) : ([beyond(run), 'scanned'] as const)
    const ask = { path: far, ids: missing, fields: question.fields, purpose }
    const found = await readTargets(asker, step.collection, ask)
    for (const key of missing) seen.set(keyText(key), found.get(keyText(key)) ?? null)
  }
  for (const { object, keys } of parents) {
    const rows = keys.flatMap((key) => seen.get(keyText(key)) ?? [])
    setCell(run, step, { object, rows, question })
  }
}

/** The next keys to look at: `most` where fewer than `wanted` items are found. */
function unseen(
  keys: readonly Key[],
  seen: ReadonlyMap<string, Row | StoreError | null>,
  { wanted, most }: { wanted: number; most: number },
): readonly Key[] {
  const next: Key[] = []
  let found = 0
  for (const key of keys) {
    if (found >= wanted || next.length >= most) break
    const row = seen.get(keyText(key))
    if (row === undefined) next.push(key)
    else if (row !== null) found += 1
  }
  return next
}

function setCell(
  run: Run,
  step: Step,
  ask: { object: object; rows: readonly (Row | StoreError)[]; question: Question },
): void {
  const failed = ask.rows.find((row) => row instanceof StoreError)
  const page = answer(ask.rows as readonly Row[], { ...ask.question, filter: everything })
  const cell = failed ? new Failure(failed) : listCell(page, ask.question)
  sheetOf(run, step).set(ask.object, cell)
}

/** All visible keys that fit, in order; each parent's page of them; then the items of those pages. */
async function wholeLists(run: Run, step: Step, wish: Wish): Promise<void> {
  const { parents, question, far } = wish
  const all = uniqueKeys(parents.flatMap((parent) => parent.keys))
  const ids: Filter = { kind: 'keys', path: far, keys: all }
  const found = await readList(run, step.collection, {
    purpose: 'keys',
    question: {
      filter: both(ids, question.filter),
      sort: question.sort,
      page: wholeList,
      fields: keyNames(question, far),
    },
  })
  const pages = parents.map(({ object, keys }) => ({
    object,
    answer: pageOf(found, keys, { question, far }),
  }))
  const wanted = uniqueKeys(pages.flatMap(({ answer }) => answer.rows.map((row) => row.id)))
  const rows = step.rows
    ? await readByIds(run, step.collection, {
        ids: wanted,
        fields: question.fields,
        purpose: 'rows',
      })
    : new Map<string, Row | StoreError>()
  for (const { object, answer } of pages)
    sheetOf(run, step).set(object, filled(answer, rows, { question, sortValue: found.sortValue }))
}

/** What keys and order are read from. */
function keyNames({ sort }: Question, far: Path): readonly string[] {
  const paths = sort.filter(({ through, compute }) => !through && !compute).map(({ path }) => path)
  const names = [far, ...paths].map((path) => path.names.join('.'))
  return [...new Set(names)].filter((name) => name !== 'id')
}

/** A parent's own page of the rows found: in the question's order, or as the parent stores them. */
function pageOf(
  found: ReadAnswer,
  keys: readonly Key[],
  { question, far }: Pick<Wish, 'question' | 'far'>,
): Answer {
  const texts = new Set(keys.map(keyText))
  const byText = new Map<string, Row>()
  for (const row of found.rows) {
    const [key] = keysAt(row, far)
    const text = key === undefined ? undefined : keyText(key)
    if (text !== undefined && texts.has(text) && !byText.has(text)) byText.set(text, row)
  }
  const inOrder =
    question.sort.length > 0
      ? [...byText.values()]
      : keys.flatMap((key) => byText.get(keyText(key)) ?? [])
  return answer(inOrder, { ...question, filter: everything }, found.sortValue)
}

function filled(
  keysOnly: Answer,
  rows: ReadonlyMap<string, Row | StoreError>,
  ask: { question: Question; sortValue: ReadAnswer['sortValue'] },
) {
  const full = keysOnly.rows.flatMap((row) => rows.get(keyText(row.id)) ?? [])
  const failed = full.find((row) => row instanceof StoreError)
  if (failed) return new Failure(failed)
  const shown = listCell(
    { ...keysOnly, ...(ask.sortValue && { sortValue: ask.sortValue }) },
    ask.question,
  )
  return { ...shown, rows: full as readonly Row[] }
}
