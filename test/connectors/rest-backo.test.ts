import { afterAll, describe, expect, it } from 'vitest'
import { everything } from '../../src/query/filter.ts'
import type { RestAnswered, RestAsked } from '../servers/rest.ts'
import { order, question, where } from './library.ts'
import { openApi } from './rest-api.ts'

/** The routes of backo: lists are `{ result, total, _skip, _page }`, ten items unless `_page` says otherwise. */
const people = Array.from({ length: 35 }, (_, n) => ({
  _id: `p${String(n).padStart(2, '0')}`,
  name: `Name ${(n * 7) % 35}`,
  age: n % 5,
  _meta: { created_by: 'somebody' },
}))

function backo({ path, query }: RestAsked): RestAnswered | undefined {
  const [, api, app, name, id] = path.split('/')
  if (api !== 'api' || app !== 'v1' || name !== 'people') return undefined
  // Its JSON is announced as a page.
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  if (id !== undefined) {
    const found = people.find(({ _id }) => _id === id)
    return found ? { headers, body: found } : { status: 404, headers, text: 'Not found' }
  }
  const [skip, size] = [Number(query.get('_skip') ?? 0), Number(query.get('_page') ?? 10)]
  const sort = query.get('_sort')
  const wanted = query.get('name')
  const least = query.get('age.$gte')
  let found = people.filter(
    (one) =>
      (wanted === null || one.name === wanted) && (least === null || one.age >= Number(least)),
  )
  if (sort)
    found = found.toSorted((a, b) => (a.name < b.name ? -1 : 1) * (sort.startsWith('-') ? -1 : 1))
  return {
    headers,
    body: { result: found.slice(skip, skip + size), total: found.length, _skip: skip, _page: size },
  }
}

const options = {
  contentType: 'text/html',
  list: '/api/v1/people',
  get: '/api/v1/people/{id}',
  rows: 'result',
  fields: { title: 'name', pages: 'age' },
  filters: { 'title.eq': 'name', 'pages.gte': 'age.$gte' },
  sort: { title: { param: '_sort', asc: '+$.name', desc: '-$.name' } },
  paging: { style: 'offset', offset: '_skip', size: '_page', max: 100, total: 'total' },
}
const shape = { idFrom: '_id', stored: { title: 'name', pages: 'age' } }

describe('a backo application as a store', async () => {
  const open = await openApi({}, { server: { route: backo }, options })
  afterAll(() => open.close())
  const store = await open.store(shape)
  const ask = async (asked: Parameters<typeof question>[0]) => {
    open.api.reset()
    const { rows, more, total } = await store.find({ ...question(asked), must: everything }, {})
    return { ids: rows.map(({ id }) => id), more, total, calls: open.api.calls() }
  }

  it('has more than ten items', async () => {
    const { ids, calls } = await ask({ sort: [] })
    expect(ids).toEqual(people.map(({ _id }) => _id))
    expect(calls).toEqual(['GET /api/v1/people?_skip=0&_page=100'])
  })
  it('is paged, counted and asked where its rows are', async () => {
    const got = await ask({ sort: [], page: { first: 5, skip: 20, total: true } })
    expect(got).toMatchObject({ ids: ['p20', 'p21', 'p22', 'p23', 'p24'], more: true, total: 35 })
    expect(got.calls).toEqual(['GET /api/v1/people?_skip=20&_page=5'])
  })
  it('filters and sorts in its own words', async () => {
    const got = await ask({
      filter: where('pages', 'gte', 3),
      sort: order('title desc'),
      page: { first: 2 },
    })
    expect(got.calls[0]).toBe(
      'GET /api/v1/people?age.$gte=3&_sort=-$.name&_skip=0&_page=4'.replace(
        '_sort=-$',
        '_sort=-%24',
      ),
    )
    expect(got.ids).toHaveLength(2)
  })
  it('answers single items, and none for unknown ids', async () => {
    const [one, none] = await store.byIds(['p07', 'p99'], null, {})
    expect(one).toEqual({ id: 'p07', title: 'Name 14', pages: 2 })
    expect(none).toBeNull()
  })
})
