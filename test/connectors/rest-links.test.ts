import { describe, expect, it } from 'vitest'
import type { Key } from '../../src/fields/key.ts'
import type { Shape } from '../../src/connectors/connector.ts'
import { shapeOf } from '../../src/connectors/shape.ts'
import { collection, config, int, ref, refsList, rest, string } from 'refract'
import { builtIn } from '../../src/connectors/built-in.ts'
import { buildModel } from '../../src/model/build.ts'
import { everything } from '../../src/query/filter.ts'
import type { Page } from '../../src/query/page.ts'
import type { RestAsked, RestServerOptions } from '../servers/rest.ts'
import { order, path, question, where } from './library.ts'
import { openApi } from './rest-api.ts'

type Options = Readonly<Record<string, unknown>>

const books = Array.from({ length: 12 }, (_, n) => ({
  id: n + 1,
  author: ['austen', 'woolf', 'hegel'][n % 3],
  pages: 100 - n,
}))

interface Asked {
  readonly keys: readonly Key[]
  readonly page?: Partial<Page>
  readonly sort?: readonly string[]
  readonly fields?: readonly string[]
}

interface Given {
  readonly server?: RestServerOptions
  readonly options?: Options
  readonly shape?: Partial<Shape>
}

/** The lists of some authors, and what was asked of the API. */
async function lists({ keys, page = {}, sort = [], fields }: Asked, given: Given) {
  const { server = {}, options = {}, shape = {} } = given
  const open = await openApi({ books }, { server, options })
  const store = await open.store(shape)
  let more = 0
  const what = question({
    page,
    sort: sort.length === 0 ? [] : order(...sort),
    ...(fields && { fields }),
  })
  const ctx = { called: () => void more++ }
  const answers = await store.byKeys?.(path('author'), keys, { ...what, must: everything }, ctx)
  const calls = open.api.calls()
  await open.close()
  const ids = answers?.map(({ rows }) => rows.map(({ id }) => id))
  return { ids, answers, calls, more }
}

describe('lists per key', () => {
  const filters = { by: 'author' }

  it('are one request where the API filters by several', async () => {
    const options = { filters: { 'author.in': { param: 'by', style: 'repeat' } } }
    const { ids, calls } = await lists(
      { keys: ['woolf', 'austen', 'woolf', 'nobody'] },
      { server: { filters }, options },
    )
    expect(ids).toEqual([[2, 5, 8, 11], [1, 4, 7, 10], [2, 5, 8, 11], []])
    expect(calls).toEqual(['GET /books?by=woolf&by=austen&by=nobody'])
  })
  it('have each its order, page and total', async () => {
    const options = { filters: { 'author.in': { param: 'by', style: 'comma' } } }
    const asked = {
      keys: ['woolf', 'austen'],
      sort: ['pages asc'],
      page: { first: 2, skip: 1, total: true },
    }
    const { ids, answers } = await lists(asked, { server: { filters }, options })
    expect(ids).toEqual([
      [8, 5],
      [7, 4],
    ])
    expect(answers?.map(({ total, more }) => [total, more])).toEqual([
      [4, true],
      [4, true],
    ])
  })
  it('are read on only until each is decided', async () => {
    const paging = { style: 'offset', size: 'limit', max: 3 }
    const options = { filters: { 'author.in': { param: 'by', style: 'comma' } }, paging }
    const server = { filters, paging: { style: 'offset', max: 3 } } as const
    const { ids, calls } = await lists(
      { keys: ['woolf', 'austen'], page: { first: 1 } },
      { server, options },
    )
    expect(ids).toEqual([[2], [1]])
    expect(calls).toEqual([
      'GET /books?by=woolf,austen&offset=0&limit=3',
      'GET /books?by=woolf,austen&offset=3&limit=3',
    ])
  })
  it('are a request for each where it filters by one', async () => {
    const options = {
      filters: { 'author.eq': 'by' },
      paging: { style: 'offset', size: 'limit', max: 50, total: 'x-total' },
    }
    const server = { filters, paging: { style: 'offset', max: 50, total: 'x-total' } } as const
    const asked = { keys: ['woolf', 'austen', 'hegel'], page: { first: 2, total: true } }
    const { ids, answers, calls, more } = await lists(asked, { server, options })
    expect(ids).toEqual([
      [2, 5],
      [1, 4],
      [3, 6],
    ])
    expect(answers?.map(({ total }) => total)).toEqual([4, 4, 4])
    expect(calls.toSorted()).toEqual(
      ['austen', 'hegel', 'woolf'].map((by) => `GET /books?by=${by}&offset=0&limit=2`),
    )
    expect(more).toBe(2)
  })
  it('are parted here from the whole list where it filters by none', async () => {
    const { ids, calls } = await lists({ keys: ['woolf', 'hegel'], page: { first: 1 } }, {})
    expect(ids).toEqual([[2], [3]])
    expect(calls).toEqual(['GET /books'])
  })
  it('are asked one by one where lists do not show whose they are', async () => {
    const options = { listFields: ['pages'], filters: { 'author.in': 'by' } }
    const server = { filters, listFields: ['id', 'pages'] }
    const { ids, calls } = await lists(
      { keys: ['woolf', 'hegel'], fields: ['pages'] },
      { server, options },
    )
    expect(ids).toEqual([
      [2, 5, 8, 11],
      [3, 6, 9, 12],
    ])
    expect(calls.toSorted()).toEqual(['GET /books?by=hegel', 'GET /books?by=woolf'])
  })
})

describe('requests of one call', () => {
  it('are ten at once at most, however its parts are nested', async () => {
    const rows = Array.from({ length: 120 }, (_, n) => ({ id: n, author: `a${n % 12}`, pages: n }))
    const server = { filters: { by: 'author' }, listFields: ['id'], delay: 5 }
    const options = { listFields: [], filters: { 'author.eq': 'by' } }
    const open = await openApi({ books: rows }, { server, options })
    const store = await open.store()
    const keys = Array.from({ length: 12 }, (_, n) => `a${n}`)
    const what = { ...question({ sort: [], fields: ['pages'] }), must: everything }
    const answers = await store.byKeys?.(path('author'), keys, what, {})
    expect(answers?.map(({ rows: own }) => own.length)).toEqual(keys.map(() => 10))
    expect(open.api.calls()).toHaveLength(132)
    expect(open.api.busiest()).toBeLessThanOrEqual(10)
    await open.close()
  })
})

describe('routes with places', () => {
  const route = ({ path: at }: RestAsked) => {
    const [, users, user, name, n] = at.split('/')
    if (users !== 'users' || name !== 'books') return undefined
    const own = books
      .filter(({ author }) => author === user)
      .map(({ id, pages }) => ({ id, pages }))
    if (n === undefined) return { body: own }
    return {
      body: own.find(({ id }) => String(id) === n),
      status: own.some(({ id }) => String(id) === n) ? 200 : 404,
    }
  }
  const options = { list: '/users/{author}/books', get: '/users/{author}/books/{n}' }
  const shape = { idFrom: '{author}-{n}', stored: {} }
  const server = {
    route(asked: RestAsked) {
      const answered = route(asked)
      if (!answered?.body) return answered
      const named = (book: { id: number }) => ({ n: book.id, ...book })
      const { body } = answered
      return {
        ...answered,
        body: Array.isArray(body) ? body.map(named) : named(body as { id: number }),
      }
    },
  }

  it('list what a link or a condition leads to, and fill what the items leave out', async () => {
    const { ids, answers, calls } = await lists(
      { keys: ['woolf', 'hegel'], page: { first: 2 } },
      { server, options, shape },
    )
    expect(ids).toEqual([
      ['woolf-2', 'woolf-5'],
      ['hegel-3', 'hegel-6'],
    ])
    expect(answers?.[0]?.rows[0]).toEqual({ id: 'woolf-2', author: 'woolf', pages: 99 })
    expect(calls.toSorted()).toEqual(['GET /users/hegel/books', 'GET /users/woolf/books'])
  })
  it('answer conditions that name the place, one list for each value', async () => {
    const open = await openApi({}, { server, options })
    const store = await open.store(shape)
    const filter = where('author', 'in', ['hegel', 'woolf'])
    const { rows } = await store.find(
      question({ filter, sort: order('pages asc'), page: { first: 2 } }),
      {},
    )
    expect(rows.map(({ id }) => id)).toEqual(['hegel-12', 'woolf-11'])
    expect(await store.byIds(['woolf-2', 'hegel-2', '..-2'], null, {})).toEqual([
      { id: 'woolf-2', author: 'woolf', pages: 99 },
      null,
      null,
    ])
    await open.close()
  })
  it('cannot be listed without it, and say so', async () => {
    const open = await openApi({}, { server, options })
    const store = await open.store(shape)
    await expect(store.find(question(), {})).rejects.toMatchObject({
      code: 'UNSUPPORTED_FILTER',
      message:
        'books are listed by /users/{author}/books: ask for them through "author", or with a condition that says which (eq or in).',
    })
    await open.close()
  })
})

describe('addresses', () => {
  const films = collection('Film', {
    store: {
      store: 'swapi',
      id: { at: 'url', url: '/films/{id}/' },
      fields: {
        people: { at: 'characters', url: '/people/{id}/' },
        director: { url: '/people/{id}' },
      },
      get: '/films/{id}/',
      list: '/films/',
    },
    fields: {
      title: string(),
      episode: int(),
      people: refsList('books', { owns: true }),
      director: ref('books'),
    },
  })
  const swapi = rest({ url: 'https://swapi.example/api' })
  const model = buildModel({
    modules: { books: { default: films } },
    config: config({ stores: { swapi } }),
    connectors: [...new Set(Object.values(builtIn))],
  })
  const film = model.collections.get('books')
  const base = model.stores.get('swapi')

  it('are ids and links, single and in lists', async () => {
    if (!film || !base) throw new Error('The model has the films')
    const item = {
      title: 'A New Hope',
      url: 'https://swapi.example/api/films/1/',
      characters: ['https://swapi.example/api/people/1/', '/people/a%20b/'],
      director: 'https://swapi.example/api/people/77',
    }
    const route = ({ path: at }: RestAsked) =>
      at === '/films/'
        ? { body: [item, { url: 'odd' }] }
        : at === '/films/1/'
          ? { body: item }
          : undefined
    const shape = shapeOf(film, base)
    const open = await openApi({}, { server: { route }, options: shape.options })
    const store = await open.store(shape)
    const row = { id: 1, title: 'A New Hope', people: [1, 'a b'], director: 77 }
    expect((await store.find(question({ sort: [] }), {})).rows).toEqual([row])
    expect(await store.byIds(['1', 2], null, {})).toEqual([row, null])
    expect(open.api.calls()).toEqual(['GET /films/', 'GET /films/1/', 'GET /films/2/'])
    expect(open.log).toEqual([
      'shop: an item of books has an id of another form: "odd"; it is left out',
    ])
    await open.close()
  })
})
