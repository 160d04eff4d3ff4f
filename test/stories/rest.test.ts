import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, config, int, owner, ref, refsList, rest, string } from 'refract'
import type { NamedStore, RestOptions } from 'refract'
import { bench, type Bench } from '../support/engine.ts'
import { restServer, type RestServer, type RestServerOptions } from '../servers/rest.ts'

const authors = Array.from({ length: 10 }, (_, n) => ({ id: n + 1, name: `Author ${n + 1}` }))
const books = Array.from({ length: 100 }, (_, n) => ({
  id: n + 1,
  title: `Book ${n + 1}`,
  pages: n % 9,
  authorId: (n % 10) + 1,
}))

type Own = Omit<RestOptions, 'url'>

interface Api {
  readonly bench: Bench
  readonly server: RestServer
}

/** Books and their authors over one API. */
async function opened(given: {
  server?: RestServerOptions
  store?: Own
  authors?: Own
  books?: Own
  can?: object
}): Promise<Api> {
  const server = await restServer({ authors, books }, given.server)
  const use = (own: Own = {}): NamedStore => ({ store: 'api', ...own })
  const modules = {
    authors: {
      default: collection('Author', {
        store: use(given.authors),
        fields: { name: string(), books: refsList('books', { reverse: 'author' }) },
        meta: false,
      }),
    },
    books: {
      default: collection('Book', {
        store: use({ fields: { author: 'authorId' }, ...given.books }),
        fields: { title: string(), pages: int(), author: ref('authors', { reverse: 'books' }) },
        meta: false,
        ...(given.can && { can: given.can }),
      }),
    },
  }
  const api = rest({ url: server.url, allowPrivate: true, ...given.store })
  return { server, bench: await bench(modules, config({ stores: { api } })) }
}

async function closed({ bench: opening, server }: Api): Promise<void> {
  await opening.close()
  await server.close()
}

const withAuthors = '{ books(first: 100) { nodes { title author { name } } } }'

describe('a hundred books with their ten authors', () => {
  it('are two requests from a list of pages too, where nobody asks for a next one', async () => {
    const api = await opened({
      server: { many: { style: 'repeat' }, paging: { style: 'page', size: 'size', max: 100 } },
      store: {
        many: { param: 'id', style: 'repeat' },
        paging: { style: 'page', page: 'page', size: 'size', max: 100 },
      },
    })
    await api.bench.ask(withAuthors)
    expect(api.server.calls()).toHaveLength(2)
    api.server.reset()
    const asked = withAuthors.replace('nodes', 'pageInfo { hasNextPage } nodes')
    const { data } = await api.bench.ask(asked)
    expect(data.books.pageInfo).toEqual({ hasNextPage: false })
    expect(data.books.nodes).toHaveLength(100)
    expect(api.server.calls()).toHaveLength(3)
    await closed(api)
  })
  it('are two requests with a batch route', async () => {
    const api = await opened({
      server: { many: { style: 'repeat' } },
      store: { many: { param: 'id', style: 'repeat' } },
    })
    const { data, errors } = await api.bench.ask(withAuthors)
    expect(errors).toBeUndefined()
    expect(data.books.nodes[42]).toEqual({ title: 'Book 43', author: { name: 'Author 3' } })
    expect(api.server.calls()).toEqual([
      'GET /books',
      `GET /authors?${authors.map(({ id }) => `id=${id}`).join('&')}`,
    ])
    await closed(api)
  })
  it('are eleven without one', async () => {
    const api = await opened({})
    const { data, extensions } = await api.bench.ask(withAuthors)
    expect(data.books.nodes[99].author).toEqual({ name: 'Author 10' })
    expect(api.server.calls()).toHaveLength(11)
    const { plan } = extensions as { plan: { used: { calls: number } } }
    expect(plan.used.calls).toBe(11)
    await closed(api)
  })
})

describe('books over REST', () => {
  let api: Api
  beforeAll(async () => {
    api = await opened({
      server: {
        paging: { style: 'offset', max: 30, total: 'x-total-count' },
        filters: { authorId: 'authorId' },
      },
      store: { paging: { style: 'offset', size: 'limit', max: 30, total: 'x-total-count' } },
      books: {
        filters: {
          'author.eq': 'authorId',
          'author.in': { param: 'authorId', style: 'repeat' },
        },
      },
    })
  })
  afterAll(() => closed(api))
  const ask = async (query: string) => {
    api.server.reset()
    const { data, errors } = await api.bench.ask(query)
    expect(errors).toBeUndefined()
    return { data, calls: api.server.calls() }
  }

  it('come in the order of the API, a page by a request', async () => {
    const { data, calls } = await ask('{ books(first: 3, skip: 41) { totalCount nodes { id } } }')
    expect(data.books).toEqual({
      totalCount: 100,
      nodes: [{ id: '42' }, { id: '43' }, { id: '44' }],
    })
    expect(calls).toEqual(['GET /books?offset=41&limit=3'])
  })
  it('are walked by cursors that are places', async () => {
    const first = await ask('{ books(first: 2) { pageInfo { endCursor hasNextPage } } }')
    const after = JSON.stringify(first.data.books.pageInfo.endCursor)
    const { data, calls } = await ask(`{ books(first: 2, after: ${after}) { nodes { id } } }`)
    expect(data.books.nodes).toEqual([{ id: '3' }, { id: '4' }])
    expect(calls).toEqual(['GET /books?offset=2&limit=2'])
  })
  it.each(['authorId: { eq: 4 }', 'author: { id: { eq: 4 } }'])(
    'are asked for by %s',
    async (where) => {
      const { data, calls } = await ask(`{ books(where: { ${where} }, first: 2) { nodes { id } } }`)
      expect(data.books.nodes).toEqual([{ id: '4' }, { id: '14' }])
      expect(calls.every((call) => call.startsWith('GET /books?authorId=4'))).toBe(true)
    },
  )
  it('of several authors are one list, parted here', async () => {
    const { data, calls } = await ask(
      '{ authors(first: 3) { nodes { name books(first: 2) { nodes { id } } } } }',
    )
    expect(data.authors.nodes[2]).toEqual({
      name: 'Author 3',
      books: { nodes: [{ id: '3' }, { id: '13' }] },
    })
    expect(calls).toEqual([
      'GET /authors?offset=0&limit=3',
      'GET /books?authorId=1&authorId=2&authorId=3&offset=0&limit=30',
    ])
  })
  it('are asked for by what their authors are', async () => {
    const { data } = await ask(
      '{ books(where: { author: { name: { eq: "Author 7" } } }, first: 2) { totalCount nodes { id } } }',
    )
    expect(data.books).toEqual({ totalCount: 10, nodes: [{ id: '7' }, { id: '17' }] })
  })
  it('are counted by the API where nothing is asked of them', async () => {
    const { data, calls } = await ask('{ booksSummary { count } }')
    expect(data.booksSummary.count).toBe(100)
    expect(calls).toEqual(['GET /books?offset=0&limit=1'])
  })
})

describe('a rule over REST', () => {
  it('is asked of the API and tested here, even where the API takes no notice', async () => {
    const api = await opened({
      books: { filters: { 'author.eq': 'authorId' } },
      can: { read: owner('author') },
    })
    const query = '{ books(first: 3) { totalCount nodes { id } } book(id: 4) { id } }'
    const { data } = await api.bench.ask(query, {}, { id: '4', roles: [] })
    expect(data).toEqual({
      books: { totalCount: 10, nodes: [{ id: '4' }, { id: '14' }, { id: '24' }] },
      book: { id: '4' },
    })
    const other = await api.bench.ask(query, {}, { id: '5', roles: [] })
    expect(other.data.book).toBeNull()
    await closed(api)
  })
  it('through a link trusts the API of the far items no more, whose lists leave out what it reads', async () => {
    const secret = { ne: 'Author 2' }
    for (const filters of [{}, { 'name.ne': 'not', 'name.eq': 'is' }]) {
      for (const rule of [
        { author: { name: secret } },
        { not: { author: { name: { eq: 'Author 2' } } } },
      ]) {
        const api = await opened({
          server: { listFields: ['id', 'title', 'pages', 'authorId'] },
          authors: { filters },
          can: { read: rule },
        })
        const { data, errors } = await api.bench.ask(
          '{ books(first: 3) { totalCount nodes { id } } booksByIds(ids: [2, 3]) { id } }',
        )
        expect(errors).toBeUndefined()
        expect(data).toEqual({
          books: { totalCount: 90, nodes: [{ id: '1' }, { id: '3' }, { id: '4' }] },
          booksByIds: [null, { id: '3' }],
        })
        await closed(api)
      }
    }
  })
})

describe('the bound over REST', () => {
  it('holds where a condition through a link names the items: those beyond a page are pages', async () => {
    const api = await opened({ can: { read: true } })
    for (const query of [
      '{ authors(where: { books: { some: { pages: { eq: 3 } } } }) { nodes { id } } }',
      '{ books(where: { id: { in: [1, 2, 3, 4] } }, first: 2) { totalCount nodes { id } } }',
    ]) {
      const { errors, extensions } = await api.bench.ask(query)
      expect(errors).toBeUndefined()
      const { plan } = extensions as {
        plan: { used: { calls: number }; bound: { exact: { calls: number } } }
      }
      expect(plan.used.calls).toBeLessThanOrEqual(plan.bound.exact.calls)
    }
    await closed(api)
  })
})
