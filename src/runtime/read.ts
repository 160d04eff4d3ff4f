import { UnsupportedFilterError } from '../errors.ts'
import type { ReadDecision } from '../access/rule.ts'
import { keyText, type Key } from '../fields/key.ts'
import type { Limits } from '../model/limits.ts'
import type { CollectionModel } from '../model/model.ts'
import { answer, finish } from '../query/answer.ts'
import { both, everything, nothing, type Filter, type Path } from '../query/filter.ts'
import { wholeList } from '../query/page.ts'
import type { Answer, Question } from '../query/question.ts'
import type { FieldSet, Row } from '../query/row.ts'
import { summarise } from '../query/summarise.ts'
import type { SummaryAnswer, SummaryQuestion } from '../query/summary.ts'
import { keysAt } from '../query/value.ts'
import { askByKeys, askSummary, type Asking } from './ask.ts'
import { collectFew, collectRows, finisher, finishRows, type ReadAnswer } from './collect.ts'
import type { FarSortKey } from './far-keys.ts'
import { walkedKey, walkFar } from './far-walk.ts'
import { complete, fieldsFor, leavesUndone } from './complete.ts'
import { readInOrder } from './in-order.ts'
import { isNothing } from './linked.ts'
import type { Purpose } from './meter.ts'
import { prepare } from './prepare.ts'
import { withNeeds, type Split } from './residual.ts'
import type { Run } from './run.ts'
import { keep } from './seen.ts'

/**
 * Reading with rules: the one choke point between the operation and the stores. What it hands out, the user may
 * see; what a store left undone is finished here, within the row budget.
 */

interface Ask {
  readonly question: Question
  readonly purpose: Purpose
  /** A rule beside the collection's own: that of a selection. */
  readonly rule?: ReadDecision | undefined
}

/** The visible rows that fit a question. */
export async function readList(
  run: Run,
  collection: CollectionModel,
  ask: Ask,
): Promise<ReadAnswer> {
  const wish = await prepare(run, collection, ask)
  if (isNothing(wish.split.push)) return emptyAnswer(ask.question)
  const asking: Asking = { run, collection, purpose: ask.purpose }
  if (!wish.residual) {
    const read = await complete(asking, {
      ...ask.question,
      filter: wish.split.push,
      must: wish.must,
    })
    keep(run.seen, collection, { rows: read.rows, fields: ask.question.fields })
    return read
  }
  const inOrder = await readInOrder(asking, { wish, question: ask.question })
  if (inOrder) {
    keep(run.seen, collection, { rows: inOrder.rows, fields: wish.fields })
    return inOrder
  }
  const along = wish.split.tests || wish.rows ? null : walkedKey(ask.question)
  const few = along && (await collectFew(asking, wish, fewOf(ask.question, run.model.limits)))
  const walked =
    along && !few ? await walkOrNull(run, collection, { question: ask.question, key: along }) : null
  if (walked) return walked
  const rows =
    few ??
    (await collectRows(
      { ...asking, purpose: 'scanned', further: along !== null || inOrder === null },
      wish,
    ))
  const read = await finishRows(run, { wish, rows, question: ask.question })
  keep(run.seen, collection, { rows: read.rows, fields: wish.fields })
  return read
}

/** Rows that are read whole to be sorted by a far field, before the far side is walked. */
function fewOf({ page }: Question, { rowBudget }: Limits): number {
  return Math.min(Math.max(100, 2 * (page.skip + (page.first ?? 0))), rowBudget)
}

/** null: the far side is too big to be walked so far. */
async function walkOrNull(
  run: Run,
  collection: CollectionModel,
  ask: { question: Question; key: FarSortKey },
): Promise<ReadAnswer | null> {
  try {
    return await walkFar(run, collection, ask)
  } catch (error) {
    if (error instanceof UnsupportedFilterError) return null
    throw error
  }
}

/** The visible rows per key: one answer for each, in one call where the store can. */
export async function readByKeys(
  run: Run,
  collection: CollectionModel,
  ask: Ask & { path: Path; keys: readonly Key[] },
): Promise<readonly ReadAnswer[]> {
  if (ask.keys.length === 0) return []
  const { path, keys, question } = ask
  const within: Filter = { kind: 'keys', path, keys }
  const wish = await prepare(run, collection, { ...ask, within })
  if (isNothing(wish.split.push)) return keys.map(() => emptyAnswer(question))
  let asking: Asking = { run, collection, purpose: ask.purpose }
  if (!wish.residual) {
    const pushed = { ...question, filter: wish.split.push, must: wish.must }
    const { fields, enough } = fieldsFor(asking, pushed)
    const answers = await askByKeys(asking, { path, keys, question: { ...pushed, fields } })
    if (answers && whole(asking, answers, enough)) {
      for (const { rows } of answers) keep(run.seen, collection, { rows, fields })
      return answers.map((one) => (one.rest ? finish(one, pushed) : one))
    }
    if (answers) asking = { ...asking, further: true }
  }
  const filter = both(wish.split.push, within)
  const split: Split = { push: filter, tests: wish.split.tests }
  const fields = withNames(
    withNeeds(wish.fields, { filter: null, sort: plainSort(question) }),
    path.names,
  )
  const rows = await collectRows({ ...asking, purpose: 'scanned' }, { ...wish, split, fields })
  const byKey = groupByKey(rows, path)
  const finished = await finisher(run, { wish, rows, question })
  return keys.map((key) => finished(byKey.get(keyText(key)) ?? []))
}

/** Count and figures over the visible rows that fit: by the store where it can, else here. */
export async function readSummary(
  run: Run,
  collection: CollectionModel,
  question: SummaryQuestion,
): Promise<SummaryAnswer> {
  const fields = question.figures.map(({ path }) => path.names.join('.'))
  const names = [...fields, ...question.by.map(({ path }) => path.names.join('.'))]
  const wanted = [...new Set(names)].filter((name) => name !== 'id')
  const asked: Question = { filter: question.filter, sort: [], page: wholeList, fields: wanted }
  const wish = await prepare(run, collection, { question: asked })
  const asking: Asking = { run, collection, purpose: 'scanned' }
  if (isNothing(wish.split.push)) return summarise([], { ...question, filter: everything })
  if (!wish.residual) {
    const answered = await askSummary(asking, { ...question, filter: wish.split.push })
    if (answered) return answered
  }
  const further = !wish.residual && run.stores.store(collection.name).summarise !== undefined
  const rows = await collectRows({ ...asking, further }, wish)
  const finished = await finishRows(run, { wish, rows, question: asked })
  return summarise(finished.rows, { ...question, filter: everything })
}

/** Nothing is undone, or all of it can be finished from what came: `enough` of each row, and all rows. */
function whole(asking: Asking, answers: readonly Answer[], enough: boolean): boolean {
  if (answers.every(({ rest }) => !rest)) return true
  leavesUndone(asking)
  return enough && answers.every(({ rest, more }) => !rest || !more)
}

/** The keys of an order that rows hold themselves. */
function plainSort({ sort }: Question): Question['sort'] {
  return sort.filter(({ through, compute }) => !through && !compute)
}

function groupByKey(rows: readonly Row[], path: Path): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    for (const text of new Set(keysAt(row, path).map(keyText))) {
      const group = groups.get(text)
      if (group) group.push(row)
      else groups.set(text, [row])
    }
  }
  return groups
}

function withNames(fields: FieldSet, names: readonly string[]): FieldSet {
  return fields && names[0] !== 'id' ? [...new Set([...fields, names.join('.')])].sort() : fields
}

function emptyAnswer(question: Question): Answer {
  return answer([], { ...question, filter: nothing })
}
