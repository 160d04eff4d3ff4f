import { describe, expect, it } from 'vitest'
import {
  bool,
  collection,
  decimal,
  every,
  int,
  list,
  not,
  object,
  owner,
  role,
  selection,
  some,
  string,
} from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { atPlacement, dataOf, placements, type Story } from '../support/placements.ts'

/** Items as a rule in code reads them. */
type Reading = Readonly<Record<string, { get(id: string): Promise<object | null> }>>

const open = collection('Open', {
  store: 'library',
  fields: { name: string() },
  can: { read: { name: { ne: 'secret' } } },
  plural: 'opens',
})

const staffOnly = collection('StaffNote', {
  store: 'library',
  plural: 'staffNotes',
  fields: { text: string() },
  can: { read: role('staff') },
})

const own = collection('Diary', {
  store: 'library',
  fields: { writer: string(), text: string(), open: bool() },
  can: {
    read: some(
      owner('writer'),
      { open: { eq: true } },
      every(role('staff'), not({ text: { contains: 'private' } })),
    ),
  },
  plural: 'diaries',
})

const coded = collection('Coded', {
  store: 'library',
  fields: { level: int(), trap: string() },
  plural: 'codeds',
  can: {
    read: ({ user, item }) => {
      if (item.trap === 'throw') throw new Error('boom')
      if (item.trap === 'odd') return 'yes' as unknown as boolean
      return (item.level ?? 0) <= (user ? 2 : 1)
    },
  },
})

const asked = collection('Asked', {
  store: 'library',
  fields: { name: string(), gate: ref('opens') },
  plural: 'askeds',
  can: {
    read: async ({ item, items }) => {
      const { gate } = item
      if (gate === 'boom') throw new Error('boom')
      return (
        typeof gate === 'string' &&
        (await (items as unknown as Reading)['opens']?.get(gate)) != null
      )
    },
  },
})

const parts = collection('Part', {
  store: 'library',
  fields: {
    name: string(),
    price: decimal({ can: { read: role('staff') } }),
    cost: decimal({ can: { read: { name: { eq: 'mine' } } } }),
    hidden: string({ can: { read: false } }),
    mark: string({ can: { read: owner('name') } }),
    next: ref('parts'),
    maker: ref('opens', { can: { read: role('staff') } }),
    makers: refsList('opens', { can: { read: role('staff') } }),
    box: object({ size: int(), label: string({ can: { read: role('staff') } }) }),
    vault: object(
      { code: string(), deep: object({ er: int() }) },
      { can: { read: role('staff') } },
    ),
    pieces: list(object({ no: int(), mark: string({ can: { read: role('staff') } }) })),
  },
  computed: {
    margin: {
      of: string(),
      filter: true,
      can: { read: role('staff') },
      reads: ['name'],
      from: ({ name }) => `${name}!`,
    },
  },
})

const cheap = selection(parts, {
  show: {
    name: '$.name',
    price: '$.price',
    maker: '$.maker.name',
    code: '$.vault.code',
    cost: '$.cost',
  },
  where: { price: { lt: '5' } },
  sort: [{ price: 'asc' }],
})

const beyond = selection(parts, {
  show: {
    margin: '$.margin',
    cost: '$.next.cost',
    mark: '$.next.mark',
    label: '$.next.box.label',
    margins: '$.next.margin',
  },
})

const story: Story = {
  modules: {
    opens: { default: open },
    staffNotes: { default: staffOnly },
    diaries: { default: own },
    codeds: { default: coded },
    askeds: { default: asked },
    parts: { default: parts, cheap, beyond },
  },
  rows: {
    opens: [
      { id: 'a', name: 'A' },
      { id: 's', name: 'secret' },
      { id: 'n', name: null },
    ],
    staffNotes: [{ id: 1, text: 'staff' }],
    diaries: [
      { id: 1, writer: 'ada', text: 'private of Ada', open: false },
      { id: 2, writer: 'bo', text: 'of Bo', open: null },
      { id: 3, writer: 'bo', text: 'open', open: true },
      { id: 4, text: 'private of nobody' },
    ],
    codeds: [
      { id: 1, level: 1 },
      { id: 2, level: 2 },
      { id: 3, level: 3 },
      { id: 4, level: 0, trap: 'throw' },
      { id: 5, level: 0, trap: 'odd' },
      { id: 6 },
    ],
    askeds: [
      { id: 1, name: 'through a', gate: 'a' },
      { id: 2, name: 'through a secret', gate: 's' },
      { id: 3, name: 'through nobody', gate: 'x' },
      { id: 4, name: 'through no gate' },
      { id: 5, name: 'through a boom', gate: 'boom' },
    ],
    parts: [
      {
        id: 1,
        name: 'mine',
        mark: 'm1',
        next: 2,
        price: '1.00',
        cost: '0.50',
        hidden: 'h',
        maker: 'a',
        makers: ['a'],
        box: { size: 1, label: 'L' },
        vault: { code: 'c1', deep: { er: 1 } },
        pieces: [{ no: 1, mark: 'm' }],
      },
      {
        id: 2,
        name: 'yours',
        mark: 'm2',
        next: 1,
        price: '2.00',
        cost: '0.70',
        hidden: 'h',
        maker: 's',
        makers: ['s'],
        box: { size: 2, label: 'M' },
        vault: { code: 'c2', deep: { er: 2 } },
        pieces: [],
      },
    ],
  },
}

const staff = { id: 'eve', roles: ['staff'] }
const ada = { id: 'ada', roles: [] }
type Api = Parameters<typeof dataOf>[0]
const ids = async (api: Api, field: string, user?: typeof staff) =>
  (await dataOf(api, `{ it: ${field} { nodes { id } } }`, user && { user })).it.nodes.map(
    ({ id }: { id: string }) => id,
  )

describe.each(placements)('Rules for reading in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('may be conditions on the row', async () => {
    expect(await ids(api, 'opens')).toEqual(['a', 'n'])
    expect(
      await dataOf(
        api,
        '{ open(id: "s") { id } opensByIds(ids: ["s", "a"]) { id } opensSummary { count distinct { name } } }',
      ),
    ).toEqual({
      open: null,
      opensByIds: [null, { id: 'a' }],
      opensSummary: { count: 2, distinct: { name: ['A'] } },
    })
  })

  it('are added to what the caller asks, never widened by it', async () => {
    expect(await ids(api, 'opens(where: { name: { eq: "secret" } })')).toEqual([])
    expect(await ids(api, 'opens(where: { or: [{ name: { eq: "secret" } }, {}] })')).toEqual([
      'a',
      'n',
    ])
    expect(await ids(api, 'opens(where: { not: { name: { eq: "A" } } })')).toEqual(['n'])
  })

  it('may ask for a role', async () => {
    expect(await ids(api, 'staffNotes')).toEqual([])
    expect(api.calls()).toEqual([])
    expect(await ids(api, 'staffNotes', staff)).toEqual(['1'])
    expect(await dataOf(api, '{ staffNote(id: 1) { id } }')).toEqual({ staffNote: null })
  })

  it('are put together by some, every and not, and by who owns the row', async () => {
    expect(await ids(api, 'diaries')).toEqual(['3'])
    expect(await ids(api, 'diaries', ada)).toEqual(['1', '3'])
    expect(await ids(api, 'diaries', staff)).toEqual(['2', '3'])
  })

  it('may be code, which refuses when it throws or answers no boolean', async () => {
    expect(await ids(api, 'codeds')).toEqual(['1', '6'])
    expect(await ids(api, 'codeds', ada)).toEqual(['1', '2', '6'])
    expect(
      await dataOf(
        api,
        '{ coded(id: 2) { id } codedsSummary { count max { level } } codedsGroups(by: [{ level: true }]) { key { level } count } }',
      ),
    ).toEqual({
      coded: null,
      codedsSummary: { count: 2, max: { level: 1 } },
      codedsGroups: [
        { key: { level: null }, count: 1 },
        { key: { level: 1 }, count: 1 },
      ],
    })
  })

  it('may be asynchronous and ask other items, with the rights of the caller', async () => {
    expect(await ids(api, 'askeds')).toEqual(['1'])
    expect(
      await dataOf(
        api,
        '{ asked(id: 2) { id } askedsByIds(ids: [1, 2, 3]) { id } askedsSummary { count } askeds(first: 1) { totalCount pageInfo { hasNextPage } } }',
      ),
    ).toEqual({
      asked: null,
      askedsByIds: [{ id: '1' }, null, null],
      askedsSummary: { count: 1 },
      askeds: { totalCount: 1, pageInfo: { hasNextPage: false } },
    })
  })

  it('of fields hide the value, and the row where they speak of it', async () => {
    const query =
      '{ parts { nodes { id price cost makerId maker { id } makersIds makers { totalCount } box { size label } vault { code deep { er } } pieces { no mark } margin } } }'
    const none = {
      price: null,
      makerId: null,
      maker: null,
      makersIds: null,
      makers: null,
      vault: null,
      margin: null,
    }
    expect(await dataOf(api, query)).toEqual({
      parts: {
        nodes: [
          {
            id: '1',
            ...none,
            cost: '0.50',
            box: { size: 1, label: null },
            pieces: [{ no: 1, mark: null }],
          },
          { id: '2', ...none, cost: null, box: { size: 2, label: null }, pieces: [] },
        ],
      },
    })
    expect((await dataOf(api, query, { user: staff })).parts.nodes[1]).toEqual({
      id: '2',
      price: '2.00',
      cost: null,
      makerId: 's',
      maker: null,
      makersIds: ['s'],
      makers: { totalCount: 0 },
      box: { size: 2, label: 'M' },
      vault: { code: 'c2', deep: { er: 2 } },
      pieces: [],
      margin: 'yours!',
    })
  })

  it('of fields hide them from selections too, which the declarer may still sort and filter by', async () => {
    expect(await dataOf(api, '{ cheapParts { nodes { name price maker code cost } } }')).toEqual({
      cheapParts: {
        nodes: [
          { name: 'mine', price: null, maker: null, code: null, cost: '0.50' },
          { name: 'yours', price: null, maker: null, code: null, cost: null },
        ],
      },
    })
  })

  it('of fields withhold their figures, and cost no store that', async () => {
    const query =
      '{ partsSummary { count max { price name vault { code deep { er } } } sum { cost price } distinct { makerId } distinctCount { price name } } partsGroups(by: [{ name: true }]) { key { name } max { price } } }'
    expect(await dataOf(api, query)).toEqual({
      partsSummary: {
        count: 2,
        max: { price: null, name: 'yours', vault: { code: null, deep: { er: null } } },
        sum: { cost: null, price: null },
        distinct: { makerId: null },
        distinctCount: { price: null, name: 2 },
      },
      partsGroups: [
        { key: { name: 'mine' }, max: { price: null } },
        { key: { name: 'yours' }, max: { price: null } },
      ],
    })
    expect(api.calls().join()).not.toMatch(/price|cost|maker|vault/)
    expect((await dataOf(api, query, { user: staff })).partsSummary).toEqual({
      count: 2,
      max: { price: '2.00', name: 'yours', vault: { code: 'c2', deep: { er: 2 } } },
      sum: { cost: null, price: '3.00' },
      distinct: { makerId: ['a', 's'] },
      distinctCount: { price: 2, name: 2 },
    })
  })

  it('of fields hold at the end of every path, with the row that they speak of loaded', async () => {
    const query =
      '{ beyondParts { nodes { margin cost mark label margins } } parts { nodes { mark } } }'
    const none = { margin: null, cost: null, mark: null, label: null, margins: null }
    expect(await dataOf(api, query)).toEqual({
      beyondParts: { nodes: [none, { ...none, cost: '0.50' }] },
      parts: { nodes: [{ mark: null }, { mark: null }] },
    })
    for (const call of api.calls()) expect(call).not.toContain('{')
    expect(await dataOf(api, query, { user: { id: 'mine', roles: ['staff'] } })).toEqual({
      beyondParts: {
        nodes: [
          { margin: 'mine!', cost: null, mark: null, label: 'M', margins: 'yours!' },
          { margin: 'yours!', cost: '0.50', mark: 'm1', label: 'L', margins: 'mine!' },
        ],
      },
      parts: { nodes: [{ mark: 'm1' }, { mark: null }] },
    })
  })

  const probes: Readonly<Record<string, string>> = {
    'a filter': '{ parts(where: { price: { gt: "1" } }) { totalCount } }',
    'a filter on a row-ruled field': '{ parts(where: { cost: { gt: "1" } }) { totalCount } }',
    'a presence filter': '{ parts(where: { price: { isNull: true } }) { totalCount } }',
    'an object in a filter': '{ parts(where: { vault: { code: { eq: "c1" } } }) { totalCount } }',
    'an object deep in a filter':
      '{ parts(where: { vault: { deep: { er: { eq: 1 } } } }) { totalCount } }',
    'an element of a list':
      '{ parts(where: { pieces: { some: { mark: { eq: "m" } } } }) { totalCount } }',
    'a link in a filter': '{ parts(where: { maker: { name: { eq: "A" } } }) { totalCount } }',
    'a stored key': '{ parts(where: { makerId: { eq: "a" } }) { totalCount } }',
    'the null of a link': '{ parts(where: { maker: { isNull: true } }) { totalCount } }',
    'a list of links': '{ parts(where: { makers: { some: {} } }) { totalCount } }',
    'a computed field': '{ parts(where: { margin: { eq: "mine!" } }) { totalCount } }',
    'a sort': '{ parts(sort: [{ price: ASC }]) { totalCount } }',
    'a sort in an object': '{ parts(sort: [{ vault: { code: ASC } }]) { totalCount } }',
    'a sort through a link': '{ parts(sort: [{ maker: { name: ASC } }]) { totalCount } }',
    'a sort by a key': '{ parts(sort: [{ makerId: ASC }]) { totalCount } }',
    groups: '{ partsGroups(by: [{ price: true }]) { count } }',
    'groups in an object': '{ partsGroups(by: [{ vault: { code: true } }]) { count } }',
    'groups through a link': '{ partsGroups(by: [{ maker: { name: true } }]) { count } }',
    'groups by a key': '{ partsGroups(by: [{ makerId: true }]) { count } }',
    'groups by a computed field': '{ partsGroups(by: [{ margin: true }]) { count } }',
    'a having':
      '{ partsGroups(by: [{ name: true }], having: { max: { price: { gt: "1" } } }) { count } }',
    'a sort of groups':
      '{ partsGroups(by: [{ name: true }], sort: [{ max: { price: ASC } }]) { count } }',
  }

  it.each(Object.entries(probes))('of fields refuse %s, saying where', async (_, query) => {
    const { data, errors } = await api.ask(query)
    expect({
      query,
      data,
      issues: errors?.flatMap(({ extensions }) => extensions?.['issues']),
    }).toMatchObject({
      issues: [{ code: 'forbidden' }],
    })
    expect(api.calls()).toEqual([])
    if (!query.includes('cost')) expect((await api.ask(query, {}, staff)).errors).toBeUndefined()
  })
})
