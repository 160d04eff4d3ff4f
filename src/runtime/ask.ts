import { UnsupportedFilterError, type StoreError } from '../errors.ts'
import type { Key } from '../fields/key.ts'
import type { CollectionModel } from '../model/model.ts'
import type { Path } from '../query/filter.ts'
import type { Answer, Question } from '../query/question.ts'
import type { FieldSet, Row } from '../query/row.ts'
import type { SummaryAnswer, SummaryQuestion } from '../query/summary.ts'
import { plain, questionText, summaryText } from '../query/question-text.ts'
import { fly, type Read } from './flights.ts'
import { count, type Purpose } from './meter.ts'
import { pagesLeft, type Run } from './run.ts'

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
  return metered(asking, {
    text: () => JSON.stringify(['byIds', plain(ids), fields]),
    call: (store, context) => store.byIds(ids, fields, context),
    rowsOf: (rows) => rows.reduce((sum, row) => (row === null ? sum : sum + 1), 0),
  })
}

export function askFind(asking: Asking, question: Question): Promise<Answer> {
  return metered(asking, {
    text: () => named('find', questionText(question)),
    call: (store, context) => store.find(question, context),
    rowsOf: (answer) => answer.rows.length,
    purposeOf: (answer) => (answer.rest ? 'scanned' : asking.purpose),
  })
}

/** One answer per key; null where the store has no such call. */
export function askByKeys(
  asking: Asking,
  ask: { path: Path; keys: readonly Key[]; question: Question },
): Promise<readonly Answer[]> | null {
  const { run, collection } = asking
  const { path, keys, question } = ask
  if (!run.stores.store(collection.name).byKeys) return null
  return metered(asking, {
    text: () => {
      const asked = questionText(question)
      return asked && JSON.stringify(['byKeys', path.names, plain(keys), asked])
    },
    call: async (store, context) => (await store.byKeys?.(path, keys, question, context)) ?? [],
    rowsOf: (answers) => answers.reduce((sum, answer) => sum + answer.rows.length, 0),
    purposeOf: (answers) => (answers.some(({ rest }) => rest) ? 'scanned' : asking.purpose),
  })
}

/** null where the store cannot summarise, or not this. */
export function askSummary(
  asking: Asking,
  question: SummaryQuestion,
): Promise<SummaryAnswer | null> | null {
  const { run, collection } = asking
  if (!run.stores.store(collection.name).summarise) return null
  return metered(asking, {
    text: () => named('summarise', summaryText(question)),
    call: async (store, context) => (await store.summarise?.(question, context)) ?? null,
    rowsOf: () => 0,
  })
}

function named(call: string, question: string | null): string | null {
  return question && JSON.stringify([call, question])
}

interface Metered<A> extends Read<A> {
  readonly rowsOf: (answer: A) => number
  readonly purposeOf?: (answer: A) => Purpose
}

async function metered<A>(asking: Asking, read: Metered<A>): Promise<A> {
  const { run, collection } = asking
  const further = asking.further === true || run.further || run.aside > 0
  const store = run.stores.store(collection.name)
  const begun = performance.now()
  const requests: Requests = { more: 0, pages: 0, scanned: 0 }
  let rows = 0
  let { purpose } = asking
  const context = {
    ...run.context,
    called: (scanned?: number) => countRequest(asking, requests, scanned),
  }
  const { answer, joined } = fly(run.flights, { store, context }, read)
  try {
    const answered = await answer
    rows = read.rowsOf(answered)
    purpose = read.purposeOf?.(answered) ?? purpose
    return answered
  } finally {
    const ms = performance.now() - begun
    count(run.meter, collection.store.name, { purpose, rows, ms, further, joined, ...requests })
  }
}

/** Requests of one call beyond its first: those that were told of before, and residual work with the rows read for it. */
interface Requests {
  more: number
  pages: number
  scanned: number
}

/** Counts a request beyond the first. @throws UnsupportedFilterError UNSUPPORTED_FILTER past the pages of residual work */
function countRequest(
  { run, collection, purpose, further }: Asking,
  requests: Requests,
  scanned: number | undefined,
): void {
  if (scanned === undefined) requests.more += 1
  else {
    requests.pages += 1
    requests.scanned += scanned
  }
  const { limits } = run.model
  const asked = scanned === undefined && purpose === 'rows' && !further && !run.further
  const sent = scanned === undefined ? requests.more : requests.pages
  if (sent <= (asked ? limits.calls : pagesLeft(run))) return
  const { connector } = run.stores.store(collection.name)
  const field = `${collection.name}.*`
  throw new UnsupportedFilterError({ connector, field, operator: 'page' }, limits.rowBudget)
}
