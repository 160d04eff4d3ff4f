import { describe, expect, it } from 'vitest'
import { collection, date, decimal, int, list, oneOf, string } from 'refract'
import { atPlacement, codesOf, dataOf, placements, type Story } from '../support/placements.ts'

const parts = collection('Part', {
  store: 'library',
  fields: {
    title: string({ matches: true }),
    kind: oneOf(['bolt', 'nut', 'washer']),
    stock: int(),
    price: decimal(),
    added: date(),
    tags: list(string()),
  },
})

/** `w1` holds nulls, `x1` nothing but its title. */
const story: Story = {
  modules: { parts: { default: parts } },
  rows: {
    parts: [
      {
        id: 'n2',
        title: 'nut m5',
        kind: 'nut',
        stock: 58,
        price: '9.80',
        added: '2011-12-31',
        tags: [],
      },
      {
        id: 'b1',
        title: 'Bolt M3',
        kind: 'bolt',
        stock: 120,
        price: '1.20',
        added: '2010-02-21',
        tags: ['steel', 'metric'],
      },
      { id: 'x1', title: 'Mystery' },
      {
        id: 'b2',
        title: 'Bolt M5 (long)',
        kind: 'bolt',
        stock: 92,
        price: '11.50',
        added: '2010-03-01',
        tags: ['steel'],
      },
      {
        id: 'n1',
        title: 'Nut M3',
        kind: 'nut',
        stock: 300,
        price: '0.30',
        added: '2011-02-21',
        tags: ['brass', 'metric'],
      },
      {
        id: 'w1',
        title: 'Washer',
        kind: 'washer',
        stock: null,
        price: null,
        added: null,
        tags: null,
      },
    ],
  },
}

type Api = Parameters<typeof dataOf>[0]
const found = async (api: Api, args: string) =>
  (await dataOf(api, `{ parts(${args}) { nodes { id } } }`)).parts.nodes
    .map(({ id }: { id: string }) => id)
    .join(' ')

const operators: Readonly<Record<string, readonly (readonly [where: string, ids: string])[]>> = {
  'a number': [
    ['stock: { gt: 92 }', 'b1 n1'],
    ['stock: { gte: 92 }', 'b1 b2 n1'],
    ['stock: { lt: 92 }', 'n2'],
    ['stock: { lte: 92 }', 'b2 n2'],
    ['stock: { between: [58, 120] }', 'b1 b2 n2'],
    ['stock: { in: [58, 300] }', 'n1 n2'],
    ['stock: { in: [] }', ''],
    ['stock: { in: [null, 300] }', 'n1 w1 x1'],
    ['stock: { eq: null }', 'w1 x1'],
    ['stock: { exists: true }', 'b1 b2 n1 n2 w1'],
    ['stock: { exists: false }', 'x1'],
  ],
  'a text': [
    ['title: { contains: "M3" }', 'b1 n1'],
    ['title: { contains: "(" }', 'b2'],
    ['title: { contains: "." }', ''],
    ['title: { startsWith: "Bolt M5 (" }', 'b2'],
    ['title: { endsWith: "M3" }', 'b1 n1'],
    ['title: { matches: "^[BN]" }', 'b1 b2 n1'],
    ['title: { matches: "^n", ignoreCase: true }', 'n1 n2'],
    ['title: { matches: "ut" }', 'n1 n2'],
  ],
  'a list': [
    ['tags: { has: "metric" }', 'b1 n1'],
    ['tags: { has: "met" }', ''],
    ['tags: { hasAll: ["steel", "metric"] }', 'b1'],
    ['tags: { hasAny: ["brass", "steel"] }', 'b1 b2 n1'],
    ['tags: { size: 0 }', 'n2'],
  ],
  'a text, as full-text searches were': [
    ['title: { contains: "M5", ignoreCase: true }', 'b2 n2'],
    [
      'and: [{ title: { contains: "bolt", ignoreCase: true } }, { title: { contains: "m3", ignoreCase: true } }]',
      'b1',
    ],
    [
      'or: [{ title: { contains: "washer", ignoreCase: true } }, { title: { contains: "m3", ignoreCase: true } }]',
      'b1 n1 w1',
    ],
    [
      'or: [{ title: { contains: "washer", ignoreCase: true } }, { title: { contains: "nut", ignoreCase: true } }]',
      'n1 n2 w1',
    ],
  ],
  'a date': [
    ['added: { year: 2010 }', 'b1 b2'],
    ['added: { month: 2 }', 'b1 n1'],
    ['added: { day: 21 }', 'b1 n1'],
    ['added: { year: 2011, month: 2 }', 'n1'],
    ['added: { lt: "2010-03-01" }', 'b1'],
    ['not: { added: { year: 2010 } }', 'n1 n2 w1 x1'],
  ],
  'a decimal': [
    ['price: { gt: "2" }', 'b2 n2'],
    ['price: { lt: "10" }', 'b1 n1 n2'],
    ['price: { eq: "1.2" }', 'b1'],
    ['price: { in: ["9.8", "0.3000"] }', 'n1 n2'],
  ],
  'several at once': [
    ['kind: { eq: bolt }, stock: { gt: 92 }', 'b1'],
    ['stock: { gte: 30 }, and: [{ stock: { gte: 100 } }]', 'b1 n1'],
    ['not: { kind: { eq: bolt } }', 'n1 n2 w1 x1'],
    ['not: { and: [{ kind: { eq: bolt } }, { stock: { gt: 92 } }] }', 'b2 n1 n2 w1 x1'],
    ['or: [{ kind: { eq: washer } }, { kind: { isNull: true } }]', 'w1 x1'],
  ],
}

const orders: readonly (readonly [sort: string, ids: string])[] = [
  ['{ stock: ASC }', 'w1 x1 n2 b2 b1 n1'],
  ['{ stock: DESC }', 'n1 b1 b2 n2 w1 x1'],
  ['{ kind: ASC }, { stock: DESC }', 'x1 b1 b2 n1 n2 w1'],
  ['{ price: ASC }', 'w1 x1 n1 b1 n2 b2'],
  ['{ title: ASC }', 'b1 b2 x1 n1 w1 n2'],
]

describe.each(placements)('Parts in %s', (placement) => {
  const api = atPlacement(placement, story)

  it.each(Object.entries(operators))('are found by %s', async (_, pairs) => {
    for (const [where, ids] of pairs)
      expect({ where, ids: await found(api, `where: { ${where} }`) }).toEqual({ where, ids })
  })

  it.each(orders)('come in the order %s', async (sort, ids) => {
    expect(await found(api, `sort: [${sort}]`)).toBe(ids)
    const seen: string[] = []
    for (let more = true, after = 'null'; more;) {
      const { parts: page } = await dataOf(
        api,
        `{ parts(sort: [${sort}], first: 2, after: ${after}) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
      )
      seen.push(...page.nodes.map(({ id }: { id: string }) => id))
      more = page.pageInfo.hasNextPage
      after = `"${page.pageInfo.endCursor}"`
    }
    expect(seen.join(' ')).toBe(ids)
  })

  it('have distinct values, and none of null', async () => {
    expect(
      await dataOf(
        api,
        '{ partsSummary { distinct { kind tags } } more: partsSummary(where: { stock: { gt: 92 } }) { distinct { kind } } partsGroups(by: [{ added: { month: true } }], having: { count: { gt: 0 } }) { key { added { month } } count } }',
      ),
    ).toEqual({
      partsSummary: {
        distinct: { kind: ['bolt', 'nut', 'washer'], tags: ['brass', 'metric', 'steel'] },
      },
      more: { distinct: { kind: ['bolt', 'nut'] } },
      partsGroups: [
        { key: { added: { month: null } }, count: 2 },
        { key: { added: { month: 2 } }, count: 2 },
        { key: { added: { month: 3 } }, count: 1 },
        { key: { added: { month: 12 } }, count: 1 },
      ],
    })
  })

  it('cannot be asked with a bad pattern, a half range or an unknown kind', async () => {
    expect(
      await codesOf(api, '{ parts(where: { title: { matches: "a(" } }) { totalCount } }'),
    ).toEqual(['BAD_USER_INPUT'])
    expect(
      await codesOf(api, '{ parts(where: { stock: { between: [1] } }) { totalCount } }'),
    ).toEqual(['BAD_USER_INPUT'])
    expect(
      await codesOf(
        api,
        'query($k: PartKind) { parts(where: { kind: { eq: $k } }) { totalCount } }',
        { k: 'screw' },
      ),
    ).toEqual(['BAD_USER_INPUT'])
  })
})
