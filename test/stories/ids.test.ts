import { describe, expect, it } from 'vitest'
import { collection, int, string } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { atPlacement, codesOf, dataOf, placements, type Story } from '../support/placements.ts'

const things = collection('Thing', {
  store: 'library',
  fields: {
    name: string(),
    size: int(),
    part: ref('things', { reverse: 'wholes' }),
    wholes: refsList('things', { reverse: 'part' }),
    near: refsList('things'),
  },
})

const numbers = collection('Number', {
  store: 'library',
  idType: 'int',
  fields: { name: string() },
})

const texts = collection('Text', { store: 'library', idType: 'text', fields: { name: string() } })

/** Ids are integers, texts that look like integers, and texts. Thing `7` comes twice, as number and as text. */
const story: Story = {
  modules: {
    things: { default: things },
    numbers: { default: numbers },
    texts: { default: texts },
  },
  rows: {
    things: [
      { id: 'b', name: 'letter', part: '10' },
      { id: 10, name: 'ten', part: 9 },
      { id: 9, name: 'nine', near: ['10', 2, 'b'] },
      { id: '2', name: 'two as text' },
      { id: 7, name: 'seven' },
      { id: '7', name: 'seven again' },
      { id: '010', name: 'octal look' },
      { id: 'Ω', name: 'omega' },
      { id: 'a b/../c', name: 'odd' },
      { id: 9007199254740993n, name: 'big' },
      { id: -3, name: 'below' },
    ],
    numbers: [
      { id: '10', name: 'ten' },
      { id: 'six', name: 'no number' },
      { id: 9, name: 'nine' },
    ],
    texts: [{ id: 9 }, { id: 10 }],
  },
}

const ids = async (api: Parameters<typeof dataOf>[0], query: string) =>
  (await dataOf(api, query)).things.nodes.map(({ id }: { id: string }) => id)

const BIG = '9007199254740993'

describe.each(placements)('Ids in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('are text in GraphQL, whatever they are stored as, to the last digit', async () => {
    expect(await dataOf(api, '{ thing(id: 10) { id name } }')).toEqual({
      thing: { id: '10', name: 'ten' },
    })
    const big =
      '{ thing(id: "9007199254740993") { id name } lower: thing(id: "9007199254740992") { id } }'
    expect(await dataOf(api, big)).toEqual({
      thing: { id: '9007199254740993', name: 'big' },
      lower: null,
    })
  })

  it('come in order: integers by number, then text by code point', async () => {
    // JSON has no integers past 2^53: over REST they are texts
    const [big, bigText] = placement.startsWith('rest') ? [[], [BIG]] : [[BIG], []]
    const texts = ['010', '2', ...bigText, 'a b/../c', 'b', 'Ω']
    expect(await ids(api, '{ things { nodes { id } } }')).toEqual([
      '-3',
      '7',
      '9',
      '10',
      ...big,
      ...texts,
    ])
    expect(await ids(api, '{ things(sort: [{ id: DESC }], first: 3) { nodes { id } } }')).toEqual([
      'Ω',
      'b',
      'a b/../c',
    ])
  })

  it('are found by how they print, and links with them', async () => {
    const query =
      '{ thing(id: "2") { name } other: thing(id: "b") { partId part { name part { name } } } }'
    expect(await dataOf(api, query)).toEqual({
      thing: { name: 'two as text' },
      other: { partId: '10', part: { name: 'ten', part: { name: 'nine' } } },
    })
    const nine = '{ thing(id: "9") { nearIds near { nodes { name } } wholes { nodes { name } } } }'
    expect(await dataOf(api, nine)).toEqual({
      thing: {
        nearIds: ['10', '2', 'b'],
        near: { nodes: [{ name: 'ten' }, { name: 'two as text' }, { name: 'letter' }] },
        wholes: { nodes: [{ name: 'ten' }] },
      },
    })
  })

  it('are compared by how they print in filters', async () => {
    expect(
      await ids(api, '{ things(where: { id: { in: ["2", "10", "x"] } }) { nodes { id } } }'),
    ).toEqual(['10', '2'])
    expect(await ids(api, '{ things(where: { partId: { eq: "10" } }) { nodes { id } } }')).toEqual([
      'b',
    ])
    expect(
      await ids(api, '{ things(where: { near: { some: { id: { eq: "2" } } } }) { nodes { id } } }'),
    ).toEqual(['9'])
    expect(await ids(api, '{ things(where: { nearIds: { has: "2" } }) { nodes { id } } }')).toEqual(
      ['9'],
    )
  })

  it('that nobody has are null, never an error', async () => {
    for (const id of [
      '',
      ' ',
      '../b',
      '1e1',
      '010 ',
      '\u0000',
      'x'.repeat(5_000),
      '$ne',
      '__proto__',
      '[object Object]',
    ]) {
      const { data, errors } = await api.ask('query($id: ID!) { thing(id: $id) { id } }', { id })
      expect({ id, data, errors }).toEqual({ id, data: { thing: null }, errors: undefined })
    }
  })

  it('that print alike serve the first item only', async () => {
    // an API page by page would have to compare each item with all others: lists hold both
    const totalCount = placement === 'rest paged' ? 11 : 10
    expect(await dataOf(api, '{ thing(id: "7") { name } things { totalCount } }')).toEqual({
      thing: { name: 'seven' },
      things: { totalCount },
    })
  })

  it('keep their places and repetitions in a list of ids, in one call', async () => {
    const query = '{ thingsByIds(ids: ["b", "nobody", "10", "b", ""]) { id name } }'
    expect(await dataOf(api, query)).toEqual({
      thingsByIds: [
        { id: 'b', name: 'letter' },
        null,
        { id: '10', name: 'ten' },
        { id: 'b', name: 'letter' },
        null,
      ],
    })
    expect(api.calls()).toHaveLength(1)
    expect(await dataOf(api, '{ thingsByIds(ids: []) { id } }')).toEqual({ thingsByIds: [] })
    expect(await codesOf(api, '{ thingsByIds(ids: ["1", null]) { id } }')).not.toEqual([])
  })

  it('keep their type in cursors, so that pages of one meet every item once', async () => {
    const seen: string[] = []
    for (let after: string | null = null; ;) {
      const page = await dataOf(
        api,
        'query($after: String) { things(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { variables: { after } },
      )
      seen.push(page.things.nodes[0].id)
      if (!page.things.pageInfo.hasNextPage) break
      after = page.things.pageInfo.endCursor
    }
    expect(seen).toEqual(await ids(api, '{ things { nodes { id } } }'))
  })

  it('take the form that idType names, where they have it', async () => {
    const query = '{ numbers { nodes { id } } texts { nodes { id } } number(id: "10") { name } }'
    const { numbers, texts, number } = await dataOf(api, query)
    expect(numbers).toEqual({ nodes: [{ id: '9' }, { id: '10' }, { id: 'six' }] })
    // MongoDB is asked for the one form only, and sorts by what it stores
    const stored = placement === 'mongodb'
    expect(texts).toEqual({ nodes: (stored ? ['9', '10'] : ['10', '9']).map((id) => ({ id })) })
    expect(number).toEqual(stored ? null : { name: 'ten' })
  })
})
