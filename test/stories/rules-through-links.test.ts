import { describe, expect, it } from 'vitest'
import { collection, owner, role, some, string } from 'refract'
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

const lands = collection('Land', {
  store: 'library',
  fields: { name: string(), open: string(), authors: refsList('authors', { reverse: 'land' }) },
  can: { read: { open: { eq: 'yes' } } },
})
const authors = collection('Author', {
  store: 'library',
  fields: {
    name: string(),
    land: ref('lands', { reverse: 'authors' }),
    books: refsList('books', { reverse: 'author' }),
  },
  can: { read: { land: { name: { isNull: false } } } },
})
const books = collection('Book', {
  store: 'library',
  fields: { title: string(), keeper: string(), author: ref('authors', { reverse: 'books' }) },
  can: { read: some({ author: { name: { isNull: false } } }, owner('keeper')) },
})

const story: Story = {
  modules: { lands: { default: lands }, authors: { default: authors }, books: { default: books } },
  rows: {
    lands: [
      { id: 1, name: 'here', open: 'yes' },
      { id: 2, name: 'there', open: 'no' },
    ],
    authors: [
      { id: 1, name: 'Ada', land: 1 },
      { id: 2, name: 'Bo', land: 2 },
      { id: 3, name: 'Cy', land: 9 },
    ],
    books: [
      { id: 1, title: 'a', author: 1 },
      { id: 2, title: 'b', author: 2, keeper: 'eve' },
      { id: 3, title: 'c', author: 3 },
    ],
  },
}

interface Account {
  readonly bound: Readonly<Record<'static' | 'exact', { calls: number; rows: number }>>
  readonly used: { readonly calls: number; readonly rows: number; readonly pages: number }
}

describe.each(placements)('Rules that ask linked items, in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('ask them with their own rules', async () => {
    const titles = '{ books { totalCount nodes { title author { name land { name } } } } }'
    const first = { title: 'a', author: { name: 'Ada', land: { name: 'here' } } }
    expect((await dataOf(api, titles)).books).toEqual({ totalCount: 1, nodes: [first] })
    const user = { id: 'eve', roles: [] }
    expect((await dataOf(api, titles, { user })).books).toEqual({
      totalCount: 2,
      nodes: [first, { title: 'b', author: null }],
    })
  })

  it('are counted in the bound of every operation that meets them', async () => {
    for (const query of [
      '{ books { nodes { title } } }',
      '{ book(id: 1) { title } }',
      '{ authors { nodes { name books { totalCount nodes { title author { name } } } } } }',
      '{ authors(where: { books: { some: { title: { eq: "a" } } } }) { nodes { name } } }',
      '{ lands(where: { authors: { some: { books: { some: { title: { gt: "" } } } } } }) { totalCount } }',
      '{ books(sort: [{ author: { land: { name: ASC } } }]) { nodes { title } } }',
      '{ booksSummary { count } booksGroups(by: [{ author: { land: { name: true } } }]) { count } }',
    ]) {
      const { errors, extensions } = await api.ask(query)
      expect(errors).toBeUndefined()
      const { used, bound } = (extensions ?? {})['plan'] as Account
      expect({
        query,
        used: used.calls + used.pages,
        fits: used.calls <= bound.exact.calls && bound.exact.calls <= bound.static.calls,
      }).toEqual({
        query,
        used: placement.startsWith('rest') ? expect.any(Number) : api.calls().length,
        fits: true,
      })
    }
  })
})

describe('Rules that ask each other', () => {
  it('are start-up mistakes that tell the way, since nobody could decide them', async () => {
    const open = (read: object, of: object) =>
      openStory('memory', {
        rows: {},
        modules: {
          pages: {
            default: collection('Page', {
              store: 'library',
              fields: {
                name: string(),
                parent: ref('pages'),
                folder: ref('folders', { reverse: 'pages' }),
              },
              can: { read: read as never },
            }),
          },
          folders: {
            default: collection('Folder', {
              store: 'library',
              fields: { name: string(), pages: refsList('pages', { reverse: 'folder' }) },
              can: { read: of as never },
            }),
          },
        },
      })
    const name = { name: { eq: 'x' } }
    await expect(open({ parent: name }, name)).rejects.toThrow(
      'pages.can.read: asks the items of pages, which is where it began',
    )
    await expect(open({ folder: name }, { pages: { some: name } })).rejects.toThrow(
      'pages.can.read: asks the items of folders, whose rule asks those of pages',
    )
    const api = await open({ folder: name }, { pages: { some: {} } }).catch(() => null)
    expect(api).toBeNull()
    const fine = await open({ folder: name, parent: { id: { eq: '1' } } }, name)
    await fine.close()
  })
})

/** The demo's collections are not these. */
type Readers = Readonly<
  Record<string, { find(question: object): Promise<readonly { readonly id: string }[]> }>
>

describe.each(placements)('Rules in code that look for other items, in %s', (placement) => {
  const shops = collection('Shop', {
    store: 'library',
    fields: { name: string() },
    can: {
      read: async ({ item, items }) => {
        const { goods } = items as unknown as Readers
        const found = await goods?.find({
          where: { shop: { eq: item.id } },
          sort: [{ price: 'desc' }],
          first: 1,
        })
        return found?.[0]?.id.startsWith('dear') === true
      },
    },
  })
  const goods = collection('Good', {
    store: 'library',
    fields: { shop: string(), price: string() },
    can: { read: { price: { ne: '9' } } },
  })
  const api = atPlacement(placement, {
    modules: { shops: { default: shops }, goods: { default: goods } },
    rows: {
      shops: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      goods: [
        { id: 'dear', shop: 'a', price: '5' },
        { id: 'cheap', shop: 'a', price: '1' },
        { id: 'cheaper', shop: 'b', price: '2' },
        { id: 'dear too', shop: 'b', price: '1' },
        { id: 'dearest', shop: 'c', price: '9' },
      ],
    },
  })

  it('find those that the caller may see', async () => {
    expect((await dataOf(api, '{ shops { totalCount nodes { id } } }')).shops).toEqual({
      totalCount: 1,
      nodes: [{ id: 'a' }],
    })
  })
})

describe.each(placements)('A ref that the caller may not read, in %s', (placement) => {
  const notes = collection('Note', {
    store: 'library',
    fields: { about: ref('people', { reverse: 'notes', can: { read: role('staff') } }) },
  })
  const people = collection('Person', {
    store: 'library',
    fields: { name: string(), notes: refsList('notes', { reverse: 'about' }) },
  })
  const api = atPlacement(placement, {
    modules: { notes: { default: notes }, people: { default: people } },
    rows: {
      notes: [{ id: 1, about: 1 }],
      people: [{ id: 1, name: 'Ada' }],
    },
  })
  const staff = { id: 'u', roles: ['staff'] }

  it('does not show through the list at its other end either', async () => {
    const query = '{ people { nodes { name notes { totalCount nodes { id } } } } }'
    expect((await dataOf(api, query)).people.nodes).toEqual([{ name: 'Ada', notes: null }])
    expect((await dataOf(api, query, { user: staff })).people.nodes).toEqual([
      { name: 'Ada', notes: { totalCount: 1, nodes: [{ id: '1' }] } },
    ])
  })

  it('cannot be asked for through that list', async () => {
    const query = '{ people(where: { notes: { some: {} } }) { totalCount } }'
    expect(await codesOf(api, query)).toEqual(['BAD_USER_INPUT'])
    expect((await dataOf(api, query, { user: staff })).people.totalCount).toBe(1)
  })
})

describe('Rules in code that follow data in a circle', () => {
  const pages = collection('Page', {
    store: 'library',
    fields: { parent: ref('pages') },
    can: {
      read: async ({ item, items }) => {
        const readers = items as unknown as Record<string, { get(id: string): Promise<unknown> }>
        const { parent } = item as unknown as { parent: string | null }
        return parent === null || (await readers['pages']?.get(parent)) !== null
      },
    },
  })
  const rows = {
    pages: [
      { id: 1, parent: 2 },
      { id: 2, parent: 1 },
      { id: 3, parent: null },
      { id: 4, parent: 3 },
    ],
  }
  const api = atPlacement('memory', { modules: { pages: { default: pages } }, rows })

  it('end, and refuse what leads nowhere', async () => {
    const { data, errors, extensions } = await api.ask('{ pages { totalCount nodes { id } } }')
    expect(errors).toBeUndefined()
    expect(data.pages).toEqual({ totalCount: 2, nodes: [{ id: '3' }, { id: '4' }] })
    const { used, bound } = (extensions ?? {})['plan'] as Record<'used' | 'bound', never>
    expect((used as { calls: number }).calls).toBe(
      (bound as { exact: { calls: number } }).exact.calls,
    )
  })
})
