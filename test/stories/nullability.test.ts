import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, config, memory, selection, string, yaml } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { bench, type Bench } from '../support/engine.ts'
import { atPlacement, codesOf, dataOf, placements, type Story } from '../support/placements.ts'

const books = collection('Book', {
  store: 'library',
  fields: {
    title: string({ required: true }),
    author: ref('authors', { reverse: 'books', required: true }),
    pals: refsList('authors'),
  },
  computed: {
    broken: {
      of: string(),
      reads: ['title'],
      from: ({ title }) => {
        if (title === 'b') throw new Error(`secret of ${title}`)
        return title
      },
    },
    cited: {
      of: string(),
      needs: ['author.name'],
      reads: ['title'],
      from: ({ title }, needs) => `${String(needs['author.name'])}: ${title}`,
    },
  },
})
const shown = selection(books, {
  show: { title: '$.title', author: '$.author.name', broken: '$.broken' },
})
const authors = (store: string) =>
  collection('Author', {
    store,
    fields: { name: string({ required: true }), books: refsList('books', { reverse: 'author' }) },
  })

const rows: Story['rows'] = {
  books: [
    { id: 1, title: 'a', author: 1, pals: [1, 2] },
    { id: 2, title: 'b', author: 9 },
    { id: 3, author: null },
  ],
  authors: [{ id: 1, name: 'Ada' }, { id: 2 }],
}

describe.each(placements)('What may be withheld, in %s', (placement) => {
  const api = atPlacement(placement, {
    modules: { books: { default: books, shown }, authors: { default: authors('library') } },
    rows,
  })

  it('reads as null, required or not, without an error', async () => {
    expect(
      await dataOf(
        api,
        '{ books { nodes { id title author { name } } } authorsByIds(ids: [2, 9]) { id name } book(id: 9) { id } }',
      ),
    ).toEqual({
      books: {
        nodes: [
          { id: '1', title: 'a', author: { name: 'Ada' } },
          { id: '2', title: 'b', author: null },
          { id: '3', title: null, author: null },
        ],
      },
      authorsByIds: [{ id: '2', name: null }, null],
      book: null,
    })
  })

  it('costs only itself where code fails, and the words of its error stay inside', async () => {
    const { data, errors } = await api.ask(
      '{ books { nodes { id broken } } shownBooks { nodes { title broken } } }',
    )
    expect(data.books.nodes).toEqual([
      { id: '1', broken: 'a' },
      { id: '2', broken: null },
      { id: '3', broken: null },
    ])
    expect(data.shownBooks.nodes.map(({ broken }: { broken: unknown }) => broken)).toEqual([
      'a',
      null,
      null,
    ])
    expect(errors?.map(({ path }) => path?.join('.'))).toEqual([
      'books.nodes.1.broken',
      'shownBooks.nodes.1.broken',
    ])
  })
})

describe('A store that is away', () => {
  let api: Bench
  beforeAll(async () => {
    const stores = { library: memory({ rows }), away: yaml({ path: './not/there' }) }
    api = await bench(
      { books: { default: books, shown }, authors: { default: authors('away') } },
      config({ stores, can: { read: true } }),
      { root: '/nonexistent' },
    )
  })
  afterAll(() => api.close())

  it('costs the fields that it holds, at their paths, and none beside', async () => {
    const { data, errors } = await api.ask(
      '{ books { totalCount nodes { title authorId author { name } pals { totalCount } cited } } authors { totalCount } author(id: 1) { name } shownBooks(first: 1) { nodes { title author } } authorsSummary { count } }',
    )
    expect(data).toEqual({
      books: {
        totalCount: 3,
        nodes: [
          { title: 'a', authorId: '1', author: null, pals: null, cited: null },
          { title: 'b', authorId: '9', author: null, pals: { totalCount: 0 }, cited: null },
          {
            title: null,
            authorId: null,
            author: null,
            pals: { totalCount: 0 },
            cited: 'null: null',
          },
        ],
      },
      authors: null,
      author: null,
      shownBooks: { nodes: [{ title: 'a', author: null }] },
      authorsSummary: null,
    })
    expect(
      new Set(errors?.map(({ extensions }) => `${extensions?.['code']} ${extensions?.['store']}`)),
    ).toEqual(new Set(['STORE_UNAVAILABLE away']))
    expect(errors?.map(({ path }) => path?.join('.')).toSorted()).toEqual([
      'author',
      'authors',
      'authorsSummary',
      'books.nodes.0.author',
      'books.nodes.0.cited',
      'books.nodes.0.pals',
      'books.nodes.1.author',
      'books.nodes.1.cited',
      'shownBooks.nodes.0.author',
    ])
  })

  it('costs lists that a condition or a sort leads through it', async () => {
    expect(
      await codesOf(
        api,
        '{ a: books(where: { author: { name: { eq: "x" } } }) { totalCount } b: books { totalCount } c: books(sort: [{ author: { name: ASC } }]) { nodes { id } } d: books(where: { author: { id: { eq: "9" } } }) { totalCount } }',
      ),
    ).toEqual(['STORE_UNAVAILABLE', 'STORE_UNAVAILABLE'])
  })

  it('says nothing of where it is', async () => {
    const { errors } = await api.ask('{ authors { totalCount } }')
    expect(JSON.stringify(errors)).not.toMatch(/not\/there|nonexistent/)
  })
})
