import { describe, expect, it } from 'vitest'
import type { Shape } from '../../src/connectors/connector.ts'
import { everything, type Filter } from '../../src/query/filter.ts'
import type { Page } from '../../src/query/page.ts'
import type { RestAsked, RestServerOptions } from '../servers/rest.ts'
import { order, path, question, where } from './library.ts'
import { openApi } from './rest-api.ts'

type Options = Readonly<Record<string, unknown>>

interface Asked {
  readonly filter?: Filter
  /** The rule; nothing unless given. */
  readonly must?: Filter
  readonly sort?: readonly string[]
  readonly page?: Partial<Page>
  readonly fields?: readonly string[]
}

interface Given {
  readonly server?: RestServerOptions
  readonly options?: Options
  readonly rows?: readonly Options[]
  readonly shape?: Partial<Shape>
}

const books = [
  { id: 1, title: 'Emma', pages: 474, author: 'austen', lent: true },
  { id: 2, title: 'Orlando', pages: 300, author: 'woolf', lent: false },
  { id: 3, title: 'Persuasion', pages: 300, author: 'austen', lent: false },
  { id: 4, title: 'Emma again', pages: 90, author: 'hegel', lent: true },
  { id: 5, title: 'emma', pages: 300, author: 'austen' },
]

function withoutAuthor(book: Options): Options {
  return Object.fromEntries(Object.entries(book).filter(([name]) => name !== 'author'))
}

/** What a question answers, and what was asked of the API. */
async function found(asked: Asked, { server = {}, options = {}, rows = books, shape = {} }: Given) {
  const open = await openApi({ books: rows }, { server, options })
  const store = await open.store(shape)
  const { must = everything, sort = [], filter = everything, page = {}, fields } = asked
  const keys = sort.length === 0 ? [] : order(...sort)
  const what = question({ filter, sort: keys, page, ...(fields && { fields }) })
  const both: Filter = { kind: 'and', of: [must, filter] }
  try {
    const answer = await store.find({ ...what, filter: both, must }, {})
    return {
      ...answer,
      ids: answer.rows.map(({ id }) => id),
      calls: open.api.calls(),
      log: open.log,
    }
  } finally {
    await open.close()
  }
}

const and = (...of: Filter[]): Filter => ({ kind: 'and', of })

describe('conditions', () => {
  const server = { filters: { by: 'author', pages: 'pages' }, search: { q: 'title' } }
  const options = {
    filters: {
      'author.eq': 'by',
      'author.in': { param: 'by', style: 'comma' },
      'pages.in': { param: 'pages', style: 'repeat' },
      'title.contains': 'q',
    },
  }

  it('are parameters, each for itself', async () => {
    const filter = and(where('author', 'eq', 'austen'), where('pages', 'in', [300, 90]))
    const { ids, calls } = await found({ filter }, { server, options })
    expect(ids).toEqual([3, 5])
    expect(calls).toEqual(['GET /books?by=austen&pages=300&pages=90'])
  })
  it('on keys are the same as on values', async () => {
    const filter: Filter = { kind: 'keys', path: path('author'), keys: ['woolf', 'hegel'] }
    const { ids, calls } = await found({ filter }, { server, options })
    expect(ids).toEqual([2, 4])
    expect(calls).toEqual(['GET /books?by=woolf,hegel'])
  })
  it('that the API takes more widely are tested again', async () => {
    const asked = { filter: where('title', 'contains', 'emma'), page: { first: 1, total: true } }
    const { ids, calls, total, more } = await found(asked, { server, options })
    expect({ ids, total, more }).toEqual({ ids: [5], total: 1, more: false })
    expect(calls).toEqual(['GET /books?q=emma'])
  })
  it('never share a parameter: the second is tested here, whichever of two an API would take', async () => {
    const options = {
      filters: {
        'author.eq': 'by',
        'author.in': { param: 'by', style: 'repeat' },
        'pages.gte': 'min',
        'pages.gt': 'min',
      },
    }
    const server = { filters: { by: 'author' } }
    const must = where('author', 'eq', 'austen')
    const asked = { must, filter: where('author', 'in', ['woolf', 'hegel']) }
    const two = await found(asked, { server, options })
    expect(two).toMatchObject({ ids: [], calls: ['GET /books?by=austen'] })
    const bounds = and(where('pages', 'gte', 100), where('pages', 'gt', 300))
    const got = await found({ filter: bounds }, { options })
    expect(got).toMatchObject({ ids: [1], calls: ['GET /books?min=100'] })
    const routed = { filters: { 'author.eq': 'by' }, list: '/books?by=austen' }
    const own = await found({ filter: where('author', 'eq', 'woolf') }, { server, options: routed })
    expect(own).toMatchObject({ ids: [], calls: ['GET /books?by=austen'] })
  })
  it('that fold case, hold null or a comma in a list of commas stay here', async () => {
    const folded = where('author', 'eq', 'AUSTEN', true)
    expect(await found({ filter: folded }, { server, options })).toMatchObject({
      ids: [1, 3, 5],
      calls: ['GET /books'],
    })
    const none = where('author', 'eq', null)
    expect(await found({ filter: none }, { server, options })).toMatchObject({
      ids: [],
      calls: ['GET /books'],
    })
    const comma = where('author', 'in', ['a,b', 'woolf'])
    const { ids, calls } = await found({ filter: comma }, { server, options })
    expect(ids).toEqual([2])
    expect(calls.toSorted()).toEqual(['GET /books?by=a%2Cb', 'GET /books?by=woolf'])
  })
  it('are asked value by value where the API takes one at a time', async () => {
    const one = { filters: { 'author.eq': 'by' } }
    const few = where('author', 'in', ['woolf', 'hegel'])
    const got = await found({ filter: few, sort: ['title asc'] }, { server, options: one })
    expect(got.ids).toEqual([4, 2])
    expect(got.calls.toSorted()).toEqual(['GET /books?by=hegel', 'GET /books?by=woolf'])
    const many = where('author', 'in', [...'abcdefghijk', 'woolf'])
    expect((await found({ filter: many }, { server, options: one })).calls).toEqual(['GET /books'])
  })
  it('with more values than an address holds are several lists', async () => {
    const values = Array.from({ length: 150 }, (_, n) => `author-${n}`)
    const filter = where('author', 'in', [...values, 'woolf'])
    const { ids, calls } = await found({ filter }, { server, options })
    expect(ids).toEqual([2])
    expect(calls.map((call) => call.split(',').length).toSorted()).toEqual([100, 51])
  })
  it('inside or and not stay here; bounds stand for between', async () => {
    const or: Filter = {
      kind: 'or',
      of: [where('author', 'eq', 'woolf'), where('pages', 'in', [90])],
    }
    expect(await found({ filter: or }, { server, options })).toMatchObject({
      ids: [2, 4],
      calls: ['GET /books'],
    })
    const bounds = {
      server: {
        bounds: { from: { member: 'pages', op: 'gte' }, to: { member: 'pages', op: 'lte' } },
      },
      options: { filters: { 'pages.gte': 'from', 'pages.lte': 'to' } },
    } as const
    const between = await found({ filter: where('pages', 'between', [90, 300]) }, bounds)
    expect(between).toMatchObject({ ids: [2, 3, 4, 5], calls: ['GET /books?from=90&to=300'] })
  })
  it('that nothing can fulfil ask nothing', async () => {
    const { ids, calls } = await found(
      { filter: { kind: 'keys', path: path('author'), keys: [] } },
      { server, options },
    )
    expect({ ids, calls }).toEqual({ ids: [], calls: [] })
  })
  it('take the stored coding, and of links that are addresses the keys', async () => {
    const codec = {
      decode: (cents: unknown) => Number(cents) / 100,
      encode: (value: unknown) => Number(value) * 100,
    }
    const rows = [{ id: 1, price_cents: 450, writer: 'https://api.example/authors/7/' }]
    const shape = {
      stored: {
        rating: { at: 'price_cents', codec },
        author: { at: 'writer', codec: { ...codec, url: '/authors/{id}/', decode: () => 7 } },
      },
    }
    const table = { filters: { 'rating.eq': 'cents', 'author.eq': 'author' } }
    const filter = and(where('rating', 'eq', 4.5), where('author', 'eq', 7))
    const { ids, calls } = await found({ filter }, { rows, shape, options: table })
    expect({ ids, calls }).toEqual({ ids: [1], calls: ['GET /books?cents=450&author=7'] })
  })
})

describe('fields that lists do not carry', () => {
  const server = {
    listFields: ['id', 'title'],
    filters: { by: 'author' },
    many: { style: 'comma', path: '/some' },
  } as const
  const options = { listFields: ['title'], filters: { 'author.eq': 'by' } }
  const batch = { ...options, many: { param: 'id', style: 'comma', path: '/books/some' } }
  const austen = where('author', 'eq', 'austen')

  it('cost nothing unless they are asked for', async () => {
    expect((await found({ fields: ['title'] }, { server, options })).calls).toEqual(['GET /books'])
    const { rows, calls } = await found(
      { fields: ['pages'], page: { first: 2 } },
      { server, options },
    )
    expect(rows.map(({ pages }) => pages)).toEqual([474, 300])
    expect(calls).toEqual(['GET /books', 'GET /books/1', 'GET /books/2'])
  })
  it('come together where the API answers several items', async () => {
    const { rows, calls } = await found({}, { server, options: batch })
    expect(rows.map(({ author }) => author)).toEqual(books.map(({ author }) => author))
    expect(calls).toEqual(['GET /books', 'GET /books/some?id=1,2,3,4,5'])
  })
  it('are trusted to the API where the caller asks for them', async () => {
    const { ids, calls } = await found({ filter: austen, fields: ['title'] }, { server, options })
    expect({ ids, calls }).toEqual({ ids: [1, 3, 5], calls: ['GET /books?by=austen'] })
  })
  it('are never trusted to it where a rule asks for them', async () => {
    const liar = { ...server, filters: {} }
    const { ids, calls } = await found(
      { must: austen, fields: ['title'] },
      { server: liar, options: batch },
    )
    expect(ids).toEqual([1, 3, 5])
    expect(calls).toEqual(['GET /books?by=austen', 'GET /books/some?id=1,2,3,4,5'])
  })
  it('are fetched to be tested where the API takes no such condition, of the rows that are left', async () => {
    const filter = and(where('title', 'startsWith', 'E'), where('pages', 'gt', 100))
    const { ids, calls } = await found({ filter, fields: ['title'] }, { server, options })
    expect(ids).toEqual([1])
    expect(calls).toEqual(['GET /books', 'GET /books/1', 'GET /books/4'])
  })
  it('cost the whole answer where a detail fails, never a part of it', async () => {
    const route = ({ path: at }: RestAsked) =>
      at === '/books/2' ? { status: 400, body: {} } : undefined
    const failing = found({ fields: ['pages'] }, { server: { ...server, route }, options })
    await expect(failing).rejects.toMatchObject({ code: 'STORE_REFUSED' })
  })
})

describe('a rule', () => {
  const mine = where('author', 'eq', 'austen')
  const options = {
    filters: { 'author.eq': 'by' },
    paging: { style: 'offset', size: 'limit', max: 2, total: 'x-total' },
  }
  const paging = { style: 'offset', max: 2, total: 'x-total' } as const

  it('counts nothing that it hides, whatever total the API tells', async () => {
    const asked = { must: mine, page: { first: 2, total: true } }
    const honest = await found(asked, { server: { paging, filters: { by: 'author' } }, options })
    expect(honest).toMatchObject({ ids: [1, 3], total: 3, more: true })
    const liar = await found(asked, { server: { paging }, options })
    expect(liar).toMatchObject({ ids: [1, 3], total: 3, more: true })
    const none = await found(
      { must: mine, page: { first: 0, total: true } },
      { server: { paging }, options },
    )
    expect(none).toMatchObject({ ids: [], total: 3, more: true })
  })
  it('drops the rows that do not show what it reads, unless their detail does', async () => {
    const hidden = { rows: books.map(withoutAuthor) }
    const route = ({ path: at }: RestAsked) =>
      /^\/books\/\d$/.test(at) ? { body: books.find(({ id }) => at.endsWith(`/${id}`)) } : undefined
    const asked = { must: mine, fields: ['title'] }
    expect(
      (await found(asked, { ...hidden, server: { route }, options: { filters: options.filters } }))
        .ids,
    ).toEqual([1, 3, 5])
    const none = { filters: options.filters, get: false }
    expect((await found(asked, { ...hidden, options: none })).ids).toEqual([])
    const user = await found({ filter: mine }, { ...hidden, options: { filters: options.filters } })
    expect(user.ids).toEqual([1, 2, 3, 4, 5])
  })
  it('that the API is not asked for is no more trusted to what its lists leave out', async () => {
    const hidden = { rows: books.map(withoutAuthor) }
    const route = ({ path: at }: RestAsked) =>
      /^\/books\/\d$/.test(at) ? { body: books.find(({ id }) => at.endsWith(`/${id}`)) } : undefined
    const not: Filter = { kind: 'not', of: mine }
    const either: Filter = { kind: 'or', of: [not, where('pages', 'gt', 1000)] }
    for (const must of [
      where('author', 'ne', 'austen'),
      where('author', 'nin', ['austen']),
      not,
      either,
    ]) {
      const listed = await found({ must, fields: ['title'] }, { ...hidden, server: { route } })
      expect(listed.ids).toEqual([2, 4])
      expect(listed.calls).toEqual([
        'GET /books',
        ...[1, 2, 3, 4, 5].map((id) => `GET /books/${id}`),
      ])
      const batch = { many: { param: 'id', style: 'repeat' } }
      const some: Filter = { kind: 'keys', path: path('id'), keys: [1, 2] }
      const server = { route, many: { style: 'repeat' } } as const
      const asked = await found({ must, filter: some }, { ...hidden, server, options: batch })
      expect(asked.ids).toEqual([2])
      expect(asked.calls).toEqual(['GET /books?id=1&id=2', 'GET /books/1', 'GET /books/2'])
    }
    const said = { listFields: ['title', 'pages', 'author'] }
    const open = await found({ must: not }, { ...hidden, server: { route }, options: said })
    expect(open).toMatchObject({
      ids: [1, 2, 3, 4, 5],
      calls: expect.arrayContaining(['GET /books']),
    })
  })
  it('whose details are fetched costs them once, and tests what else they show', async () => {
    const server = { listFields: ['title'], filters: { by: 'author', kind: 'none' } }
    const options = {
      listFields: ['title'],
      filters: { 'author.eq': 'by', 'pages.eq': 'kind' },
    }
    const asked = { must: mine, filter: where('pages', 'eq', 300), fields: ['title', 'author'] }
    const route = ({ path: at, query }: RestAsked) =>
      at === '/books' && query.has('kind')
        ? { body: books.map(({ id, title }) => ({ id, title })) }
        : undefined
    const got = await found(asked, { server: { ...server, route }, options })
    expect(got.ids).toEqual([3, 5])
    expect(got.calls).toEqual([
      'GET /books?by=austen&kind=300',
      ...[1, 2, 3, 4, 5].map((id) => `GET /books/${id}`),
    ])
  })
  it('without a word of which conditions are rules, all of them are', async () => {
    const open = await openApi(
      { books: books.map(withoutAuthor) },
      { options: { filters: options.filters, get: false } },
    )
    const store = await open.store()
    expect((await store.find(question({ filter: mine }), {})).rows).toEqual([])
    await open.close()
  })
})

describe('orders', () => {
  const server = { sort: 'sort', paging: { style: 'offset' as const, max: 2 } }
  const paging = { style: 'offset', size: 'limit', max: 2 }
  const sort = { title: 'sort', pages: { param: 'sort', asc: 'pages', desc: '-pages' } }

  it('are parameters; equal values are read to their end, and sorted here', async () => {
    const asked = { sort: ['pages desc'], page: { first: 2 } }
    const got = await found(asked, { server, options: { sort, paging } })
    expect(got).toMatchObject({ ids: [1, 2], more: true })
    expect(got.calls).toEqual([
      'GET /books?sort=-pages&offset=0&limit=2',
      'GET /books?sort=-pages&offset=2&limit=2',
      'GET /books?sort=-pages&offset=4&limit=2',
    ])
  })
  it('read the row behind an undecided one together with it', async () => {
    const wide = { style: 'offset', size: 'limit', max: 20 }
    const asked = { sort: ['title asc'], page: { first: 2 } }
    const got = await found(asked, {
      server: { sort: 'sort', paging: { style: 'offset', max: 20 } },
      options: { sort, paging: wide },
    })
    expect(got).toMatchObject({ ids: [1, 4], more: true })
    expect(got.calls).toEqual(['GET /books?sort=title&offset=0&limit=4'])
  })
  it('with several keys in one parameter need no reading on', async () => {
    const joined = {
      pages: { param: 'sort', asc: 'pages', desc: '-pages', join: ',' },
      id: { param: 'sort', asc: 'id', desc: '-id' },
    }
    const asked = { sort: ['pages desc', 'id desc'], page: { first: 1, skip: 1 } }
    const got = await found(asked, { server, options: { sort: joined, paging } })
    expect(got).toMatchObject({
      ids: [5],
      more: true,
      calls: ['GET /books?sort=-pages,-id&offset=1&limit=2'],
    })
  })
  it('with a direction of its own parameter', async () => {
    const direction = { param: 'dir', asc: 'up', desc: 'down' }
    const route = ({ query }: RestAsked) =>
      query.get('dir') === 'down' ? { body: books.toSorted((a, b) => b.id - a.id) } : undefined
    const got = await found(
      { sort: ['id desc'], page: { first: 1 } },
      { server: { route }, options: { sort: { id: { param: 'by', direction } } } },
    )
    expect(got).toMatchObject({ ids: [5], calls: ['GET /books?by=id&dir=down'] })
  })
  it('on fields that lists do not carry are trusted where they are whole, else looked up', async () => {
    const partly = { sort: 'sort', listFields: ['id'], paging: server.paging }
    const joined = {
      pages: { param: 'sort', asc: 'pages', desc: '-pages', join: ',' },
      id: { param: 'sort', asc: 'id', desc: '-id' },
    }
    const asked = { sort: ['pages asc'], page: { first: 2 }, fields: [] }
    const whole = { server: partly, options: { listFields: [], sort: joined, paging } }
    const got = await found(asked, whole)
    expect(got.ids).toEqual([4, 2])
    expect(got.calls).toEqual([
      'GET /books?sort=pages,id&offset=0&limit=2',
      'GET /books?sort=pages,id&offset=2&limit=1',
    ])
    const tied = { server: partly, options: { listFields: [], sort: { pages: 'sort' }, paging } }
    expect((await found(asked, tied)).ids).toEqual([4, 2])
  })
  it('that the API has by itself need no parameter', async () => {
    const options = { order: [{ id: 'asc' }], paging }
    const got = await found({ sort: ['id asc'], page: { first: 1, skip: 2 } }, { server, options })
    expect(got).toMatchObject({ ids: [3], more: true, calls: ['GET /books?offset=2&limit=2'] })
    const after = await found(
      { sort: ['id asc'], page: { first: 1, after: { values: [2] } } },
      { server, options },
    )
    expect(after).toMatchObject({ ids: [3], more: true })
  })
  it('that the API does not keep are made here', async () => {
    const options = { sort: { title: 'ignored' }, paging }
    const got = await found(
      { sort: ['title asc'], page: { first: 2 } },
      { server: { paging: server.paging }, options },
    )
    expect(got.ids).toEqual([1, 4])
    const unsorted = { rows: books.toReversed(), server: { paging: server.paging }, options }
    const backwards = await found({ sort: ['title asc'], page: { first: 2 } }, unsorted)
    expect(backwards.ids).toEqual([1, 4])
    expect(backwards.log.join()).toMatch(/is not sorted as "sort" or "order" of books says/)
  })
})

describe('answers that cannot be served', () => {
  const answering = (body: unknown, options: Options = {}) =>
    found({}, { server: { route: () => ({ body }) }, options })

  it('say what came and what was expected', async () => {
    await expect(answering({ data: [], meta: {} })).rejects.toThrow(
      `The API of "shop" answered an object of data, meta where a list is expected; say where the items lie: rows: 'data'`,
    )
    await expect(answering([], { rows: 'data' })).rejects.toThrow(
      /answered a list where a list at "data" is expected/,
    )
    await expect(answering('text')).rejects.toMatchObject({ code: 'STORE_BAD_DATA' })
  })
  it('are empty lists where null stands in their place', async () => {
    expect((await answering({ data: null }, { rows: 'data' })).ids).toEqual([])
    expect((await answering({ data: [] }, { rows: '$.data[*]' })).ids).toEqual([])
  })
  it('leave out single items without an id, and say so once', async () => {
    const got = await answering([
      { id: 1 },
      { title: 'no id' },
      7,
      { id: 1, title: 'again' },
      { title: 'none' },
    ])
    expect(got.ids).toEqual([1])
    expect(got.log).toEqual([
      'shop: an item of books has no id: "id" is missing; it is left out',
      'shop: an item of books is a number; a map of fields is expected; it is left out',
    ])
  })
  it('are an empty list where there is no content', async () => {
    const empty = await found({}, { server: { route: () => ({ status: 204 }) } })
    expect(empty.ids).toEqual([])
  })
  it('name the field that was looked for where no item has an id', async () => {
    await expect(answering([{ _id: 1, title: 'a' }, { _id: 2 }])).rejects.toMatchObject({
      code: 'STORE_BAD_DATA',
      message: `The API of "shop" answered 2 items of /books, and none has an id at "id": the first is an object of _id, title. Say which field is the id: id: 'uuid', or where the items lie: rows.`,
    })
  })
  it('of 404 are a wrong route, or an empty list where the options say so', async () => {
    const server = { route: () => ({ status: 404, body: {} }) }
    await expect(found({}, { server })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining(
        "has no /books: it answered 404. Where that means an empty list, say missing: 'empty'",
      ),
    })
    const empty = await found(
      { page: { first: 5, total: true } },
      { server, options: { missing: 'empty' } },
    )
    expect(empty).toMatchObject({ ids: [], total: 0, more: false })
  })
})
