import * as fc from 'fast-check'
import { MongoClient, type Document } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import mongodb from '../../src/connectors/stores/mongodb/index.ts'
import { rowReader } from '../../src/connectors/stores/mongodb/rows.ts'
import type { Server } from '../../src/connectors/connector.ts'
import { answer, finish } from '../../src/query/answer.ts'
import type { Answer, Question } from '../../src/query/question.ts'
import { summarise } from '../../src/query/summarise.ts'
import { keyText } from '../../src/fields/key.ts'
import type { SummaryAnswer, SummaryQuestion } from '../../src/query/summary.ts'
import { describeMongo, freshDatabase } from '../servers/mongodb.ts'
import { filterText } from '../support/counting.ts'
import { shape } from './library.ts'
import { collections, fields, stored } from './mongodb-random-documents.ts'
import { filters, keyLists, path, sorts, summaries } from './mongodb-random-questions.ts'
import { opening } from './opening-options.ts'
import { anyPage } from './questions.ts'

/** How much is asked; `MONGO_RUNS=20` asks twenty times as much. */
const TIMES = Number(process.env['MONGO_RUNS'] ?? 1)
const COLLECTIONS = 60 * TIMES
const QUESTIONS = 40
const SEED = Number(process.env['MONGO_SEED'] ?? 20_261_121)

await describeMongo('mongodb, over documents of all sorts', ({ url }) => {
  const database = freshDatabase()
  let client: MongoClient
  let server: Server
  let made = 0
  const told = { asked: 0, whole: 0, summaries: 0, summarised: 0 }
  const random = shape({ fields, stored })

  beforeAll(async () => {
    client = await MongoClient.connect(url, { ignoreUndefined: true })
    server = await mongodb.open(opening({ name: 'shop', url, options: { database } }).options)
  })
  afterAll(async () => {
    await server.close()
    await client.db(database).dropDatabase()
    await client.close()
  })

  /** Fills a collection, opens it, and reads its rows whole. */
  const opened = async (documents: Document[]) => {
    const collection = `books${made++}`
    await client.db(database).collection(collection).insertMany(documents)
    const store = await server.collection({ ...random, options: { collection } })
    const read = rowReader(random, { store: 'shop', log: opening().options.log })
    const raw = await client
      .db(database)
      .collection(collection)
      .find({}, { sort: { _id: 1 }, useBigInt64: true, promoteBuffers: false })
      .toArray()
    return { store, rows: raw.flatMap((document) => read(document) ?? []) }
  }

  it(`answers as the reference does over the rows that it reads (seed ${SEED})`, async () => {
    const asked = fc.record({
      filter: filters,
      sort: sorts,
      page: anyPage,
      summary: summaries,
      perKey: keyLists,
    })
    const some = fc.array(asked, { minLength: QUESTIONS, maxLength: QUESTIONS })
    for (const [documents, questions] of fc.sample(fc.tuple(collections, some), {
      seed: SEED,
      numRuns: COLLECTIONS,
    })) {
      const { store, rows } = await opened(documents)
      for (const { filter, sort, page, summary, perKey } of questions) {
        const question = { filter, sort, page: page(rows, sort), fields: null }
        await check(`find ${asText(question)}`, async () => {
          const given = await store.find(question, {})
          told.asked++
          if (!given.rest) told.whole++
          return [shown(finish(given, question)), shown(answer(rows, question))]
        })
        await check(`summarise ${summaryText(summary)}`, async () => {
          const given = await store.summarise?.(summary, {})
          told.summaries++
          if (!given) return [{}, {}]
          told.summarised++
          return [groups(given), groups(summarise(rows, summary))]
        })
        const at = path(perKey.name)
        const what = { ...question, page: { ...question.page, skip: 0 } }
        await check(`byKeys ${perKey.name} ${asText(what)}`, async () => {
          const given = (await store.byKeys?.(at, perKey.keys, what, {})) ?? []
          const expected = perKey.keys.map((key) => {
            const keys = { kind: 'keys', path: at, keys: [key] } as const
            return shown(answer(rows, { ...what, filter: { kind: 'and', of: [keys, filter] } }))
          })
          return [given.map((one) => shown(finish(one, what))), expected]
        })
      }
      if (wrong.length > 10) break
    }
    expect(wrong).toEqual([])
  }, 600_000)

  it('leaves little of it to the gateway', () => {
    expect(told.asked).toBeGreaterThan(1_000)
    expect(told.whole / told.asked).toBeGreaterThan(0.5)
    expect(told.summarised / told.summaries).toBeGreaterThan(0.3)
  })
})

/** What differed, in short: a diff of whole rows would be pages long. */
const wrong: string[] = []

async function check(what: string, ask: () => Promise<readonly [object, object]>): Promise<void> {
  try {
    const [got, expected] = (await ask()).map((one) => JSON.stringify(one, plain))
    if (got === expected) return
    wrong.push(`${what}\n got      ${got?.slice(0, 2_000)}\n expected ${expected?.slice(0, 2_000)}`)
  } catch (error) {
    const { message, cause } = error as Error
    wrong.push(`${what}\n ${message} ${String(cause ?? '')}`)
  }
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}

function asText({ filter, sort, page }: Question): string {
  const order = sort.map((key) => `${key.path.names.join('.')} ${key.direction}`).join(', ')
  return `${filterText(filter)} | ${order} | ${JSON.stringify(page, plain)}`
}

function summaryText({ by, figures, filter }: SummaryQuestion): string {
  const keys = by.map((key) => `${key.path.names.join('.')} ${key.part}`)
  const asked = figures.map((one) => `${one.fn} ${one.path.names.join('.')}`)
  return `by ${keys.join()} figures ${asked.join()} | ${filterText(filter)}`
}

function shown({ rows, more, total }: Answer): object {
  return { ids: rows.map((row) => keyText(row.id)), more, total, rows }
}

/** Groups come in any order; the last digits of sums of doubles are the server's. */
function groups(answered: SummaryAnswer): object {
  const all = answered.map(({ key, count, values }) => [
    JSON.stringify(key.map(text)),
    { key: key.map(text), count, values: values.map(rounded) },
  ])
  return Object.fromEntries(all.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
}

function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(12))
  return Array.isArray(value) ? value.map(text) : text(value)
}

function text(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' && value !== null
    ? `${JSON.stringify(value)}`
    : typeof value === 'bigint'
      ? `${value}n`
      : value
}
