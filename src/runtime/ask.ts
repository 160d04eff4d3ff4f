import type { Store } from '../connectors/connector.ts'
import type { StoreError } from '../errors.ts'
import type { Key } from '../fields/key.ts'
import type { CollectionModel } from '../model/model.ts'
import type { Path } from '../query/filter.ts'
import type { Answer, Question } from '../query/question.ts'
import type { FieldSet, Row } from '../query/row.ts'
import type { SummaryAnswer, SummaryQuestion } from '../query/summary.ts'
import { count, type Purpose } from './meter.ts'
import type { Run } from './run.ts'

/** The only calls to stores while reading: each is counted. Rules are `read.ts`'s, which is the only caller. */

/** One collection, asked for a purpose. */
export interface Asking {
  readonly run: Run
  readonly collection: CollectionModel
  readonly purpose: Purpose
  /** A further page, beyond the step's own call. */
  readonly further?: boolean
}

export function askIds(
  asking: Asking,
  ids: readonly Key[],
  fields: FieldSet,
): Promise<readonly (Row | null | StoreError)[]> {
  return metered(
    asking,
    (store) => store.byIds(ids, fields, asking.run.context),
    (rows) => rows.reduce((sum, row) => (row === null ? sum : sum + 1), 0),
  )
}

export function askFind(asking: Asking, question: Question): Promise<Answer> {
  return metered(
    asking,
    (store) => store.find(question, asking.run.context),
    (answer) => answer.rows.length,
    (answer) => (answer.rest ? 'scanned' : asking.purpose),
  )
}

/** One answer per key; null where the store has no such call. */
export function askByKeys(
  asking: Asking,
  ask: { path: Path; keys: readonly Key[]; question: Question },
): Promise<readonly Answer[]> | null {
  const { run, collection } = asking
  if (!run.stores.store(collection.name).byKeys) return null
  return metered(
    asking,
    async (store) => (await store.byKeys?.(ask.path, ask.keys, ask.question, run.context)) ?? [],
    (answers) => answers.reduce((sum, answer) => sum + answer.rows.length, 0),
  )
}

/** null where the store cannot summarise. */
export function askSummary(
  asking: Asking,
  question: SummaryQuestion,
): Promise<SummaryAnswer> | null {
  const { run, collection } = asking
  if (!run.stores.store(collection.name).summarise) return null
  return metered(
    asking,
    async (store) => (await store.summarise?.(question, run.context)) ?? [],
    () => 0,
  )
}

async function metered<A>(
  asking: Asking,
  call: (store: Store) => Promise<A>,
  rowsOf: (answer: A) => number,
  purposeOf: (answer: A) => Purpose = () => asking.purpose,
): Promise<A> {
  const { run, collection, further = false } = asking
  const store = run.stores.store(collection.name)
  const start = performance.now()
  let rows = 0
  let { purpose } = asking
  try {
    const answer = await call(store)
    rows = rowsOf(answer)
    purpose = purposeOf(answer)
    return answer
  } finally {
    const ms = performance.now() - start
    count(run.meter, collection.store.name, { purpose, rows, ms, further })
  }
}
