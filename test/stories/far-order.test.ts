import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, config, int, memory, ref, refsList, string } from 'refract'
import { bench, type Bench } from '../support/engine.ts'

/** Books by authors of countries; sorted by what stands two links away. */
const modules = {
  books: {
    default: collection('Book', {
      store: 'library',
      fields: { title: string(), pages: int(), author: ref('authors', { reverse: 'books' }) },
    }),
  },
  authors: {
    default: collection('Author', {
      store: 'library',
      fields: {
        name: string(),
        hidden: int(),
        books: refsList('books', { reverse: 'author' }),
        country: ref('countries', { by: 'code' }),
      },
      can: { read: { hidden: { ne: 1 } } },
    }),
  },
  countries: {
    default: collection('Country', {
      store: 'library',
      fields: { code: string({ unique: true }), name: string() },
    }),
  },
}

interface Rows {
  readonly books: readonly { id: number; title: string; pages: number | null; author?: number }[]
  readonly authors: readonly { id: number; name: string | null; hidden: number; country?: string }[]
  readonly countries: readonly { id: number; code: string; name: string | null }[]
}

const open = (rows: Rows): Promise<Bench> =>
  bench(
    modules,
    config({ stores: { library: memory({ rows: { ...rows } }) }, can: { read: true } }),
  )

/** A page of every kind, until the end. */
async function pageThrough(api: Bench, sort: string, size: number): Promise<string[]> {
  const ids: string[] = []
  let after: string | null = null
  for (;;) {
    const query = `query ($after: String) { books(sort: ${sort}, first: ${size}, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } } }`
    const { data, errors } = await api.ask(query, { after })
    if (errors) throw new Error(JSON.stringify(errors))
    ids.push(...data.books.nodes.map(({ id }: { id: string }) => id))
    if (!data.books.pageInfo.hasNextPage) return ids
    after = data.books.pageInfo.endCursor
  }
}

type Value = string | number | null | undefined

/** Nulls first ascending, last descending; what is not there (undefined) last in both. */
function inOrder(rows: Rows, keys: readonly [(at: Far) => Value, 'asc' | 'desc'][]): string[] {
  const seen = rows.books.map((book): Far => {
    const author = rows.authors.find(({ id, hidden }) => id === book.author && hidden !== 1)
    const country = author && rows.countries.find(({ code }) => code === author.country)
    return { book, author, country }
  })
  const compared = seen.toSorted((a, b) => {
    for (const [of, direction] of keys) {
      const [x, y] = [of(a), of(b)]
      if (x === y) continue
      if (x === undefined) return 1
      if (y === undefined) return -1
      const order = x === null ? -1 : y === null ? 1 : x < y ? -1 : 1
      return direction === 'asc' ? order : -order
    }
    return a.book.id - b.book.id
  })
  return compared.map(({ book }) => String(book.id))
}

interface Far {
  readonly book: Rows['books'][number]
  readonly author: Rows['authors'][number] | undefined
  readonly country: Rows['countries'][number] | undefined
}

interface Draw {
  readonly names: number
  readonly authors: number
  readonly seed: number
}

const anyDraw: fc.Arbitrary<Draw> = fc.record({
  names: fc.constantFrom(2, 6, 40),
  authors: fc.constantFrom(3, 30, 200),
  seed: fc.nat(),
})

/** Rows with nulls, dangling and missing refs, invisible authors, from a seed. */
function drawn({ names, authors, seed }: Draw): Rows {
  let state = seed
  const draw = (below: number): number => {
    state = (state * 1_103_515 + 12_345) % 2_147_483_648
    return Math.floor(state / 64) % below
  }
  const name = () => (draw(8) === 0 ? null : `n${draw(names)}`)
  return {
    books: Array.from({ length: 330 }, (_, at) => ({
      id: at + 1,
      title: `t${draw(5)}`,
      pages: draw(6) === 0 ? null : draw(4),
      ...(draw(7) === 0 ? {} : { author: 1 + draw(authors + 3) }),
    })),
    authors: Array.from({ length: authors }, (_, at) => ({
      id: at + 1,
      name: name(),
      hidden: draw(6) === 0 ? 1 : 0,
      ...(draw(5) === 0 ? {} : { country: `c${draw(6)}` }),
    })),
    countries: Array.from({ length: 4 }, (_, at) => ({ id: at + 1, code: `c${at}`, name: name() })),
  }
}

describe('a list in the order of a far field', () => {
  it('comes whole and in order, page by page, whatever the data', async () => {
    const orders: [string, [(at: Far) => Value, 'asc' | 'desc'][]][] = [
      ['[{ author: { name: ASC } }]', [[({ author }) => author && author.name, 'asc']]],
      [
        '[{ author: { name: DESC } }, { pages: DESC }]',
        [
          [({ author }) => author && author.name, 'desc'],
          [({ book }) => book.pages, 'desc'],
        ],
      ],
      [
        '[{ author: { country: { name: ASC } } }, { title: ASC }]',
        [
          [({ country }) => country && country.name, 'asc'],
          [({ book }) => book.title, 'asc'],
        ],
      ],
      [
        '[{ author: { country: { name: DESC } } }, { author: { name: ASC } }]',
        [
          [({ country }) => country && country.name, 'desc'],
          [({ author }) => author && author.name, 'asc'],
        ],
      ],
    ]
    await fc.assert(
      fc.asyncProperty(anyDraw, fc.constantFrom(7, 20, 45), async (draw, size) => {
        const rows = drawn(draw)
        const api = await open(rows)
        for (const [sort, keys] of orders)
          expect(await pageThrough(api, sort, size), sort).toEqual(inOrder(rows, keys))
        await api.close()
      }),
      { numRuns: 12 },
    )
  })
})

describe.each([1_000, 10_000, 100_000])('over %d books', (size) => {
  let api: Bench
  beforeAll(async () => {
    const authors = size / 10
    api = await open({
      books: Array.from({ length: size }, (_, at) => ({
        id: at + 1,
        title: `Book ${at}`,
        pages: at % 7,
        author: 1 + ((at * 7_919) % authors),
      })),
      authors: Array.from({ length: authors }, (_, at) => ({
        id: at + 1,
        name: `Author ${String((at * 104_729) % authors).padStart(6, '0')}`,
        hidden: 0,
      })),
      countries: [],
    })
  })
  afterAll(() => api.close())

  const used = async (query: string) => {
    const { errors, extensions } = await api.ask(query)
    expect(errors).toBeUndefined()
    const { keys, rows, scanned } = (extensions as { plan: { used: Record<string, number> } }).plan
      .used
    return (keys ?? 0) + (rows ?? 0) + (scanned ?? 0)
  }

  it('a small page by the author reads hundreds of rows', async () => {
    const first =
      '{ books(sort: [{ author: { name: ASC } }], first: 20) { nodes { title } pageInfo { endCursor } } }'
    expect(await used(first)).toBeLessThan(500)
    const { data } = await api.ask(first)
    const cursor = data.books.pageInfo.endCursor
    expect(
      await used(
        `{ books(sort: [{ author: { name: ASC } }], first: 20, after: "${cursor}") { nodes { title } } }`,
      ),
    ).toBeLessThan(500)
  })
  it('a condition on authors reads from the end that is cheaper', async () => {
    const few =
      '{ books(where: { id: { in: [1, 2, 3] }, author: { name: { startsWith: "Author" } } }) { nodes { title } } }'
    expect(await used(few)).toBeLessThan(size === 1_000 ? 150 : 20)
    const far =
      '{ books(where: { author: { name: { eq: "Author 000003" } } }) { nodes { title } } }'
    expect(await used(far)).toBeLessThan(20)
  })
})
