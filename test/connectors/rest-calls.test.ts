import { describe, expect, it } from 'vitest'
import rest from '../../src/connectors/stores/rest/index.ts'
import { everything } from '../../src/query/filter.ts'
import type { RestServerOptions } from '../servers/rest.ts'
import { path, question } from './library.ts'
import { openApi } from './rest-api.ts'

type Options = Readonly<Record<string, unknown>>

const books = Array.from({ length: 130 }, (_, n) => ({
  id: n + 1,
  title: `t${n}`,
  author: `a${n % 10}`,
}))

const apis: Readonly<Record<string, { server: RestServerOptions; options: Options }>> = {
  plain: { server: {}, options: {} },
  'with a batch route': {
    server: { many: { style: 'repeat', path: '/some' }, filters: { by: 'author' } },
    options: { many: { path: '/books/some', param: 'id' }, filters: { 'author.in': 'by' } },
  },
  'with a batch route that misses': {
    server: { many: { style: 'repeat', missing: '404 for any' } },
    options: { many: { param: 'id', missing: 'any' } },
  },
  'with small pages and one filter': {
    server: { paging: { style: 'page', max: 7, total: 'x-total' }, filters: { by: 'author' } },
    options: {
      paging: { style: 'page', size: 'limit', max: 7, total: 'x-total' },
      filters: { 'author.eq': 'by' },
    },
  },
  'with details': {
    server: { listFields: ['id', 'author'], filters: { by: 'author' } },
    options: { listFields: ['author'], filters: { 'author.in': { param: 'by' } } },
  },
}

describe.each(Object.entries(apis))('requests of an API %s', (_, { server, options }) => {
  const calls = rest.calls?.(options)
  const fields = ['title']

  /** How many requests of a call count as its own, and how many as residual work. */
  async function made(
    ask: (
      store: Awaited<ReturnType<Awaited<ReturnType<typeof openApi>>['store']>>,
      ctx: object,
    ) => Promise<unknown>,
  ) {
    const open = await openApi({ books }, { server, options })
    const counted = { own: 1, residual: 0 }
    const called = (scanned?: number) =>
      void (scanned === undefined ? counted.own++ : counted.residual++)
    await ask(await open.store(), { called })
    const sent = open.api.calls().length
    await open.close()
    expect(counted.own + counted.residual).toBe(sent)
    return counted
  }

  it.each([1, 5, 120])('by %i ids are as many as was told, or fewer', async (count) => {
    const ids = books.slice(0, count).map(({ id }) => id)
    const { own, residual } = await made((store, ctx) =>
      store.byIds([...ids, ...ids.slice(0, 2)], fields, ctx),
    )
    expect(own).toBeLessThanOrEqual(calls?.byIds({ ids: count, fields }) ?? 0)
    expect(residual).toBe(0)
  })
  it.each([1, 20, 100])('of a page of %i are as many as was told, or fewer', async (rows) => {
    const what = {
      ...question({ sort: [], page: { first: rows, skip: 3 }, fields }),
      must: everything,
    }
    const { own, residual } = await made((store, ctx) => store.find(what, ctx))
    expect(own).toBeLessThanOrEqual(calls?.find({ rows, fields }) ?? 0)
    expect(residual).toBe(0)
  })
  it.each([1, 4])(
    'of lists of %i keys are as many as was told; what else is read is residual',
    async (count) => {
      const keys = Array.from({ length: count }, (_, n) => `a${n}`)
      const what = { ...question({ sort: [], page: { first: 6 }, fields }), must: everything }
      const { own } = await made(
        (store, ctx) => store.byKeys?.(path('author'), keys, what, ctx) ?? Promise.resolve(),
      )
      expect(own).toBeLessThanOrEqual(
        calls?.byKeys({ path: 'author', keys: count, rows: 6, fields }) ?? 0,
      )
    },
  )
})
