import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileSchema } from '../../src/compile/schema.ts'
import type { Store } from '../../src/connectors/connector.ts'
import { everything } from '../../src/query/filter.ts'
import { wholeList } from '../../src/query/page.ts'
import type { Question } from '../../src/query/question.ts'
import type { FieldSet, Row } from '../../src/query/row.ts'
import { bench, type Bench } from '../support/engine.ts'
import { libraryConfig, modules } from '../support/library.ts'
import { drawing, randomOperation } from '../support/random-operation.ts'

const RUNS = Number(process.env['RUNS'] ?? 500)

/** A store that can list, and nothing else: whatever is asked, all rows come, and the rest is said to be undone. */
function listsOnly(store: Store): Store {
  return {
    connector: store.connector,
    byIds: (ids, fields, ctx) => store.byIds(ids, fields, ctx),
    async find({ filter }, ctx) {
      const all: Question = { filter: everything, sort: [], page: wholeList, fields: null }
      const { rows } = await store.find(all, ctx)
      return { rows, more: false, rest: { filter, sort: true, page: true } }
    },
  }
}

/** A store that filters, and hands out seven rows at most, in its own order. */
function pagesBySeven(store: Store): Store {
  return {
    connector: store.connector,
    byIds: (ids, fields, ctx) => store.byIds(ids, fields, ctx),
    async find({ filter, sort, page: { skip, first, last, after, before, total } }, ctx) {
      const plain = sort.length === 0 && last === null && !after && !before && !total
      const page = plain
        ? { ...wholeList, skip, first: Math.min(first ?? 7, 7) }
        : { ...wholeList, first: 7 }
      const { rows, more } = await store.find({ filter, sort: [], page, fields: null }, ctx)
      return plain ? { rows, more } : { rows, more, rest: { sort: true, page: true } }
    },
  }
}

/** A store that hands out seven rows at most, in its own order, and does not filter: a REST list. */
function plainList(store: Store): Store {
  return {
    connector: store.connector,
    byIds: (ids, fields, ctx) => store.byIds(ids, fields, ctx),
    async find({ filter, sort, page: { skip, first, last, after, before, total } }, ctx) {
      const plain = sort.length === 0 && last === null && !after && !before && !total
      const page = plain
        ? { ...wholeList, skip, first: Math.min(first ?? 7, 7) }
        : { ...wholeList, first: 7 }
      const asked: Question = { filter: everything, sort: [], page, fields: null }
      const { rows, more } = await store.find(asked, ctx)
      return { rows, more, rest: plain ? { filter } : { filter, sort: true, page: true } }
    },
  }
}

/** The same with no field more than asked for. */
function exactly(make: (store: Store) => Store): (store: Store) => Store {
  return (store) => {
    const made = make(store)
    return {
      ...made,
      find: async (question, ctx) => {
        const answered = await made.find(question, ctx)
        return { ...answered, rows: answered.rows.map((row) => only(row, question.fields)) }
      },
    }
  }
}

function only(row: Row, fields: FieldSet): Row {
  if (fields === null) return row
  const names = new Set(fields.map((name) => name.split('.')[0]))
  const kept = Object.entries(row).filter(([name]) => name === 'id' || names.has(name))
  return Object.fromEntries(kept) as unknown as Row
}

/** A store that answers per key, and leaves the order and the page of each to the gateway. */
function keysUnfinished(store: Store): Store {
  return {
    ...listsOnly(store),
    async byKeys(path, keys, question, ctx) {
      const asked: Question = { ...question, sort: [], page: wholeList }
      const answers = (await store.byKeys?.(path, keys, asked, ctx)) ?? []
      return answers.map(({ rows }, place) => ({
        rows: (place % 2 === 0 ? rows : rows.slice(0, 1)).map((row) => only(row, question.fields)),
        more: place % 2 === 1 && rows.length > 1,
        rest: { sort: true, page: true },
      }))
    },
  }
}

describe.each([
  ['that can only list', listsOnly],
  ['that pages by seven and does not sort', pagesBySeven],
  ['that is a plain list of pages', plainList],
  ['that can only list exactly what is asked', exactly(listsOnly)],
  ['that is a plain list of exact pages', exactly(plainList)],
  ['that leaves lists per key unfinished', exactly(keysUnfinished)],
])('a store %s', (_, through) => {
  let reference: Bench
  let plain: Bench
  beforeAll(async () => {
    reference = await bench(modules, libraryConfig)
    plain = await bench(modules, libraryConfig, { through })
  })
  afterAll(() => Promise.all([reference.close(), plain.close()]))

  it(`gives the answers of one that can do everything, in ${RUNS} random operations`, async () => {
    const schema = compileSchema(reference.model)
    for (let seed = 200_001; seed <= 200_000 + RUNS; seed++) {
      const query = randomOperation(schema, drawing(seed))
      const { data, errors } = await reference.ask(query)
      const answered = await plain.ask(query)
      expect({ query, data: answered.data, errors: answered.errors }).toEqual({
        query,
        data,
        errors,
      })
    }
  })
})
