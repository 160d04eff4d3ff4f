import { describe, expect, it } from 'vitest'
import type { Page } from '../../src/query/page.ts'
import { everything } from '../../src/query/filter.ts'
import type { RestAsked, RestServerOptions, RestServerPaging } from '../servers/rest.ts'
import { order, question, where } from './library.ts'
import { openApi } from './rest-api.ts'

type Options = Readonly<Record<string, unknown>>

const books = Array.from({ length: 100 }, (_, n) => ({
  id: n + 1,
  title: `Book ${n % 7}`,
  pages: n,
}))

/** A page of a hundred books, and the requests that it took. */
async function page(
  asked: Partial<Page>,
  {
    server = {},
    options = {},
    sort = [] as string[],
    filter = everything,
    most = Infinity,
  } = {} as {
    server?: RestServerOptions
    options?: Options
    sort?: string[]
    filter?: Parameters<typeof question>[0] extends { filter?: infer F } | undefined ? F : never
    most?: number
  },
) {
  const open = await openApi({ books }, { server, options })
  const store = await open.store()
  const keys = sort.length === 0 ? [] : order(...sort)
  const rowBudget = most === Infinity ? {} : { rowBudget: most }
  const what = {
    ...question({ page: asked, sort: keys, ...(filter && { filter }) }),
    must: everything,
  }
  const answered = store.find(what, rowBudget)
  try {
    const { rows, more, total, offset, rest } = await answered
    return {
      ids: rows.map(({ id }) => id),
      more,
      total,
      offset,
      rest,
      calls: open.api.calls(),
      log: open.log,
    }
  } finally {
    await open.close()
  }
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n)
const paged = (paging: RestServerPaging, option: Options) => ({
  server: { paging },
  options: { paging: { style: paging.style, ...option } },
})

describe('pages by number', () => {
  const thirty = paged(
    { style: 'page', size: null, defaultSize: 30, total: 'x-total-count' },
    { max: 30, total: 'x-total-count' },
  )

  it('of a fixed size are those that hold the rows', async () => {
    const got = await page({ first: 20, skip: 37, total: true }, thirty)
    expect(got).toMatchObject({ ids: range(38, 57), more: true, total: 100, offset: 37 })
    expect(got.calls).toEqual(['GET /books?page=2'])
    const across = await page({ first: 20, skip: 50 }, thirty)
    expect(across).toMatchObject({ ids: range(51, 70), more: true, offset: 50 })
    expect(across.calls).toEqual(['GET /books?page=2', 'GET /books?page=3'])
  })
  it('of a chosen size are one, where one can hold the rows', async () => {
    const chosen = paged({ style: 'page' }, { size: 'limit', max: 100 })
    const got = await page({ first: 20, skip: 37 }, chosen)
    expect(got).toMatchObject({ ids: range(38, 57), more: true })
    expect(got.calls).toEqual(['GET /books?page=2&limit=29'])
  })
  it('of an unknown size are measured first', async () => {
    const unknown = paged({ style: 'page', size: null, defaultSize: 10 }, {})
    const got = await page({ first: 5, skip: 72 }, unknown)
    expect(got).toMatchObject({ ids: range(73, 77), more: true })
    expect(got.calls).toEqual(['GET /books?page=1', 'GET /books?page=8'])
  })
  it('that come smaller than asked for are no end of the list', async () => {
    const capped = paged({ style: 'page', max: 10 }, { size: 'limit' })
    const got = await page({ first: 25 }, capped)
    expect(got).toMatchObject({ ids: range(1, 25), more: true })
    expect((await page({ first: 25, skip: 60 }, capped)).ids).toEqual(range(61, 85))
    expect((await page({ first: 95, skip: 3 }, capped)).more).toBe(true)
    expect(await page({}, capped)).toMatchObject({ ids: range(1, 100), more: false })
  })
  it('are read side by side where their number is known', async () => {
    const all = paged(
      { style: 'page', total: 'meta.total' },
      { size: 'limit', max: 20, total: 'meta.total' },
    )
    const options = { ...all.options, rows: 'data' }
    const got = await page({}, { server: { ...all.server, rows: 'data', delay: 5 }, options })
    expect(got).toMatchObject({ ids: range(1, 100), more: false })
    expect(got.calls.toSorted()).toEqual(range(1, 5).map((n) => `GET /books?page=${n}&limit=20`))
  })
  it('end where the API says that there is no such page', async () => {
    const route = ({ query }: RestAsked) =>
      Number(query.get('page')) > 4 ? { status: 404, body: { detail: 'Invalid page.' } } : undefined
    const server = { route, paging: { style: 'page', size: null, defaultSize: 25 } } as const
    const got = await page(
      { first: 50, skip: 60 },
      { server, options: { paging: { style: 'page' } } },
    )
    expect(got).toMatchObject({ ids: range(61, 100), more: false })
  })
  it('that repeat themselves are all there is', async () => {
    const server = {}
    const got = await page({}, { server, options: { paging: { style: 'page', page: 'p' } } })
    expect(got).toMatchObject({ ids: range(1, 100), more: false })
    expect(got.calls).toEqual(['GET /books?p=1', 'GET /books?p=2'])
    expect(got.log.join()).toMatch(/GET \/books answers the same page again; does it take "p"\?/)
  })
})

describe('pages by offset', () => {
  const offset = paged(
    { style: 'offset', total: 'x-total' },
    { size: 'limit', max: 50, total: 'x-total' },
  )

  it('are asked for where the rows are', async () => {
    const got = await page({ first: 20, skip: 37 }, offset)
    expect(got).toMatchObject({ ids: range(38, 57), more: true, offset: 37 })
    expect(got.calls).toEqual(['GET /books?offset=37&limit=20'])
  })
  it('answer `more` and the total at the edges', async () => {
    const edge = { first: 20, total: true }
    expect(await page({ ...edge, skip: 80 }, offset)).toMatchObject({
      ids: range(81, 100),
      more: false,
      total: 100,
    })
    expect(await page({ ...edge, skip: 79 }, offset)).toMatchObject({
      ids: range(80, 99),
      more: true,
    })
    expect(await page({ ...edge, skip: 200 }, offset)).toMatchObject({
      ids: [],
      more: false,
      total: 100,
    })
    expect(await page({ first: 0, total: true }, offset)).toMatchObject({
      ids: [],
      more: true,
      total: 100,
      calls: ['GET /books?offset=0&limit=1'],
    })
  })
  it('are read from the end, and between positions', async () => {
    expect(await page({ last: 5 }, offset)).toMatchObject({
      ids: range(96, 100),
      more: true,
      offset: 95,
    })
    const between = { after: { values: [], index: 9 }, before: { values: [], index: 20 } }
    expect(await page({ first: 5, ...between }, offset)).toMatchObject({
      ids: range(11, 15),
      more: true,
    })
    const back = await page({ last: 20, ...between }, offset)
    expect(back).toMatchObject({ ids: range(11, 20), more: false, offset: 10 })
    expect(back.calls).toEqual(['GET /books?offset=10&limit=10'])
    const past = { last: 5, before: { values: [], index: 500 } }
    expect(await page(past, offset)).toMatchObject({ ids: range(96, 100), more: true })
  })
  it('take as many requests as the largest page makes needful', async () => {
    const got = await page({ first: 100 }, offset)
    expect(got).toMatchObject({ ids: range(1, 100), more: false })
    expect(got.calls).toEqual(['GET /books?offset=0&limit=50', 'GET /books?offset=50&limit=50'])
  })
})

describe('cursors and links', () => {
  const cursor = {
    server: { rows: 'data', paging: { style: 'cursor', param: 'after', next: 'paging.next' } },
    options: {
      rows: 'data',
      paging: { style: 'cursor', param: 'after', size: 'limit', max: 40, next: '$.paging.next' },
    },
  } as const

  it('are walked from the beginning, until the page is full', async () => {
    const got = await page({ first: 20, skip: 37 }, cursor)
    expect(got).toMatchObject({ ids: range(38, 57), more: true, offset: 37 })
    expect(got.calls).toEqual(['GET /books?limit=40', 'GET /books?limit=40&after=c40'])
    expect(await page({}, cursor)).toMatchObject({ ids: range(1, 100), more: false })
  })
  it('may be addresses, of the same origin', async () => {
    const server = { rows: 'data', paging: { ...cursor.server.paging, addresses: true } } as const
    const { param: _, ...paging } = cursor.options.paging
    const got = await page({ first: 60 }, { server, options: { rows: 'data', paging } })
    expect(got.ids).toEqual(range(1, 60))
    expect(got.calls).toEqual(['GET /books?limit=40', 'GET /books?limit=40&after=c40'])
  })
  it('follow the Link header', async () => {
    const link = paged({ style: 'link', size: 'per_page' }, { size: 'per_page', max: 40 })
    const got = await page({ first: 45 }, link)
    expect(got).toMatchObject({ ids: range(1, 45), more: true })
    expect(got.calls).toEqual(['GET /books?per_page=40', 'GET /books?per_page=40&cursor=c40'])
  })
  it('never lead to another origin', async () => {
    const route = () => ({
      headers: { link: '<http://127.0.0.2:1/x>; rel=next' },
      body: books.slice(0, 2),
    })
    const link = { server: { route }, options: { paging: { style: 'link' } } }
    await expect(page({ first: 5 }, link)).rejects.toThrow(/STORE|refused|origin|elsewhere/i)
  })
  it('that lead in a circle are an error, not an answer', async () => {
    const route = () => ({ body: { items: books.slice(0, 2), next: 'same' } })
    const circle = {
      server: { route },
      options: { rows: 'items', paging: { style: 'cursor', param: 'c' } },
    }
    await expect(page({ first: 5 }, circle)).rejects.toMatchObject({
      code: 'STORE_BAD_DATA',
      message: 'The API of "shop" has pages of GET /books that lead in a circle',
    })
  })
})

describe('what an API cannot do', () => {
  const offset = paged({ style: 'offset' }, { size: 'limit', max: 10 })

  it('is done by reading on, only until the page is full', async () => {
    const got = await page({ first: 3 }, { ...offset, filter: where('pages', 'gte', 15) })
    expect(got).toMatchObject({ ids: [16, 17, 18], more: true, rest: undefined })
    expect(got.calls).toEqual(['GET /books?offset=0&limit=10', 'GET /books?offset=10&limit=10'])
  })
  it('keeps positions among the rows that match', async () => {
    const filter = where('title', 'eq', 'Book 0')
    const got = await page({ first: 2, after: { values: [], index: 1 } }, { ...offset, filter })
    expect(got).toMatchObject({ ids: [15, 22], offset: 2, more: true })
  })
  it('reads the whole list to sort it, within the row budget', async () => {
    const sorted = { ...offset, sort: ['pages desc'] }
    expect(await page({ first: 2 }, sorted)).toMatchObject({ ids: [100, 99], more: true })
    await expect(page({ first: 2 }, { ...sorted, most: 50 })).rejects.toMatchObject({
      code: 'UNSUPPORTED_FILTER',
      extensions: { connector: 'rest', field: 'books.pages', operator: 'sort' },
    })
    const filtered = { ...offset, filter: where('title', 'contains', 'x'), most: 50 }
    await expect(page({ first: 2 }, filtered)).rejects.toMatchObject({
      extensions: { field: 'books.title', operator: 'contains' },
    })
  })
})

describe('the last items of a list that is walked', () => {
  it('are read from its beginning once, whatever total the API tells', async () => {
    const given = {
      server: { paging: { style: 'cursor', max: 40, total: 'total', next: 'next' }, rows: 'data' },
      options: {
        rows: 'data',
        paging: { style: 'cursor', next: 'next', param: 'cursor', total: 'total' },
      },
    } as const
    const { ids, more, calls } = await page({ last: 3 }, given)
    expect(ids).toEqual([98, 99, 100])
    expect(more).toBe(true)
    expect(new Set(calls).size).toBe(calls.length)
  })
})
