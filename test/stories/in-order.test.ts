import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, config, int, memory, string } from 'refract'
import type { Store } from '../../src/connectors/connector.ts'
import { everything } from '../../src/query/filter.ts'
import { wholeList, type Page } from '../../src/query/page.ts'
import { usedWithin } from '../support/account.ts'
import { bench, type Answered, type Bench } from '../support/engine.ts'
import { drawing, pick } from '../support/random-operation.ts'

/** Rules in code and conditions that stores cannot test, over rows that come page by page in the order of the answer. */

/** More pages with REFRACT_RUNS=10, others with REFRACT_SEED=2. */
const TIMES = Number(process.env['REFRACT_RUNS'] ?? 1)
const SEED = Number(process.env['REFRACT_SEED'] ?? 1)

interface Book {
  readonly id: number
  readonly title: string | null
  readonly pages: number | null
  readonly owner: string
}

/** Most rows are hidden, in stretches longer than a page. */
function rowsOf(count: number): readonly Book[] {
  const draw = drawing(5)
  return Array.from({ length: count }, (_, at) => ({
    id: ((at * 377) % count) + 1,
    title: draw(9) === 0 ? null : `t${draw(20)}`,
    pages: draw(7) === 0 ? null : draw(6),
    owner: Math.floor(at / 130) % 2 === 0 && draw(3) > 0 ? 'somebody' : 'u1',
  }))
}

type Asked = { readonly item: { readonly owner?: string | null; readonly id: string } }
type Reading = Readonly<Record<string, { get(id: string): Promise<object | null> }>>

const rules: Readonly<Record<string, unknown>> = {
  'a function': ({ item }: Asked) => item.owner === 'u1',
  'an asynchronous function': async ({ item }: Asked) => item.owner === 'u1',
  'a function that reads others': async ({ item, items }: Asked & { items: Reading }) =>
    (await items.people?.get(item.owner ?? '')) !== null,
}

const schema = (read: unknown, order: unknown) => ({
  books: {
    default: collection('Book', {
      store: 'library',
      fields: { title: string(), pages: int(), owner: string() },
      computed: {
        long: {
          of: int(),
          reads: ['pages'] as never,
          filter: true,
          from: (row: object) => ((row as { pages?: number | null }).pages ?? 0) % 3,
        },
      },
      ...(order ? { order: order as never } : {}),
      can: { read: read as never },
    }),
  },
  people: {
    default: collection('Person', {
      store: 'library',
      plural: 'people',
      fields: { name: string() },
    }),
  },
})

/** Nothing beside lists and items by id. */
const lists = (store: Store): Store => ({
  connector: store.connector,
  byIds: (ids, fields, ctx) => store.byIds(ids, fields, ctx),
  find: (question, ctx) => store.find(question, ctx),
})

/** Sorts and filters, but hands out seven rows at most. */
const bySeven = (store: Store): Store => ({
  ...lists(store),
  find: (question, ctx) => {
    const { page } = question
    const most = (size: number | null) => (size === null ? null : Math.min(size, 7))
    const cut: Page = { ...page, first: most(page.first), last: most(page.last) }
    return store.find({ ...question, page: cut }, ctx)
  },
})

/** Pages in its own order by forty, and leaves conditions, order and the rest to the gateway. */
const plain = (store: Store): Store => ({
  ...lists(store),
  async find({ filter, sort, page: { skip, first, last, after, before, total } }, ctx) {
    const own = sort.length === 0 && last === null && !after && !before && !total
    const page = own
      ? { ...wholeList, skip, first: Math.min(first ?? 40, 40) }
      : { ...wholeList, first: 40 }
    const asked = { filter: everything, sort: [], page, fields: null }
    const { rows, more } = await store.find(asked, ctx)
    return { rows, more, rest: own ? { filter } : { filter, sort: true, page: true } }
  },
})

/** Sorts and pages, and tests no condition. */
const unfiltered = (store: Store): Store => ({
  ...lists(store),
  async find(question, ctx) {
    const asked = { ...question, filter: everything, page: wholeList }
    const { rows } = await store.find(asked, ctx)
    return { rows, more: false, rest: { filter: question.filter, page: true } }
  },
})

const stores = {
  'does everything': (store: Store) => store,
  'hands out seven rows': bySeven,
  'is a plain list': plain,
  'tests no condition': unfiltered,
}

const people = [{ id: 'u1', name: 'Ada' }]
const open = (
  rows: readonly Book[],
  more: { rule: unknown; order?: unknown; through?: (store: Store) => Store },
) =>
  bench(
    schema(more.rule, more.order),
    config({
      stores: { library: memory({ rows: { books: rows, people } as never }) },
      can: { read: true },
      limits: { scannedPages: 20_000 },
    }),
    { ...(more.through && { through: more.through }) },
  )

const books = rowsOf(700)
const orders: Readonly<Record<string, { sort: string; order?: unknown; compare: Compare | null }>> =
  {
    'by id': { sort: '', compare: (a, b) => a.id - b.id },
    "the store's own": { sort: '', order: 'store', compare: null },
    'by title, then pages from above': {
      sort: 'sort: [{ title: ASC }, { pages: DESC }],',
      compare: (a, b) => up(a.title, b.title) || -up(a.pages, b.pages) || a.id - b.id,
    },
    'by pages from above': {
      sort: 'sort: [{ pages: DESC }],',
      compare: (a, b) => -up(a.pages, b.pages) || a.id - b.id,
    },
  }
type Compare = (a: Book, b: Book) => number

function up(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  return a < b ? -1 : 1
}

const wheres: Readonly<Record<string, (book: Book) => boolean>> = {
  '{}': () => true,
  '{ title: { gte: "t1" } }': ({ title }) => title !== null && title >= 't1',
  '{ long: { eq: 1 } }': ({ pages }) => (pages ?? 0) % 3 === 1,
}

const cases: readonly (readonly [string, keyof typeof stores])[] = [
  ['a function', 'does everything'],
  ['a function', 'is a plain list'],
  ['an asynchronous function', 'hands out seven rows'],
  ['a function that reads others', 'is a plain list'],
  ['a function that reads others', 'tests no condition'],
]

describe.each(cases)('a list under %s over a store that %s', (rule, at) => {
  const opened = new Map<string, Bench>()
  beforeAll(async () => {
    for (const [name, { order }] of Object.entries(orders))
      opened.set(name, await open(books, { rule: rules[rule], order, through: stores[at] }))
  })
  afterAll(() => Promise.all([...opened.values()].map((api) => api.close())))

  it.each(Object.keys(orders))('shows what may be seen, %s', async (name) => {
    const own = drawing(SEED * 1_000 + name.length + at.length)
    const { sort = '', compare = null } = orders[name] ?? {}
    for (const [where, fits] of Object.entries(wheres)) {
      const seen = books.filter((book) => book.owner === 'u1' && fits(book))
      const ids = (compare ? seen.toSorted(compare) : seen).map(({ id }) => String(id))
      const ask = async (page: string, more = '') => {
        const query = `{ books(${sort} where: ${where}, ${page}) { ${more} edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } } }`
        const answered = await opened.get(name)?.ask(query)
        expect(answered?.errors, query).toBeUndefined()
        return connectionOf(answered)
      }
      const shown = ({ edges }: Connection) => edges.map(({ node }) => node.id)
      const whole = await ask('first: 100', 'totalCount')
      expect(whole.totalCount).toBe(ids.length)
      expect(shown(whole), `${name} ${where}`).toEqual(ids.slice(0, 100))
      const cursors = whole.edges.map(({ cursor }) => cursor)
      for (let turn = 0; turn < TIMES; turn++) {
        const [low, high] = [own(100), own(100)].toSorted((a, b) => a - b) as [number, number]
        const size = own(40)
        const after = await ask(`first: ${size}, after: "${cursors[low]}"`)
        expect(shown(after), `${name} ${where} after ${low}`).toEqual(
          ids.slice(low + 1, low + 1 + size),
        )
        expect(after.pageInfo.hasNextPage).toBe(low + 1 + size < ids.length)
        const range = `after: "${cursors[low]}", before: "${cursors[high]}"`
        const between = await ask(`${pick(['first', 'last'], own)}: 100, ${range}`)
        expect(shown(between), `${name} ${where} ${low} ${high}`).toEqual(ids.slice(low + 1, high))
        const some = await ask(`first: ${size}, ${range}`)
        expect(shown(some)).toEqual(ids.slice(low + 1, high).slice(0, size))
        expect(some.pageInfo.hasNextPage).toBe(Math.max(high - low - 1, 0) > size)
        const last = await ask(`last: ${size}, before: "${cursors[high]}"`)
        expect(shown(last)).toEqual(size === 0 ? [] : ids.slice(0, high).slice(-size))
        const skipped = await ask(`first: ${size}, skip: ${low}`)
        expect(shown(skipped)).toEqual(ids.slice(low, low + size))
      }
    }
  })
})

describe.each([1_000, 30_000])('a rule in code over %d rows', (count) => {
  it.each(['', 'sort: [{ title: DESC }],'])(
    'reads hundreds of them for a page: %s',
    async (sort) => {
      const api = await open(rowsOf(count), { rule: rules['a function'] })
      let after = ''
      for (let page = 0; page < 3; page++) {
        const answered = await api.ask(
          `{ books(${sort} first: 20${after}) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } } }`,
        )
        const { edges } = connectionOf(answered)
        expect(edges).toHaveLength(20)
        const { scanned, rows } = usedWithin(answered)
        expect(scanned + rows).toBeLessThan(700)
        after = `, after: "${edges.at(-1)?.cursor}"`
      }
      await api.close()
    },
  )
})

function connectionOf(answered: Answered | undefined): Connection {
  return answered?.data.books as Connection
}

interface Connection {
  readonly totalCount?: number
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean }
}
