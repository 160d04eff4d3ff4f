import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import config from '../refract.config.ts'
import * as schema from '../schema/index.ts'
import { gateway } from '../src/server/gateway.ts'
import { root } from './support/source.ts'

const lines: string[] = []
const library = gateway({
  schema,
  config,
  root,
  dev: false,
  log: { write: (line: string) => void lines.push(line) },
})
beforeAll(() => library.ready())
afterAll(() => library.close())

async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  const response = await library.fetch(
    new Request('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    }),
  )
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown }
  expect(errors).toBeUndefined()
  return data
}

interface Page<Item> {
  readonly nodes: readonly Item[]
  readonly totalCount: number
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

interface WithId {
  readonly id: string
}

/** Every item of a collection, page by page. */
async function all<Item>(collection: string, fields: string): Promise<readonly (Item & WithId)[]> {
  const nodes: (Item & WithId)[] = []
  const query = `query ($after: String) {
    list: ${collection}(first: 100, after: $after) {
      nodes { id ${fields} } totalCount pageInfo { hasNextPage endCursor }
    }
  }`
  for (let after: string | null = null; ;) {
    const { list }: { list: Page<Item & WithId> } = await ask(query, { after })
    nodes.push(...list.nodes)
    after = list.pageInfo.endCursor
    if (list.pageInfo.hasNextPage) continue
    expect(nodes).toHaveLength(list.totalCount)
    return nodes
  }
}

interface Placed {
  readonly shelvesIds: readonly string[] | null
  readonly shelves: { readonly totalCount: number }
  readonly loan: { readonly userId: string; readonly user: WithId } | null
}

interface Welcome {
  readonly books: Page<{ author: { name: string; country: { name: string } } }>
  readonly booksGroups: readonly { key: { genre: string }; count: number }[]
  readonly lentBooks: Page<{ loan: { user: { name: string } } }>
}

interface Selections {
  readonly frenchBooks: Page<object>
  readonly lentBooks: Page<{ borrowed: boolean }>
  readonly bestReviews: Page<{ stars: number; text: string }>
}

describe('the demo library', () => {
  it('is read without a complaint', async () => {
    const { states } = await library.ready()
    expect(states().map(({ name, state }) => [name, state])).toEqual([
      ['library', 'open'],
      ['members', 'open'],
      ['places', 'open'],
    ])
    const serious = lines.filter((line) => ['warn', 'error'].includes(JSON.parse(line).level))
    expect(serious).toEqual([])
  })

  it('has enough of everything to explore', async () => {
    const names = Object.keys(schema)
    const counts = await ask<Record<string, { count: number }>>(
      `{ ${names.map((name) => `${name}Summary { count }`).join(' ')} }`,
    )
    expect(
      Object.fromEntries(names.map((name) => [name, counts[`${name}Summary`]?.count])),
    ).toEqual({
      authors: 93,
      books: 266,
      cards: 62,
      countries: 27,
      reviews: 240,
      shelves: 15,
      users: 64,
    })
  })

  it.each([
    ['books', 'author', 'authorId'],
    ['authors', 'country', 'countryCode'],
    ['authors', 'mentor', 'mentorId'],
    ['users', 'card', 'cardId'],
    ['reviews', 'book', 'bookId'],
    ['reviews', 'user', 'userId'],
  ])('has no dangling link: %s.%s', async (collection, link, key) => {
    const items = await all<Record<string, unknown>>(collection, `${key} ${link} { id }`)
    const dangling = items.filter((item) => (item[key] === null) !== (item[link] === null))
    expect(dangling).toEqual([])
    expect(items.some((item) => item[link] !== null)).toBe(true)
  })

  it('has no dangling shelf and no dangling loan', async () => {
    const books = await all<Placed>(
      'books',
      'shelvesIds shelves { totalCount } loan { userId user { id } }',
    )
    for (const { id, shelvesIds, shelves, loan } of books) {
      expect([id, shelves.totalCount]).toEqual([id, shelvesIds?.length ?? 0])
      expect([id, loan?.user?.id]).toEqual([id, loan?.userId])
    }
    expect(books.filter(({ loan }) => loan !== null)).toHaveLength(54)
  })

  it('reads every link from both ends', async () => {
    const books = await all<{ author: WithId }>('books', 'author { id }')
    const authors = await all<{ books: Page<WithId> }>(
      'authors',
      'books(first: 100) { nodes { id } }',
    )
    const forth = books.map((book) => `${book.author.id} ${book.id}`).sort()
    const back = authors.flatMap((author) =>
      author.books.nodes.map((book) => `${author.id} ${book.id}`),
    )
    expect(back.sort()).toEqual(forth)
  })

  it('answers the query that GraphiQL begins with', async () => {
    const { defaultQuery = '' } = typeof config.graphiql === 'object' ? config.graphiql : {}
    const data = await ask<Welcome>(defaultQuery)
    expect(data.books.nodes).toHaveLength(5)
    expect(data.books.nodes[0]?.author.country.name).toBe('Russia')
    expect(data.booksGroups.map((group) => group.key.genre)).toEqual(['novel', 'drama', 'stories'])
    expect(data.lentBooks.nodes.every(({ loan }) => loan.user.name !== '')).toBe(true)
  })

  it('answers its selections', async () => {
    const data = await ask<Selections>(`{
      frenchBooks(first: 1) { totalCount nodes { title author country shelves } }
      lentBooks(first: 100) { totalCount nodes { borrowed } }
      bestReviews(first: 1) { totalCount nodes { stars text } }
    }`)
    expect(data.frenchBooks.nodes[0]).toEqual({
      title: 'A Life',
      author: 'Guy de Maupassant',
      country: 'France',
      shelves: ['Love'],
    })
    expect(data.lentBooks.totalCount).toBe(54)
    expect(data.lentBooks.nodes.every(({ borrowed }) => borrowed === true)).toBe(true)
    expect(data.bestReviews.nodes[0]?.stars).toBe(5)
  })
})
