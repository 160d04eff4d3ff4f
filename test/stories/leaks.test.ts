import { describe, expect, it } from 'vitest'
import { collection, date, int, list, object, role, selection, string } from 'refract'
import type { MemoryRows } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { openStory, placements, type Placement, type Rows } from '../support/placements.ts'

/** A row may be read as its `seen` says; each way to say it must hide as well as the others. */
const rules = {
  'a condition': () => ({ seen: { eq: 'yes' } }),
  'a function':
    () =>
    ({ item }: { item: object }) =>
      (item as { seen?: unknown }).seen === 'yes',
  'an asynchronous function':
    () =>
    async ({ item }: { item: object }) =>
      (item as { seen?: unknown }).seen === 'yes',
} as const

type RuleName = keyof typeof rules

function schema(name: RuleName) {
  // Declared rules know their own collection's fields; these are made for each of several.
  const read = rules[name]() as never
  const books = collection('Book', {
    store: 'library',
    fields: {
      title: string(),
      seen: string(),
      pages: int(),
      out: date(),
      tags: list(string()),
      author: ref('authors', { reverse: 'books' }),
      shelves: refsList('shelves', { reverse: 'books', owns: true }),
      loan: object({ user: ref('authors', { reverse: 'loans' }) }),
      copies: list(object({ keeper: ref('authors') })),
    },
    can: { read },
  })
  const authors = collection('Author', {
    store: 'library',
    order: 'store',
    fields: {
      name: string(),
      seen: string(),
      books: refsList('books', { reverse: 'author' }),
      loans: refsList('books', { reverse: 'loan.user' }),
      card: ref('cards', { reverse: 'author' }),
    },
    can: { read },
  })
  const shelves = collection('Shelf', {
    store: 'library',
    plural: 'shelves',
    fields: { name: string(), seen: string(), books: refsList('books', { reverse: 'shelves' }) },
    can: { read },
  })
  const cards = collection('Card', {
    store: 'library',
    fields: {
      motto: string(),
      seen: string(),
      author: ref('authors', { reverse: 'card', owns: true }),
    },
    can: { read },
  })
  const shown = selection(books, {
    show: {
      title: '$.title',
      author: '$.author.name',
      shelves: '$.shelves[*].name',
      keepers: '$.copies[*].keeper.name',
    },
    sort: [{ author: { name: 'asc' } }],
  })
  return {
    books: { default: books, shown },
    authors: { default: authors },
    shelves: { default: shelves },
    cards: { default: cards },
  }
}

const seen = {
  authors: [
    { id: 2, name: 'Bea', seen: 'yes' },
    { id: 1, name: 'Ann', seen: 'yes' },
    { id: 4, name: null, seen: 'yes' },
  ],
  books: [
    {
      id: 1,
      title: 'One',
      seen: 'yes',
      pages: 10,
      out: '2001-01-01',
      tags: ['x'],
      author: 1,
      shelves: [9, 1, 8, 2],
      loan: { user: 3 },
      copies: [{ keeper: 3 }, { keeper: 1 }],
    },
    { id: 3, title: 'Three', seen: 'yes', pages: 30, author: 3, shelves: [8] },
    {
      id: 5,
      title: 'Five',
      seen: 'yes',
      pages: 50,
      tags: [],
      author: 2,
      shelves: [2],
      loan: { user: 1 },
    },
    { id: 7, title: 'Seven', seen: 'yes', author: 5 },
    { id: 8, title: 'Eight', seen: 'yes', author: null },
  ],
  shelves: [
    { id: 1, name: 'L', seen: 'yes' },
    { id: 2, name: 'M', seen: 'yes' },
  ],
  cards: [{ id: 'c1', motto: 'a', seen: 'yes', author: 1 }],
} satisfies Rows

/** What nobody may read: beside, before, between and behind what they may. */
const unseen = {
  authors: [
    { id: 3, name: 'Cyd', seen: 'no' },
    { id: 5, name: 'Aaa' },
    { id: 0, name: 'Zed', seen: 'no' },
  ],
  books: [
    {
      id: 0,
      title: 'Zero',
      seen: 'no',
      pages: 5,
      out: '1999-01-01',
      tags: ['secret'],
      author: 1,
      shelves: [1, 2],
      loan: { user: 1 },
    },
    {
      id: 2,
      title: 'Two',
      seen: 'no',
      pages: 1_000,
      tags: ['x'],
      author: 2,
      shelves: [1],
      loan: { user: 2 },
      copies: [{ keeper: 2 }],
    },
    { id: 4, title: 'One', pages: 10, author: 3, shelves: [8] },
    { id: 6, title: 'Zzz', seen: 'no', pages: 60, author: 4, shelves: [2] },
    { id: 9, title: 'Nine', seen: 'no', author: 1, loan: { user: 4 } },
  ],
  shelves: [
    { id: 9, name: 'A', seen: 'no' },
    { id: 8, name: 'Z' },
  ],
  cards: [
    { id: 'c0', motto: 'b', seen: 'no', author: 1 },
    { id: 'c2', motto: 'c', seen: 'no', author: 2 },
  ],
} satisfies Rows

const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'
const bookPage = `totalCount edges { cursor node { id } } ${pageInfo}`

const questions: readonly string[] = [
  `{ books { ${bookPage} } }`,
  `{ books(first: 2) { ${bookPage} } }`,
  `{ books(last: 2) { ${bookPage} } }`,
  `{ books(first: 2, skip: 1) { ${bookPage} } }`,
  `{ books(first: 5) { ${bookPage} } }`,
  `{ books(first: 0) { ${bookPage} } }`,
  `{ books(sort: [{ pages: DESC }], first: 3) { ${bookPage} } }`,
  `{ books(sort: [{ author: { name: ASC } }]) { ${bookPage} } }`,
  `{ books(sort: [{ author: { name: DESC } }], first: 2) { ${bookPage} } }`,
  `{ books(sort: [{ author: { name: DESC } }], last: 2) { ${bookPage} } }`,
  `{ books(sort: [{ author: { card: { motto: ASC } } }]) { ${bookPage} } }`,
  `{ books(sort: [{ loan: { user: { name: ASC } } }]) { ${bookPage} } }`,
  `{ books(where: { title: { eq: "One" } }) { ${bookPage} } }`,
  `{ books(where: { seen: { ne: "yes" } }) { ${bookPage} } }`,
  `{ books(where: { author: { name: { ne: "Cyd" } } }) { ${bookPage} } }`,
  `{ books(where: { not: { author: { name: { eq: "Cyd" } } } }) { ${bookPage} } }`,
  `{ books(where: { author: { seen: { isNull: true } } }) { ${bookPage} } }`,
  `{ books(where: { author: { books: { some: { pages: { gt: 500 } } } } }) { ${bookPage} } }`,
  `{ books(where: { author: { books: { every: { pages: { lt: 500 } } } } }) { ${bookPage} } }`,
  `{ books(where: { shelves: { some: {} } }) { ${bookPage} } }`,
  `{ books(where: { shelves: { every: { name: { lt: "N" } } } }) { ${bookPage} } }`,
  `{ books(where: { shelves: { none: { name: { eq: "Z" } } } }) { ${bookPage} } }`,
  `{ books(where: { copies: { some: { keeper: { name: { isNull: false } } } } }) { ${bookPage} } }`,
  `{ books(where: { loan: { user: { name: { ne: "x" } } } }) { ${bookPage} } }`,
  `{ authors(where: { books: { none: {} } }) { ${bookPage} } }`,
  `{ authors(where: { books: { every: { title: { eq: "One" } } } }) { ${bookPage} } }`,
  `{ authors(where: { card: { isNull: true } }) { ${bookPage} } }`,
  `{ authors(where: { card: { motto: { gt: "a" } } }) { ${bookPage} } }`,
  `{ authors(sort: [{ card: { motto: DESC } }]) { ${bookPage} } }`,
  `{ authors { ${bookPage} } }`,
  `{ authors(first: 1) { ${bookPage} } }`,
  `{ authors(first: 2) { nodes { name card { motto } books(first: 1) { ${bookPage} } loans(last: 1) { ${bookPage} } } } }`,
  `{ authors { nodes { books(sort: [{ author: { name: ASC } }, { pages: DESC }]) { ${bookPage} } } } }`,
  `{ shelves { ${bookPage} nodes { books(first: 1) { ${bookPage} } } } }`,
  `{ books { nodes { shelvesIds shelves { ${bookPage} } } } }`,
  `{ books { nodes { shelves(first: 1) { ${bookPage} } } } }`,
  `{ books { nodes { shelves(last: 1) { ${bookPage} } } } }`,
  `{ books { nodes { shelves(first: 1, skip: 1) { ${bookPage} } } } }`,
  `{ books { nodes { shelves(sort: [{ name: DESC }]) { ${bookPage} } } } }`,
  `{ books { nodes { shelves(where: { name: { ne: "A" } }) { ${bookPage} } } } }`,
  '{ books { nodes { authorId author { name } loan { userId user { name } } copies { keeperId keeper { name } } } } }',
  '{ booksByIds(ids: [0, 1, 2, 3, 4, 77]) { id title } a: book(id: 2) { id } b: book(id: 77) { id } }',
  '{ booksSummary { count sum { pages } avg { pages } min { title out } max { pages title out authorId } distinct { tags title shelvesIds } distinctCount { authorId } } }',
  '{ booksSummary(where: { author: { name: { isNull: true } } }) { count } }',
  '{ booksGroups(by: [{ author: { name: true } }]) { key { author { name } } count sum { pages } } }',
  '{ booksGroups(by: [{ tags: true }], sort: [{ count: DESC }]) { key { tags } count } }',
  '{ booksGroups(by: [{ author: { card: { motto: true } } }], having: { count: { gt: 1 } }) { key { author { card { motto } } } count } }',
  '{ booksGroups(by: [{ authorId: true }], sort: [{ max: { pages: DESC } }], first: 2) { key { authorId } max { pages } } }',
  '{ shownBooks { totalCount nodes { title author shelves keepers } } }',
  '{ cards { totalCount nodes { author { name card { motto } } } } }',
]

async function open(placement: Placement, rule: RuleName, extra: Rows) {
  const rows = Object.fromEntries(
    Object.entries(seen).map(([name, own]): [string, MemoryRows] => [
      name,
      mixed(own, extra[name] ?? []),
    ]),
  )
  return openStory(placement, { modules: schema(rule), rows })
}

/** The second list between the first, at its start and at its end. */
function mixed(own: MemoryRows, extra: MemoryRows): MemoryRows {
  const mix: MemoryRows[number][] = []
  for (let place = 0; place < Math.max(own.length, extra.length); place++)
    mix.push(...extra.slice(place, place + 1), ...own.slice(place, place + 1))
  return mix
}

/** The answer as text, without the account of its cost. */
async function text(api: Awaited<ReturnType<typeof open>>, query: string): Promise<string> {
  const { data, errors } = await api.ask(query)
  return JSON.stringify({ data, errors })
}

describe.each(
  placements.flatMap((placement) =>
    Object.keys(rules).map((rule) => [placement, rule as RuleName] as const),
  ),
)('What may not be read, in %s, hidden by %s', (placement, rule) => {
  it('leaves no trace in any answer', async () => {
    const [without, within] = await Promise.all([
      open(placement, rule, {}),
      open(placement, rule, unseen),
    ])
    for (const query of questions) {
      const answer = await text(without, query)
      expect({ query, answer: await text(within, query) }).toEqual({ query, answer })
      expect({ query, answer }).toEqual({ query, answer: expect.not.stringContaining('"errors"') })
    }
    await Promise.all([without.close(), within.close()])
  })

  it('leaves no trace while paging to the end and back', async () => {
    const [without, within] = await Promise.all([
      open(placement, rule, {}),
      open(placement, rule, unseen),
    ])
    for (const sort of ['', 'sort: [{ author: { name: ASC } }],', 'sort: [{ pages: DESC }],']) {
      for (const [size, move, flag, end] of [
        ['first', 'after', 'hasNextPage', 'endCursor'],
        ['last', 'before', 'hasPreviousPage', 'startCursor'],
      ] as const) {
        let cursor: string | null = null
        for (;;) {
          const query = `query($c: String) { books(${sort} ${size}: 1, ${move}: $c) { ${bookPage} } }`
          const { data } = await without.ask(query, { c: cursor })
          const other = await within.ask(query, { c: cursor })
          expect(JSON.stringify(other.data)).toBe(JSON.stringify(data))
          if (!data.books.pageInfo[flag]) break
          cursor = data.books.pageInfo[end]
        }
      }
    }
    await Promise.all([without.close(), within.close()])
  })
})

describe('A collection that only a role may read', () => {
  it('answers others as if it were empty', async () => {
    const modules = {
      notes: {
        default: collection('Note', {
          store: 'library',
          fields: { text: string(), on: ref('things', { reverse: 'notes' }) },
          can: { read: role('staff') },
        }),
      },
      things: {
        default: collection('Thing', {
          store: 'library',
          fields: { name: string(), notes: refsList('notes', { reverse: 'on' }) },
        }),
      },
    }
    const things = [{ id: 1, name: 'a' }]
    const asked = [
      '{ notes { totalCount nodes { text } pageInfo { hasNextPage } } note(id: 1) { text } notesSummary { count max { text } } notesGroups(by: [{ text: true }]) { count } }',
      '{ things(where: { notes: { none: {} } }) { nodes { notes { totalCount nodes { id } } } } }',
    ]
    for (const query of asked) {
      const answers = new Set<string>()
      for (const notes of [[], [{ id: 1, text: 'x', on: 1 }]]) {
        const api = await openStory('memory', { modules, rows: { things, notes } })
        answers.add(await text(api, query))
        await api.close()
      }
      expect(answers.size).toBe(1)
    }
  })
})

describe.each(placements)('Fields that only a role may read, in %s', (placement) => {
  const price = int({ can: { read: role('staff') } })
  const box = object({ price: int() }, { can: { read: role('staff') } })
  const things = collection('Thing', {
    store: 'library',
    fields: { name: string(), price, box, maker: ref('makers', { can: { read: role('staff') } }) },
    computed: {
      cost: {
        of: int(),
        filter: true,
        reads: ['price'],
        can: { read: role('staff') },
        from: (thing) => (thing.price ?? 0) * 2,
      },
    },
    order: [{ price: 'desc' }],
  })
  const makers = collection('Maker', { store: 'library', fields: { name: string(), rank: price } })
  const boxed = selection(things, { sort: [{ box: { price: 'asc' } }, { name: 'asc' }] })
  const made = selection(things, { sort: [{ maker: { name: 'asc' } }] })
  const costly = selection(things, {
    sort: [{ cost: 'desc' }],
    show: { name: '$.name', price: '$.price', cost: '$.cost' },
  })
  const modules = { things: { default: things, boxed, made, costly }, makers: { default: makers } }

  const answers = async (prices: readonly number[], user?: { id: string; roles: string[] }) => {
    const rows = {
      things: prices.map((one, n) => ({
        id: n,
        name: `n${n}`,
        price: one,
        box: { price: one },
        maker: one,
      })),
      makers: prices.map((one) => ({ id: one, name: `m${one}`, rank: one })),
    }
    const api = await openStory(placement, { modules, rows })
    const told = []
    for (const query of [
      `{ things { ${bookPage} nodes { price box { price } cost maker { name } makerId } } }`,
      `{ boxedThings(first: 2) { ${bookPage} } madeThings(last: 1) { ${bookPage} } }`,
      '{ costlyThings { edges { cursor } nodes { name price cost } } }',
      '{ thingsSummary { count sum { price } max { price makerId box { price } } distinct { price } } }',
      '{ thingsGroups(by: [{ name: true }], first: 1) { sum { price } key { name price box { price } } } }',
    ]) {
      const { data, errors } = await api.ask(query, {}, user)
      expect(errors).toBeUndefined()
      told.push(JSON.stringify(data))
    }
    await api.close()
    return told
  }

  it('tell others nothing by an order that is declared with them, by cursors, or by figures', async () => {
    const [few, many] = await Promise.all([answers([1, 2, 3]), answers([7, 5, 6])])
    expect(many).toEqual(few)
  })

  it('order for those who may read them', async () => {
    const [told = ''] = await answers([1, 3, 2], { id: 'eve', roles: ['staff'] })
    expect(JSON.parse(told).things.nodes.map((thing: { price: number }) => thing.price)).toEqual([
      3, 2, 1,
    ])
  })
})
