import { describe, expect, it } from 'vitest'
import {
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
  role,
  selection,
  string,
  tuple,
} from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { atPlacement, dataOf, placements, type Story } from '../support/placements.ts'

const odds = collection('Odd', {
  store: 'library',
  fields: {
    text: string({ max: 3 }),
    int: int({ min: 10 }),
    float: float(),
    flag: bool(),
    price: decimal(),
    day: date(),
    at: datetime(),
    kind: oneOf(['a', 'b']),
    tags: list(string()),
    spot: tuple([string(), float()]),
    box: object({ size: int(), inner: object({ size: int() }) }),
    things: list(object({ size: int() })),
    link: ref('odds'),
    guarded: int({ can: { read: role('staff') } }),
  },
})

const shown = selection(odds, {
  show: {
    int: '$.int',
    tags: '$.tags',
    size: '$.box.size',
    far: '$.link.box.inner.size',
    sizes: '$.things[*].size',
    guarded: '$.guarded',
  },
})

const rows: Story['rows'] = {
  odds: [
    {
      id: 1,
      text: 5,
      int: '7',
      float: 'x',
      flag: 'yes',
      price: 'dear',
      day: '2021-02-30',
      at: 'soon',
      kind: 'c',
      tags: ['a', 1],
      spot: ['a'],
      box: 'box',
      things: [{ size: 1 }, 'x'],
      link: { id: 1 },
    },
    {
      id: 2,
      text: 'too long',
      int: 3,
      float: 1,
      flag: true,
      price: '1.50',
      day: '2021-02-28',
      at: '2021-02-28T00:00:00Z',
      kind: 'b',
      tags: ['a'],
      spot: ['a', 1],
      box: { size: 'big', inner: { size: 1.5 } },
      things: [{ size: 'x' }],
      link: 2,
      guarded: 'x',
    },
    { id: 3, int: 2 ** 40, tags: 'a', box: { inner: [] } },
  ],
}

const story: Story = { modules: { odds: { default: odds, shown } }, rows }
const ids = async (api: Parameters<typeof dataOf>[0], where: string) =>
  (await dataOf(api, `{ odds(where: ${where}) { nodes { id } } }`)).odds.nodes
    .map(({ id }: { id: string }) => id)
    .join(' ')

const query =
  '{ odds { nodes { id text int float flag price day at kind tags spot box { size inner { size } } things { size } linkId link { id } } } }'

describe.each(placements)('Stored values that do not fit, in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('read as null, a list with a wrong element too; bounds do not matter', async () => {
    const { odds: got } = await dataOf(api, query)
    const nothing = {
      text: null,
      int: null,
      float: null,
      flag: null,
      price: null,
      day: null,
      at: null,
      kind: null,
      tags: null,
      spot: null,
      box: null,
      things: null,
      linkId: null,
      link: null,
    }
    expect(got.nodes).toEqual([
      { id: '1', ...nothing },
      {
        id: '2',
        text: 'too long',
        int: 3,
        float: 1,
        flag: true,
        price: '1.50',
        day: '2021-02-28',
        at: '2021-02-28T00:00:00.000Z',
        kind: 'b',
        tags: ['a'],
        spot: ['a', 1],
        box: { size: null, inner: { size: null } },
        things: [{ size: null }],
        linkId: '2',
        link: { id: '2' },
      },
      { id: '3', ...nothing, box: { size: null, inner: null } },
    ])
  })

  it('are null to filters, sorts and summaries; exists sees the key', async () => {
    expect(await ids(api, '{ int: { isNull: true } }')).toBe('1 3')
    expect(await ids(api, '{ int: { exists: true } }')).toBe('1 2 3')
    expect(await ids(api, '{ text: { exists: false } }')).toBe('3')
    expect(await ids(api, '{ int: { ne: 3 } }')).toBe('1 3')
    expect(await ids(api, '{ tags: { isNull: true } }')).toBe('1 3')
    expect(await ids(api, '{ tags: { has: "a" } }')).toBe('2')
    expect(await ids(api, '{ box: { isNull: true } }')).toBe('1')
    expect(await ids(api, '{ box: { size: { exists: true } } }')).toBe('2')
    expect(await ids(api, '{ things: { some: {} } }')).toBe('2')
    expect(await ids(api, '{ linkId: { isNull: true } }')).toBe('1 3')
    expect(
      await dataOf(
        api,
        '{ oddsSummary { sum { int price } max { int day } distinct { kind tags text } distinctCount { flag } } oddsGroups(by: [{ kind: true }]) { key { kind } count } odds(sort: [{ int: DESC }]) { nodes { id } } }',
      ),
    ).toEqual({
      oddsSummary: {
        sum: { int: 3, price: '1.50' },
        max: { int: 3, day: '2021-02-28' },
        distinct: { kind: ['b'], tags: ['a'], text: ['too long'] },
        distinctCount: { flag: 1 },
      },
      oddsGroups: [
        { key: { kind: null }, count: 2 },
        { key: { kind: 'b' }, count: 1 },
      ],
      odds: { nodes: [{ id: '2' }, { id: '1' }, { id: '3' }] },
    })
  })
})

describe.each(placements)(
  'Stored values that do not fit, with onMismatch error, in %s',
  (placement) => {
    const api = atPlacement(placement, { ...story, options: { onMismatch: 'error' } })

    it('are null with an error at their path, and cost only themselves', async () => {
      const { data, errors } = await api.ask(
        '{ odds { nodes { id int n: tags box { size inner { size } } } } }',
      )
      expect(data.odds.nodes).toEqual([
        { id: '1', int: null, n: null, box: null },
        { id: '2', int: 3, n: ['a'], box: { size: null, inner: { size: null } } },
        { id: '3', int: null, n: null, box: { size: null, inner: null } },
      ])
      expect(
        errors?.map(({ path, extensions }) => [
          path?.join('.'),
          extensions?.['code'],
          extensions?.['store'],
        ]),
      ).toEqual([
        ['odds.nodes.0.int', 'STORE_BAD_DATA', 'library'],
        ['odds.nodes.0.n', 'STORE_BAD_DATA', 'library'],
        ['odds.nodes.0.box', 'STORE_BAD_DATA', 'library'],
        ['odds.nodes.1.box.size', 'STORE_BAD_DATA', 'library'],
        ['odds.nodes.1.box.inner.size', 'STORE_BAD_DATA', 'library'],
        ['odds.nodes.2.int', 'STORE_BAD_DATA', 'library'],
        ['odds.nodes.2.n', 'STORE_BAD_DATA', 'library'],
        ['odds.nodes.2.box.inner', 'STORE_BAD_DATA', 'library'],
      ])
    })

    it('are no error where nobody asks for them', async () => {
      expect(
        await dataOf(
          api,
          '{ odds(where: { int: { isNull: true } }) { nodes { id } } oddsSummary { sum { int } } }',
        ),
      ).toEqual({
        odds: { nodes: [{ id: '1' }, { id: '3' }] },
        oddsSummary: { sum: { int: 3 } },
      })
    })

    it('are errors in elements of lists of objects, in list links and refs', async () => {
      const { data, errors } = await api.ask(
        '{ odds { nodes { things { size } linkId link { id } } } }',
      )
      expect(data.odds.nodes.map(({ things }: { things: unknown }) => things)).toEqual([
        null,
        [{ size: null }],
        null,
      ])
      expect(errors?.map(({ path }) => path?.join('.'))).toEqual([
        'odds.nodes.0.things',
        'odds.nodes.0.linkId',
        'odds.nodes.0.link',
        'odds.nodes.1.things.0.size',
      ])
    })

    it('are errors in the columns of selections, but of those that may not be read', async () => {
      const ask = (roles: string[]) =>
        api.ask(
          '{ shownOdds { nodes { int tags size far sizes guarded } } odds { nodes { guarded } } }',
          {},
          { id: 'eve', roles },
        )
      const { data, errors } = await ask([])
      expect(data.shownOdds.nodes[1]).toEqual({
        int: 3,
        tags: ['a'],
        size: null,
        far: null,
        sizes: [null],
        guarded: null,
      })
      const paths = (all: typeof errors) =>
        all?.map(({ path }) => path?.join('.').replace('shownOdds.nodes.', ''))
      expect(paths(errors)).toEqual([
        '0.int',
        '0.tags',
        '0.size',
        '1.size',
        '1.far',
        '1.sizes.0',
        '2.int',
        '2.tags',
      ])
      expect(paths((await ask(['staff'])).errors)).toEqual(
        expect.arrayContaining(['1.guarded', 'odds.nodes.1.guarded']),
      )
    })
  },
)
