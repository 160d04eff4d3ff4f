import { describe, expect, it } from 'vitest'
import { collection, config, int, memory, string } from 'refract'
import type { MemoryRows } from 'refract'
import type { Store } from '../../src/connectors/connector.ts'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { everything } from '../../src/query/filter.ts'
import { wholeList } from '../../src/query/page.ts'
import { usedWithin } from '../support/account.ts'
import { bench, type Bench } from '../support/engine.ts'

/** What the gateway's own work may cost: joins, far orders and rules in code over more rows than a few. */

interface Rules {
  readonly books?: unknown
  readonly shelves?: unknown
}

function schema({ books = true, shelves = true }: Rules) {
  return {
    books: {
      default: collection('Book', {
        store: 'library',
        fields: {
          pages: int(),
          author: ref('authors', { reverse: 'books' }),
          country: ref('countries', { by: 'code' }),
          shelves: refsList('shelves'),
        },
        can: { read: books as never },
      }),
    },
    authors: {
      default: collection('Author', {
        store: 'library',
        fields: {
          name: string(),
          books: refsList('books', { reverse: 'author' }),
          country: ref('countries', { by: 'code' }),
        },
      }),
    },
    shelves: {
      default: collection('Shelf', {
        store: 'library',
        plural: 'shelves',
        fields: { name: string(), hidden: int() },
        can: { read: shelves as never },
      }),
    },
    countries: {
      default: collection('Country', {
        store: 'library',
        fields: { code: string({ unique: true }), name: string() },
      }),
    },
  }
}

interface Book {
  readonly id: number
  readonly pages: number
  readonly author?: number
  readonly country?: string
  readonly shelves?: readonly number[]
}

/** `count` books by as many authors as said, from nine countries. */
function rowsOf(count: number, authors: number, change: (book: Book) => Book = (book) => book) {
  const code = (at: number) => `c${at % 9}`
  return {
    books: Array.from({ length: count }, (_, at) =>
      change({
        id: at + 1,
        pages: at % 7,
        author: 1 + ((at * 7_919) % authors),
        country: code(at),
      }),
    ),
    authors: Array.from({ length: authors }, (_, at) => {
      const name = String((at * 104_729) % authors).padStart(6, '0')
      return { id: at + 1, name, country: code(at) }
    }),
    shelves: Array.from({ length: 9 }, (_, at) => ({ id: at + 1, name: `s${at}`, hidden: at % 2 })),
    countries: Array.from({ length: 9 }, (_, at) => {
      return { id: at + 1, code: code(at), name: `n${at % 4}` }
    }),
  }
}

interface Setting extends Rules {
  readonly rows: ReturnType<typeof rowsOf>
  readonly limits?: { readonly rowBudget?: number; readonly scannedPages?: number }
  readonly through?: (store: Store, collection: string) => Store
}

const open = ({ rows, limits = {}, through, ...rules }: Setting): Promise<Bench> =>
  bench(
    schema(rules),
    config({
      stores: { library: memory({ rows: rows as object as Readonly<Record<string, MemoryRows>> }) },
      can: { read: true },
      limits,
    }),
    { ...(through && { through }) },
  )

describe('lists of many parents in the order of a far field', () => {
  const query = (sort: string) =>
    `{ authors(first: 20) { nodes { id books(first: 3, sort: [${sort}]) { nodes { id } } } } }`

  it('read each far side once for all parents', async () => {
    const api = await open({ rows: rowsOf(200, 20) })
    for (const sort of [
      '{ country: { name: ASC } }',
      '{ author: { country: { name: DESC } } }',
      '{ author: { name: ASC } }, { country: { name: ASC } }',
    ]) {
      const answered = await api.ask(query(sort))
      expect(answered.errors).toBeUndefined()
      usedWithin(answered)
      expect(api.calls().length).toBeLessThanOrEqual(4)
    }
    await api.close()
  })
  it('do so under a rule that decides later for some rows than for others', async () => {
    const books = async ({ item }: { readonly item: { readonly pages?: number | null } }) => {
      await new Promise((done) => setTimeout(done, 3 * (item.pages ?? 0)))
      return true
    }
    const api = await open({ rows: rowsOf(100, 20), books })
    const answered = await api.ask(query('{ author: { name: ASC } }'))
    expect(answered.errors).toBeUndefined()
    usedWithin(answered)
    expect(api.calls()).toHaveLength(3)
    await api.close()
  })
})

describe('a list whose ids lead to items that are absent or not visible', () => {
  const gone = Array.from({ length: 300 }, (_, at) => 1_000 + at)

  it('is looked through in few pages, which are no calls', async () => {
    const shelves = [...gone, 2, 1, 4, 3, 5]
    const rows = rowsOf(3, 1, (book) => ({ ...book, shelves: book.id === 2 ? [1, 3] : shelves }))
    for (const rule of [true, { hidden: { ne: 1 } }]) {
      const api = await open({ rows, shelves: rule })
      const answered = await api.ask('{ books { nodes { shelves(first: 2) { nodes { id } } } } }')
      const found = rule === true ? ['2', '1'] : ['1', '3']
      const ids = [found, ['1', '3'], found]
      expect(answered.data.books.nodes).toEqual(
        ids.map((own) => ({ shelves: { nodes: own.map((id) => ({ id })) } })),
      )
      const used = usedWithin(answered)
      expect(used.calls).toBe(2)
      expect(used.pages).toBeLessThan(10)
      await api.close()
    }
  })
})

describe('a semi-join that both ends are too large for', () => {
  it('is refused after one call for each condition', async () => {
    const rows = rowsOf(3_000, 2)
    const api = await open({ rows, limits: { rowBudget: 1_200 } })
    const parts = [1, 2, 3, 4].map((more) => `{ books: { some: { pages: { lt: ${8 + more} } } } }`)
    const where = `{ id: { eq: 1 }, or: [${parts.join(', ')}] }`
    const answered = await api.ask(`{ authors(where: ${where}) { nodes { id } } }`)
    expect(answered.errors?.[0]?.extensions?.['code']).toBe('UNSUPPORTED_FILTER')
    expect(usedWithin(answered).calls).toBe(4)
    await api.close()
  })
})

/** A store that lists a hundred rows at a time, in its own order, and can do nothing else. */
function listOfPages(store: Store): Store {
  return {
    connector: store.connector,
    byIds: (ids, fields, ctx) => store.byIds(ids, fields, ctx),
    async find({ filter, sort, page: { skip, first, last, after, before, total } }, ctx) {
      const plain = sort.length === 0 && last === null && !after && !before && !total
      const page = plain
        ? { ...wholeList, skip, first: Math.min(first ?? 100, 100) }
        : { ...wholeList, first: 100 }
      const asked = { filter: everything, sort: [], page, fields: null }
      const { rows, more } = await store.find(asked, ctx)
      return { rows, more, rest: plain ? { filter } : { filter, sort: true, page: true } }
    },
  }
}

describe('a far order over a store that only lists pages', () => {
  it.each([1_000, 5_000, 9_000])(
    'comes of %d rows, for a walk that leads nowhere is left in time',
    async (count) => {
      const rows = rowsOf(count, 4_000, (book) => {
        const wanted = book.id % 40 === 0
        return {
          ...book,
          pages: wanted ? 1 : 2,
          author: wanted ? 3_000 + (book.id % 900) : book.id,
        }
      })
      const nameOf = new Map(rows.authors.map(({ id, name }) => [id, name]))
      const through = (store: Store, name: string) =>
        name === 'books' ? listOfPages(store) : store
      for (const [sort, of] of [
        ['{ author: { name: ASC } }', (book: Book) => nameOf.get(book.author ?? 0) ?? ''],
        [
          '{ author: { name: ASC } }, { country: { name: ASC } }',
          (book: Book) => nameOf.get(book.author ?? 0) ?? '',
        ],
      ] as const) {
        const api = await open({ rows, through })
        const answered = await api.ask(
          `{ books(where: { pages: { eq: 1 } }, sort: [${sort}], first: 20) { nodes { id } } }`,
        )
        expect(answered.errors).toBeUndefined()
        usedWithin(answered)
        const expected = rows.books
          .filter(({ pages }) => pages === 1)
          .toSorted((a, b) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : a.id - b.id))
        const names = answered.data.books.nodes.map(({ id }: { id: string }) => {
          return nameOf.get(rows.books[Number(id) - 1]?.author ?? 0)
        })
        expect(names).toEqual(expected.slice(0, 20).map((book) => nameOf.get(book.author ?? 0)))
        await api.close()
      }
    },
  )
})

describe('a far order with another far key behind it', () => {
  it.each([0, 300, 2_000])('takes few pages after %d rows', async (skip) => {
    const api = await open({ rows: rowsOf(5_000, 5_000) })
    const sort = '[{ author: { name: ASC } }, { country: { name: ASC } }]'
    const query = `{ books(sort: ${sort}, skip: ${skip}, first: 100) { nodes { id } } }`
    const answered = await api.ask(query)
    expect(answered.errors).toBeUndefined()
    expect(usedWithin(answered).pages).toBeLessThan(30)
    await api.close()
  })
})
