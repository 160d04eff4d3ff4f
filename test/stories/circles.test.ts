import { describe, expect, it } from 'vitest'
import { collection, config, memory, string } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { bench } from '../support/engine.ts'
import { atPlacement, codesOf, dataOf, placements, type Story } from '../support/placements.ts'

const pages = collection('Page', {
  store: 'library',
  fields: {
    name: string(),
    author: ref('authors', { reverse: 'pages' }),
    friend: ref('pages'),
    links: refsList('pages'),
  },
})

const authors = collection('Author', {
  store: 'library',
  fields: { name: string(), pages: refsList('pages', { reverse: 'author' }) },
})

/** A and B know each other, S itself; the author of D was deleted. */
const story: Story = {
  modules: { pages: { default: pages }, authors: { default: authors } },
  rows: {
    pages: [
      { id: 'A', name: 'a', author: 1, friend: 'B', links: ['A', 'B'] },
      { id: 'B', name: 'b', author: 2, friend: 'A', links: ['A'] },
      { id: 'S', name: 's', author: 3, friend: 'S', links: ['S', 'S'] },
      { id: 'D', name: 'd', author: 7 },
    ],
    authors: [
      { id: 1, name: 'one' },
      { id: 2, name: 'two' },
      { id: 3, name: 'three' },
      { id: 4, name: 'four' },
    ],
  },
}

describe.each(placements)('Links in circles in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('cost a call a level of collections, however many items there are', async () => {
    expect(await dataOf(api, '{ pages { nodes { name author { name } } } }')).toMatchObject({
      pages: {
        nodes: [
          { author: { name: 'one' } },
          { author: { name: 'two' } },
          { author: null },
          { author: { name: 'three' } },
        ],
      },
    })
    expect(api.calls()).toHaveLength(2)
    expect(api.calls()[1]).toContain('authors.byIds [1 2 7 3]')
  })

  it('cost nothing on the way back: pages, their authors, their pages, their authors are 3 calls', async () => {
    const query = '{ pages { nodes { author { pages { nodes { author { name } } } } } } }'
    const { pages: got } = await dataOf(api, query)
    expect(got.nodes[0].author.pages.nodes).toEqual([{ author: { name: 'one' } }])
    expect(api.calls().map((call) => call.split(' ')[0])).toEqual([
      'pages.find',
      'authors.byIds',
      'pages.byKeys',
    ])
  })

  it('alternate to the end, each item loaded once', async () => {
    const query =
      '{ page(id: "A") { name friend { name friend { name friend { name friend { name friend { name } } } } } } s: page(id: "S") { friend { friend { friend { name } } } } }'
    expect(await dataOf(api, query)).toEqual({
      page: {
        name: 'a',
        friend: {
          name: 'b',
          friend: {
            name: 'a',
            friend: { name: 'b', friend: { name: 'a', friend: { name: 'b' } } },
          },
        },
      },
      s: { friend: { friend: { friend: { name: 's' } } } },
    })
    const loaded = api.calls().flatMap((call) => /\[(.*)\]/.exec(call)?.[1]?.split(' ') ?? [])
    expect(loaded.toSorted()).toEqual(['A', 'B', 'S'])
  })

  it('through lists of links lead back to themselves', async () => {
    expect(
      await dataOf(api, '{ page(id: "A") { links { nodes { name links { nodes { name } } } } } }'),
    ).toEqual({
      page: {
        links: {
          nodes: [
            { name: 'a', links: { nodes: [{ name: 'a' }, { name: 'b' }] } },
            { name: 'b', links: { nodes: [{ name: 'a' }] } },
          ],
        },
      },
    })
  })

  it('end at the depth limit, before any call', async () => {
    const deep = (levels: number) =>
      `{ page(id: "A") ${'{ friend '.repeat(levels)}{ name }${' }'.repeat(levels)} }`
    expect(await codesOf(api, deep(10))).toEqual([])
    expect(await codesOf(api, deep(11))).toEqual(['LIMIT_EXCEEDED'])
    expect(api.calls()).toEqual([])
  })

  it('show no deleted author and no error, and the key that is left is still asked for', async () => {
    expect(
      await dataOf(
        api,
        '{ page(id: "D") { authorId author { name } } pages(where: { author: { id: { eq: "7" } } }) { nodes { id } } }',
      ),
    ).toEqual({
      page: { authorId: '7', author: null },
      pages: { nodes: [{ id: 'D' }] },
    })
  })

  it('are filled for each of several requests at once', async () => {
    const query = '{ page(id: "A") { author { name } } }'
    const answers = await Promise.all(Array.from({ length: 5 }, () => dataOf(api, query)))
    for (const answer of answers) expect(answer).toEqual({ page: { author: { name: 'one' } } })
  })
})

describe('Authors shared by pages', () => {
  it('are one record, asked for once', async () => {
    const shared = Array.from({ length: 4 }, (_, n) => ({ id: n, name: String(n), author: 1 }))
    const rows = { pages: shared, authors: [{ id: 1, name: 'one' }] }
    const api = await bench(
      story.modules,
      config({ stores: { library: memory({ rows }) }, can: { read: true } }),
    )
    const { pages: got } = await dataOf(api, '{ pages { nodes { author { name } } } }')
    expect(got.nodes).toEqual(Array.from({ length: 4 }, () => ({ author: { name: 'one' } })))
    expect(api.calls()).toHaveLength(2)
    expect(api.calls()[1]).toContain('[1]')
    await api.close()
  })
})
