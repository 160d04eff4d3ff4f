import { describe, expect, it } from 'vitest'
import { collection, list, oneOf, string } from 'refract'
import {
  atPlacement,
  codesOf,
  dataOf,
  openStory,
  placements,
  type Story,
} from '../support/placements.ts'

const shirts = collection('Shirt', {
  store: 'library',
  fields: {
    size: oneOf({ XL2: '2xl', S: 's', M: 'm' }),
    kind: oneOf(['t-shirt', 'with collar', '2nd hand', 'true', 'Été']),
    washes: list(oneOf(['cold', 'hot!'])),
    note: string(),
  },
})

const story: Story = {
  modules: { shirts: { default: shirts } },
  rows: {
    shirts: [
      { id: 1, size: 's', kind: 't-shirt', washes: ['hot!', 'cold'] },
      { id: 2, size: '2xl', kind: '2nd hand' },
      { id: 3, size: 'm', kind: 'true' },
      { id: 4, size: 'XL2', kind: 'with collar' },
      { id: 5, kind: 'Été' },
    ],
  },
}

const valuesOf = (name: string) => `{ __type(name: "${name}") { enumValues { name } } }`

describe.each(placements)('Enums in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('print as declared; forbidden characters, leading digits and reserved words are mended', async () => {
    const { __type: kinds } = await dataOf(api, valuesOf('ShirtKind'))
    expect(kinds.enumValues.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['t_shirt', 'with_collar', '_2nd_hand', '_true']),
    )
    expect(kinds.enumValues).toHaveLength(5)
    const { __type: sizes } = await dataOf(api, valuesOf('ShirtSize'))
    expect(sizes.enumValues.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      'M',
      'S',
      'XL2',
    ])
    const { __type: directions } = await dataOf(api, valuesOf('SortDirection'))
    expect(directions.enumValues.map(({ name }: { name: string }) => name)).toEqual(['ASC', 'DESC'])
  })

  it('read what is stored, and nothing else', async () => {
    expect((await dataOf(api, '{ shirts { nodes { size kind washes } } }')).shirts.nodes).toEqual([
      { size: 'S', kind: 't_shirt', washes: ['hot_', 'cold'] },
      { size: 'XL2', kind: '_2nd_hand', washes: null },
      { size: 'M', kind: '_true', washes: null },
      { size: null, kind: 'with_collar', washes: null },
      { size: null, kind: expect.stringMatching(/^\w+$/), washes: null },
    ])
  })

  it('sort by stored text', async () => {
    const sorted = await dataOf(api, '{ shirts(sort: [{ size: ASC }]) { nodes { size } } }')
    expect(sorted.shirts.nodes.map(({ size }: { size: string }) => size)).toEqual([
      null,
      null,
      'XL2',
      'M',
      'S',
    ])
  })

  it('are asked by their names, in documents and variables', async () => {
    const query =
      'query($kind: ShirtKind, $where: ShirtWhere) { a: shirts(where: { kind: { eq: $kind } }) { nodes { id } } b: shirts(where: $where) { nodes { id } } c: shirts(where: { washes: { has: hot_ } }) { nodes { id } } }'
    expect(
      await dataOf(api, query, {
        variables: { kind: 't_shirt', where: { size: { in: ['XL2', 'M'] } } },
      }),
    ).toEqual({
      a: { nodes: [{ id: '1' }] },
      b: { nodes: [{ id: '2' }, { id: '3' }] },
      c: { nodes: [{ id: '1' }] },
    })
    expect(await codesOf(api, query, { kind: 't-shirt' })).toEqual(['BAD_USER_INPUT'])
    expect(
      await dataOf(
        api,
        '{ shirtsSummary { distinct { size washes } } shirtsGroups(by: [{ size: true }], where: { size: { isNull: false } }) { key { size } } }',
      ),
    ).toEqual({
      shirtsSummary: { distinct: { size: ['XL2', 'M', 'S'], washes: ['cold', 'hot_'] } },
      shirtsGroups: [{ key: { size: 'XL2' } }, { key: { size: 'M' } }, { key: { size: 'S' } }],
    })
  })
})

describe('Enum values that print alike', () => {
  it('are a start-up mistake', async () => {
    const clash = collection('Shirt', { store: 'library', fields: { kind: oneOf(['a b', 'a-b']) } })
    await expect(
      openStory('memory', { modules: { shirts: { default: clash } }, rows: {} }),
    ).rejects.toThrow(/a b.*a-b|a-b.*a b/)
  })
})
