import { describe, expect, it } from 'vitest'
import { StoreError } from '../../src/errors.ts'
import type { Key } from '../../src/fields/key.ts'
import type { Shape } from '../../src/connectors/connector.ts'
import type { RestServerOptions, RestAsked } from '../servers/rest.ts'
import { openApi } from './rest-api.ts'
import { question, where } from './library.ts'

type Options = Readonly<Record<string, unknown>>

const books = Array.from({ length: 250 }, (_, n) => ({ id: n + 1, title: `Book ${n + 1}` }))

/** The titles of some ids, what was asked of the API, and what was logged. */
async function got(
  ids: readonly Key[],
  given: {
    server?: RestServerOptions
    options?: Options
    rows?: readonly Options[]
    shape?: Partial<Shape>
    fields?: readonly string[] | null
  } = {},
) {
  const { server = {}, options = {}, rows = books, shape = {}, fields = null } = given
  const open = await openApi({ books: rows }, { server, options })
  let more = 0
  const ctx = { called: () => void more++ }
  const store = await open.store(shape)
  const found = await store.byIds(ids, fields, ctx)
  const titles = found.map((row) =>
    row instanceof StoreError ? row.code : (row?.['title'] ?? row),
  )
  const calls = open.api.calls()
  const busiest = open.api.busiest()
  await open.close()
  return { titles, calls, busiest, more, log: open.log, found }
}

describe('single items', () => {
  it('are asked for once each, at most ten at once, and answered by position', async () => {
    const ids = [3, 1, '3', 999, ...Array.from({ length: 30 }, (_, n) => n + 10)]
    const { titles, calls, busiest, more } = await got(ids, { server: { delay: 5 } })
    expect(titles.slice(0, 4)).toEqual(['Book 3', 'Book 1', 'Book 3', null])
    expect(calls).toHaveLength(33)
    expect(new Set(calls).size).toBe(33)
    expect(more).toBe(32)
    expect(busiest).toBeLessThanOrEqual(10)
  })
  it('never leave their route, whatever their id', async () => {
    const { titles, calls } = await got(['', '.', '..', '../books/1', 'a/b?c#d', '\ud800'], {
      rows: [{ id: 'a/b?c#d', title: 'odd' }, ...books],
    })
    expect(titles).toEqual([null, null, null, null, 'odd', null])
    expect(calls.toSorted()).toEqual(['GET /books/..%2Fbooks%2F1', 'GET /books/a%2Fb%3Fc%23d'])
  })
  it('are those that were asked for: an answer with another id is none', async () => {
    const route = ({ path }: RestAsked) =>
      path === '/books/first' ? { body: { id: 1, title: 'Book 1' } } : undefined
    expect((await got(['first', 1], { server: { route } })).titles).toEqual([null, 'Book 1'])
  })
  it('are absent where what comes has no id that can be served, which the log tells', async () => {
    const odd = [7.5, true, 9007199254740992, { deep: 1 }]
    const route = ({ path }: RestAsked) => {
      const id = odd[Number(path.split('/')[2])]
      return id === undefined ? undefined : { body: { id, title: 'odd' } }
    }
    const { titles, log } = await got([0, 1, 2, 3], { server: { route } })
    expect(titles).toEqual([null, null, null, null])
    expect(log).toContainEqual(expect.stringMatching(/has an id that is no id: "id" is "7.5"/))
    const list = await got([0], { server: { route: () => ({ body: [{ id: 0 }] }) } })
    expect(list.found[0]).toMatchObject({
      code: 'STORE_BAD_DATA',
      message: 'The API of "shop" answered a list where an item is expected',
    })
  })
  it('fail in their place only', async () => {
    const route = ({ path }: RestAsked) => {
      if (path === '/books/2') return { status: 400, body: {} }
      if (path === '/books/3') return { body: null }
      return path === '/books/4' ? { body: ['no', 'item'] } : undefined
    }
    const { titles } = await got([1, 2, 3, 4], { server: { route } })
    expect(titles).toEqual(['Book 1', 'STORE_REFUSED', null, 'STORE_BAD_DATA'])
  })
  it('lie where the options say, and need not repeat their id', async () => {
    const route = ({ path }: RestAsked) =>
      path === '/v2/book/7' ? { body: { data: { book: { title: 'Seven' } } } } : undefined
    const options = { get: '/v2/book/{id}', item: '$.data.book' }
    const { found } = await got([7], { server: { route }, options })
    expect(found).toEqual([{ id: 7, title: 'Seven' }])
  })
  it('are searched for in the list where there is no route of theirs', async () => {
    const options = {
      get: false,
      paging: { style: 'page', size: 'limit', max: 100, total: 'x-total' },
    }
    const server = { paging: { style: 'page', max: 100, total: 'x-total' } } as const
    const { titles, calls } = await got([150, 2, 'no'], { server, options })
    expect(titles).toEqual(['Book 150', 'Book 2', null])
    expect(calls).toEqual([
      'GET /books?page=1&limit=100',
      'GET /books?page=2&limit=100',
      'GET /books?page=3&limit=100',
    ])
  })
})

describe('several items at once', () => {
  const repeat = { many: { param: 'id', style: 'repeat' } } as const

  it('come by one request, whatever their order', async () => {
    const server = { many: { style: 'repeat' } } as const
    const { titles, calls } = await got([30, 1, 999, 30], { server, options: repeat })
    expect(titles).toEqual(['Book 30', 'Book 1', null, 'Book 30'])
    expect(calls).toEqual(['GET /books?id=30&id=1&id=999'])
  })
  it('come in chunks of a hundred', async () => {
    const server = { many: { style: 'comma' as const, param: 'ids' }, delay: 5 }
    const options = { many: { param: 'ids', style: 'comma' } }
    const { titles, calls, more } = await got(
      books.map(({ id }) => id),
      { server, options },
    )
    expect(titles).toEqual(books.map(({ title }) => title))
    expect(calls.map((call) => call.split(',').length)).toEqual([100, 100, 50])
    expect(more).toBe(2)
  })
  it('come by POST, with the ids as JSON has them', async () => {
    const server = { many: { style: 'post' as const, path: '/search', param: 'ids' } }
    const options = { many: { path: '/books/search', param: 'ids', method: 'POST' } }
    const { titles, calls } = await got(['1', 'x', 2], { server, options })
    expect(titles).toEqual(['Book 1', null, 'Book 2'])
    expect(calls).toEqual(['POST /books/search {"ids":[1,"x",2]}'])
  })
  it('are asked for alone where a comma would part their id', async () => {
    const rows = [{ id: 'a,b', title: 'both' }, ...books]
    const server = { many: { style: 'comma' } } as const
    const options = { many: { param: 'id', style: 'comma' } }
    const { titles, calls } = await got([1, 'a,b', 2], { rows, server, options })
    expect(titles).toEqual(['Book 1', 'both', 'Book 2'])
    expect(calls.toSorted()).toEqual(['GET /books/a%2Cb', 'GET /books?id=1,2'])
  })
  it('are absent where null stands in their place, without a word', async () => {
    const route = ({ path }: RestAsked) =>
      path === '/books/some' ? { body: [null, books[1], null] } : undefined
    const options = { many: { param: 'ids', path: '/books/some', style: 'comma' } }
    const { titles, log } = await got([7, 2, 9], { server: { route }, options })
    expect(titles).toEqual([null, 'Book 2', null])
    expect(log).toEqual([])
  })
  it('are matched by id: what was not asked for is dropped', async () => {
    const route = ({ query }: RestAsked) =>
      query.has('id')
        ? { body: [{ id: 9, title: 'foreign' }, { id: 2, title: 'two' }, 'odd'] }
        : undefined
    const { titles } = await got([1, 2], { server: { route }, options: repeat })
    expect(titles).toEqual([null, 'two'])
  })
  it('are none where 404 is answered, or asked for one by one', async () => {
    const none = {
      server: { many: { style: 'repeat', missing: '404 for none' } },
      options: repeat,
    } as const
    expect((await got([777, 888], none)).titles).toEqual([null, null])
    const any = await got([1, 777], {
      server: { many: { style: 'repeat', missing: '404 for any' } },
      options: { many: { ...repeat.many, missing: 'any' } },
    })
    expect(any.titles).toEqual(['Book 1', null])
    expect(any.calls).toEqual(['GET /books?id=1&id=777', 'GET /books/1', 'GET /books/777'])
  })
  it('fail chunk by chunk', async () => {
    const route = ({ query }: RestAsked) =>
      query.getAll('id').includes('150') ? { status: 403, body: {} } : undefined
    const server = { many: { style: 'repeat' as const }, route }
    const { titles } = await got(
      books.map(({ id }) => id),
      { server, options: repeat },
    )
    expect(titles.slice(0, 100)).toEqual(books.slice(0, 100).map(({ title }) => title))
    expect(new Set(titles.slice(100, 200))).toEqual(new Set(['STORE_REFUSED']))
    expect(titles[249]).toBe('Book 250')
  })
  it('come whole from a list that is paged', async () => {
    const server = {
      many: { style: 'repeat' as const },
      paging: { style: 'page' as const, max: 20 },
    }
    const options = { ...repeat, paging: { style: 'page', size: 'limit', max: 20 } }
    const ids = Array.from({ length: 30 }, (_, n) => n + 1)
    const { titles, calls } = await got(ids, { server, options })
    expect(titles).not.toContain(null)
    expect(calls.map((call) => (call.match(/id=/g) ?? []).length)).toEqual([20, 10])
  })
})

describe('composed ids', () => {
  const snapshots = [
    { user: 3, n: 1, title: 'three-one' },
    { user: 'a-b', n: 2, title: 'dashes' },
  ]
  const route = ({ path }: RestAsked) => {
    const [, , user, , n] = path.split('/')
    const found = snapshots.find((one) => String(one.user) === user && String(one.n) === n)
    return found ? { body: { n: found.n, title: found.title } } : { status: 404, body: {} }
  }
  const options = { get: '/users/{author}/snapshots/{pages}', list: false }
  const shape = { idFrom: '{author}-{pages}', stored: { pages: 'n' } }

  it('fill the places of a route, which say what the item leaves out', async () => {
    const { found, calls } = await got(['3-1', 'a-b-2', '3-9', 'nonsense'], {
      server: { route },
      options,
      shape,
    })
    expect(found).toEqual([
      { id: '3-1', author: 3, pages: 1, title: 'three-one' },
      { id: 'a-b-2', author: 'a-b', pages: 2, title: 'dashes' },
      null,
      null,
    ])
    expect(calls.toSorted()).toEqual([
      'GET /users/3/snapshots/1',
      'GET /users/3/snapshots/9',
      'GET /users/a-b/snapshots/2',
    ])
  })
})

describe('an equality on the id', () => {
  it('with many ids, and no route of several items, is looked up in the list', async () => {
    const open = await openApi({ books })
    const store = await open.store()
    const filter = where(
      'id',
      'in',
      books.slice(0, 60).map(({ id }) => id),
    )
    expect((await store.find(question({ filter, sort: [] }), {})).rows).toHaveLength(60)
    expect(open.api.calls()).toEqual(['GET /books'])
    await open.close()
  })
  it('goes by the item, not by the list', async () => {
    const open = await openApi({ books })
    const store = await open.store()
    const asked = question({ filter: where('id', 'eq', 7), sort: [] })
    expect((await store.find(asked, {})).rows).toEqual([books[6]])
    const both = question({
      filter: {
        kind: 'and',
        of: [where('id', 'in', ['7', 8, 999]), where('title', 'ne', 'Book 8')],
      },
    })
    expect((await store.find(both, {})).rows.map(({ id }) => id)).toEqual([7])
    expect(open.api.calls()).toEqual([
      'GET /books/7',
      'GET /books/7',
      'GET /books/8',
      'GET /books/999',
    ])
    await open.close()
  })
})
