import { describe, expect, it } from 'vitest'
import { collection, datetime, list, object, role, selection, string } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import {
  atPlacement,
  codesOf,
  dataOf,
  openStory,
  placements,
  type Story,
} from '../support/placements.ts'

const books = collection('Book', {
  store: 'library',
  fields: {
    title: string(),
    tags: list(string()),
    loan: object({ until: datetime(), user: ref('authors') }),
    copies: list(object({ state: string(), keeper: ref('authors') })),
    author: ref('authors', { reverse: 'books' }),
    shelves: refsList('shelves', { reverse: 'books', owns: true }),
  },
})

const shown = selection(books, {
  show: {
    key: '$.id',
    title: '$.title',
    tags: '$.tags',
    author: '$.author.name',
    home: '$.author.home.name',
    others: '$.author.books[*].title',
    until: '$.loan.until',
    shelves: '$.shelves[*].name',
    states: '$.copies[*].state',
    keepers: '$.copies[*].keeper.name',
    deep: '$.shelves[*].books[*].title',
  },
  where: { title: { ne: 'hidden' } },
  sort: [{ title: 'desc' }],
})
const whole = selection(books, { where: { author: { name: { eq: 'Ada' } } } })
const staff = selection(books, { show: { title: '$.title' }, can: role('staff') })
const some = selection(books, { can: { title: { lt: 'b' } } })

const authors = collection('Author', {
  store: 'library',
  fields: { name: string(), home: ref('shelves'), books: refsList('books', { reverse: 'author' }) },
})
const shelves = collection('Shelf', {
  store: 'library',
  plural: 'shelves',
  fields: { name: string(), books: refsList('books', { reverse: 'shelves' }) },
})

const story: Story = {
  modules: {
    books: { default: books, shown, whole, staff, some },
    authors: { default: authors },
    shelves: { default: shelves },
  },
  rows: {
    books: [
      {
        id: 1,
        title: 'a',
        tags: ['x'],
        author: 1,
        shelves: [2, 9, 1],
        loan: { until: '2026-01-01T00:00:00Z', user: 2 },
        copies: [{ state: 'new', keeper: 2 }, { keeper: 9 }, {}],
      },
      { id: 2, title: 'b', tags: [], author: 9, shelves: [], loan: null, copies: [] },
      { id: 3, title: 'hidden', author: 1 },
      { id: 4, title: 'c', author: 1, shelves: [1] },
      { id: 5 },
    ],
    authors: [
      { id: 1, name: 'Ada', home: 2 },
      { id: 2, name: 'Bo', home: 7 },
    ],
    shelves: [
      { id: 1, name: 'one' },
      { id: 2, name: 'two' },
    ],
  },
}

const columns = 'key title tags author home others until shelves states keepers deep'

describe.each(placements)('Selections in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('show paths under their own names; [*] gives a list', async () => {
    const { shownBooks: got } = await dataOf(
      api,
      `{ shownBooks(first: 4) { totalCount nodes { ${columns} } } }`,
    )
    const nothing = {
      author: null,
      home: null,
      others: [],
      until: null,
      shelves: [],
      states: [],
      keepers: [],
      deep: [],
    }
    expect(got).toEqual({
      totalCount: 4,
      nodes: [
        {
          key: '4',
          title: 'c',
          tags: null,
          ...nothing,
          author: 'Ada',
          home: 'two',
          others: ['a', 'hidden', 'c'],
          shelves: ['one'],
          deep: ['a', 'c'],
        },
        { key: '2', title: 'b', ...nothing, tags: [] },
        {
          key: '1',
          title: 'a',
          tags: ['x'],
          author: 'Ada',
          home: 'two',
          others: ['a', 'hidden', 'c'],
          until: '2026-01-01T00:00:00.000Z',
          shelves: ['two', 'one'],
          states: ['new', null, null],
          keepers: ['Bo', null, null],
          deep: ['a', 'a', 'c'],
        },
        { key: '5', title: null, tags: null, ...nothing },
      ],
    })
  })

  it('add the where of the caller, and let the sort replace theirs', async () => {
    const keys = async (args: string) =>
      (await dataOf(api, `{ shownBooks(${args}) { nodes { key } } }`)).shownBooks.nodes
        .map(({ key }: { key: string }) => key)
        .join(' ')
    expect(await keys('where: { author: { name: { eq: "Ada" } } }')).toBe('4 1')
    expect(await keys('where: { title: { eq: "hidden" } }')).toBe('')
    expect(await keys('where: { or: [{ title: { eq: "hidden" } }, { title: { eq: "a" } }] }')).toBe(
      '1',
    )
    expect(await keys('sort: [{ id: ASC }]')).toBe('1 2 4 5')
    expect(await keys('first: 1, skip: 1')).toBe('2')
  })

  it('page with cursors of their own order', async () => {
    const first = await dataOf(
      api,
      '{ shownBooks(first: 2) { pageInfo { hasNextPage endCursor } edges { cursor node { key } } } }',
    )
    const { endCursor } = first.shownBooks.pageInfo
    expect(
      (
        await dataOf(
          api,
          `{ shownBooks(first: 2, after: "${endCursor}") { nodes { key } pageInfo { hasNextPage } } }`,
        )
      ).shownBooks,
    ).toEqual({
      nodes: [{ key: '1' }, { key: '5' }],
      pageInfo: { hasNextPage: false },
    })
    expect(
      await codesOf(
        api,
        `{ shownBooks(sort: [{ id: ASC }], after: "${endCursor}") { totalCount } }`,
      ),
    ).toEqual(['BAD_USER_INPUT'])
  })

  it('without show are connections of the items', async () => {
    expect(
      await dataOf(
        api,
        '{ wholeBooks { __typename totalCount nodes { __typename title author { name } } } }',
      ),
    ).toEqual({
      wholeBooks: {
        __typename: 'BookConnection',
        totalCount: 3,
        nodes: ['a', 'hidden', 'c'].map((title) => ({
          __typename: 'Book',
          title,
          author: { name: 'Ada' },
        })),
      },
    })
  })

  it('have rules of their own beside those of their collection', async () => {
    const query =
      '{ staffBooks { totalCount nodes { title } } someBooks { totalCount nodes { title } } }'
    const hidden = { totalCount: 0, nodes: [] }
    const some = { totalCount: 1, nodes: [{ title: 'a' }] }
    expect(await dataOf(api, query)).toEqual({ staffBooks: hidden, someBooks: some })
    const user = { id: 'x', roles: ['staff'] }
    expect((await dataOf(api, query, { user })).staffBooks.totalCount).toBe(5)
  })

  it('cost one call a link, not one a row', async () => {
    await dataOf(api, '{ shownBooks { nodes { title author shelves } } }')
    expect(api.calls()).toHaveLength(3)
  })
})

describe('Paths of selections that lead nowhere', () => {
  it.each([
    '$.titel',
    '$.author',
    '$.author[*].name',
    '$.shelves.name',
    '$.copies.state',
    'title',
    '$',
    '$..title',
    '$.author.name.x',
    '$.loan',
    '$[0]',
  ])('are start-up mistakes: %s', async (path) => {
    const bad = selection(books, { show: { column: path } })
    const modules = { ...story.modules, books: { default: books, bad } }
    await expect(openStory('memory', { modules, rows: {} })).rejects.toThrow(
      /books\.bad\.show: column/,
    )
  })
})
