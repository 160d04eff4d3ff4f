import { describe, expect, it } from 'vitest'
import {
  bigint,
  bool,
  collection,
  date,
  datetime,
  decimal,
  float,
  int,
  list,
  object,
  oneOf,
  string,
} from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { atPlacement, codesOf, dataOf, placements, type Story } from '../support/placements.ts'

const books = collection('Book', {
  store: 'library',
  fields: {
    title: string(),
    genre: oneOf(['novel', 'essay', 'a b']),
    pages: int(),
    weight: float(),
    price: decimal(),
    copies: bigint(),
    due: datetime(),
    out: date(),
    lent: bool(),
    tags: list(string()),
    loan: object({ user: string(), fee: decimal() }),
    author: ref('authors', { reverse: 'books' }),
    shelves: refsList('authors'),
  },
  computed: {
    long: { of: bool(), reads: ['pages'], filter: true, from: ({ pages }) => (pages ?? 0) > 100 },
  },
})

const authors = collection('Author', {
  store: 'library',
  fields: {
    name: string(),
    country: string(),
    born: date(),
    books: refsList('books', { reverse: 'author' }),
    mentor: ref('authors'),
  },
})

const story: Story = {
  modules: { books: { default: books }, authors: { default: authors } },
  rows: {
    books: [
      {
        id: 10,
        title: 'b',
        genre: 'novel',
        pages: 100,
        weight: 0.1,
        price: '1.10',
        copies: 9007199254740993n,
        due: '2024-01-31T23:59:59.999Z',
        out: '2020-02-29',
        lent: true,
        tags: ['x', 'y', 'x'],
        loan: { user: 'u', fee: '0.1' },
        author: 1,
        shelves: [1, 2],
      },
      {
        id: 9,
        title: 'a',
        genre: 'novel',
        pages: 50,
        weight: 0.2,
        price: '2.2',
        copies: 2n,
        due: '2024-02-01T00:00:00.000Z',
        out: '2019-02-28',
        lent: false,
        tags: [],
        author: 1,
        shelves: [2],
      },
      {
        id: 2,
        title: 'c',
        genre: 'a b',
        pages: 150,
        weight: 0.3,
        price: '0.001',
        due: null,
        tags: null,
        author: 2,
      },
      { id: 'x', title: null, genre: null, pages: null, author: 9 },
      { id: 'y', author: null, tags: ['y'], price: '2.20' },
    ],
    authors: [
      { id: 1, name: 'Ada', country: 'GB', born: '1900-05-01', mentor: 2 },
      { id: 2, name: 'Bo', country: null, mentor: 9 },
      { id: 3, name: 'Cy', country: 'FR' },
    ],
  },
}

describe.each(placements)('Summaries in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('count, add, and find the extremes; nulls do not take part', async () => {
    expect(
      await dataOf(
        api,
        '{ booksSummary { count sum { pages weight price copies loan { fee } } avg { pages price copies } min { id title pages due out loan { user } } max { id title price authorId } } }',
      ),
    ).toEqual({
      booksSummary: {
        count: 5,
        sum: {
          pages: 300,
          weight: expect.closeTo(0.6, 12),
          price: '5.501',
          copies: '9007199254740995',
          loan: { fee: '0.1' },
        },
        avg: { pages: 100, price: '1.37525', copies: '4503599627370497.5' },
        min: {
          id: '2',
          title: 'a',
          pages: 50,
          due: '2024-01-31T23:59:59.999Z',
          out: '2019-02-28',
          loan: { user: 'u' },
        },
        max: { id: 'y', title: 'c', price: '2.2', authorId: '9' },
      },
    })
  })

  it('list distinct values ascending, lists unwound', async () => {
    expect(
      await dataOf(
        api,
        '{ booksSummary { distinct { genre tags price lent authorId shelvesIds pages } distinctCount { genre tags price authorId title } } }',
      ),
    ).toEqual({
      booksSummary: {
        distinct: {
          genre: ['a_b', 'novel'],
          tags: ['x', 'y'],
          price: ['0.001', '1.10', '2.2'],
          lent: [false, true],
          authorId: ['1', '2', '9'],
          shelvesIds: ['1', '2'],
          pages: [50, 100, 150],
        },
        distinctCount: { genre: 2, tags: 2, price: 3, authorId: 3, title: 3 },
      },
    })
  })

  it('of nothing are 0, empty or null', async () => {
    expect(
      await dataOf(
        api,
        '{ booksSummary(where: { id: { eq: "nobody" } }) { count sum { pages price } avg { pages } min { title } max { due } distinct { genre tags } distinctCount { genre } } }',
      ),
    ).toEqual({
      booksSummary: {
        count: 0,
        sum: { pages: null, price: null },
        avg: { pages: null },
        min: { title: null },
        max: { due: null },
        distinct: { genre: [], tags: [] },
        distinctCount: { genre: 0 },
      },
    })
    expect(
      await dataOf(
        api,
        '{ booksSummary(where: { title: { isNull: true } }) { count sum { pages } distinct { tags } } }',
      ),
    ).toEqual({
      booksSummary: { count: 2, sum: { pages: null }, distinct: { tags: ['y'] } },
    })
  })

  it('take a where through links, in one call more', async () => {
    expect(
      await dataOf(api, '{ booksSummary(where: { author: { country: { eq: "GB" } } }) { count } }'),
    ).toEqual({ booksSummary: { count: 2 } })
    // an API that summarises nothing is read by the page
    if (!placement.startsWith('rest')) expect(api.calls()).toHaveLength(2)
    expect(
      await dataOf(api, '{ booksSummary(where: { long: { eq: true } }) { count max { pages } } }'),
    ).toEqual({ booksSummary: { count: 1, max: { pages: 150 } } })
  })
})

const groups = async (api: Parameters<typeof dataOf>[0], args: string, fields: string) =>
  (await dataOf(api, `{ booksGroups(${args}) { ${fields} } }`)).booksGroups

describe.each(placements)('Groups in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('come by key, ascending, null a group of its own', async () => {
    expect(
      await groups(
        api,
        'by: [{ genre: true }]',
        'key { genre title } count sum { pages } min { title }',
      ),
    ).toEqual([
      { key: { genre: null, title: null }, count: 2, sum: { pages: null }, min: { title: null } },
      { key: { genre: 'a_b', title: null }, count: 1, sum: { pages: 150 }, min: { title: 'c' } },
      { key: { genre: 'novel', title: null }, count: 2, sum: { pages: 150 }, min: { title: 'a' } },
    ])
  })

  it('look through refs, where a null ref and a far null are alike and objects of a key never null', async () => {
    expect(
      await groups(api, 'by: [{ author: { country: true } }]', 'key { author { country } } count'),
    ).toEqual([
      { key: { author: { country: null } }, count: 3 },
      { key: { author: { country: 'GB' } }, count: 2 },
    ])
    expect(
      await groups(
        api,
        'by: [{ author: { mentor: { name: true } } }, { authorId: true }]',
        'key { authorId author { mentor { name } } } count',
      ),
    ).toEqual([
      { key: { authorId: null, author: { mentor: { name: null } } }, count: 1 },
      { key: { authorId: '2', author: { mentor: { name: null } } }, count: 1 },
      { key: { authorId: '9', author: { mentor: { name: null } } }, count: 1 },
      { key: { authorId: '1', author: { mentor: { name: 'Bo' } } }, count: 2 },
    ])
  })

  it('take the parts of dates, in UTC', async () => {
    expect(
      await groups(
        api,
        'by: [{ due: { year: true } }, { due: { month: true } }, { due: { day: true } }]',
        'key { due { year month day value } } count',
      ),
    ).toEqual([
      { key: { due: { year: null, month: null, day: null, value: null } }, count: 3 },
      { key: { due: { year: 2024, month: 1, day: 31, value: null } }, count: 1 },
      { key: { due: { year: 2024, month: 2, day: 1, value: null } }, count: 1 },
    ])
    expect(
      await groups(api, 'by: [{ out: { value: true } }]', 'key { out { value } } count'),
    ).toEqual([
      { key: { out: { value: null } }, count: 3 },
      { key: { out: { value: '2019-02-28' } }, count: 1 },
      { key: { out: { value: '2020-02-29' } }, count: 1 },
    ])
    expect(
      await groups(
        api,
        'by: [{ author: { born: { year: true } } }]',
        'key { author { born { year } } } count',
      ),
    ).toEqual([
      { key: { author: { born: { year: null } } }, count: 3 },
      { key: { author: { born: { year: 1900 } } }, count: 2 },
    ])
  })

  it('unwind lists; a missing or empty one is null', async () => {
    expect(await groups(api, 'by: [{ tags: true }]', 'key { tags } count')).toEqual([
      { key: { tags: null }, count: 3 },
      { key: { tags: 'x' }, count: 1 },
      { key: { tags: 'y' }, count: 2 },
    ])
    expect(
      await groups(
        api,
        'by: [{ loan: { user: true } }, { long: true }]',
        'key { loan { user } long } count',
      ),
    ).toEqual([
      { key: { loan: { user: null }, long: false }, count: 3 },
      { key: { loan: { user: null }, long: true }, count: 1 },
      { key: { loan: { user: 'u' }, long: false }, count: 1 },
    ])
  })

  it('are chosen by having and sorted by figures, the key last', async () => {
    const key = 'key { genre }'
    expect(await groups(api, 'by: [{ genre: true }], having: { count: { gte: 2 } }', key)).toEqual([
      { key: { genre: null } },
      { key: { genre: 'novel' } },
    ])
    expect(await groups(api, 'by: [{ genre: true }], sort: [{ count: DESC }]', key)).toEqual([
      { key: { genre: null } },
      { key: { genre: 'novel' } },
      { key: { genre: 'a_b' } },
    ])
    expect(
      await groups(
        api,
        'by: [{ genre: true }], sort: [{ sum: { pages: DESC } }, { key: { genre: DESC } }]',
        key,
      ),
    ).toEqual([{ key: { genre: 'novel' } }, { key: { genre: 'a_b' } }, { key: { genre: null } }])
    expect(
      await groups(
        api,
        'by: [{ genre: true }], having: { max: { price: { lt: "1.5" } }, distinctCount: { title: { eq: 1 } } }',
        key,
      ),
    ).toEqual([{ key: { genre: 'a_b' } }])
    expect(
      await groups(api, 'by: [{ genre: true }], having: { avg: { pages: { isNull: true } } }', key),
    ).toEqual([{ key: { genre: null } }])
    expect(
      await groups(
        api,
        'by: [{ genre: true }], having: { avg: { price: { between: ["1.64", "1.66"] } } }',
        key,
      ),
    ).toEqual([{ key: { genre: 'novel' } }])
    expect(await groups(api, 'by: [{ genre: true }], skip: 1, first: 1', key)).toEqual([
      { key: { genre: 'a_b' } },
    ])
    expect(await groups(api, 'by: [{ genre: true }], first: 0', key)).toEqual([])
  })

  it('of nothing are none', async () => {
    expect(await groups(api, 'by: [{ genre: true }], where: { id: { in: [] } }', 'count')).toEqual(
      [],
    )
  })

  it('cannot be by nothing, by what is false, or sorted by what they are not grouped by', async () => {
    for (const args of [
      'by: []',
      'by: [{ genre: false }]',
      'by: [{ due: { year: false } }]',
      'by: [{ genre: true }], sort: [{ key: { title: ASC } }]',
      'by: [{ genre: true }], first: 1001',
      'by: [{ genre: true }], first: -1',
      'by: [{ genre: true }], skip: -1',
    ])
      expect({ args, codes: await codesOf(api, `{ booksGroups(${args}) { count } }`) }).toEqual({
        args,
        codes: ['BAD_USER_INPUT'],
      })
    for (const args of [
      '',
      'by: [{}]',
      'by: [{ genre: true, title: true }]',
      'by: [{ genre: null }]',
    ])
      expect({
        args,
        errors: (await codesOf(api, `{ booksGroups${args && `(${args})`} { count } }`)).length,
      }).toEqual({ args, errors: 1 })
    expect(
      await codesOf(api, 'query($by: [BooksGroupBy!]!) { booksGroups(by: $by) { count } }', {
        by: [{}],
      }),
    ).toEqual(['BAD_USER_INPUT'])
  })
})
