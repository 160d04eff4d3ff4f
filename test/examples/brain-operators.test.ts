import { describe, expect, it } from 'vitest'
import { codesOf, dataOf } from '../support/placements.ts'
import { onEachVariant, variants, type Brain } from './brain.ts'

/*
 * Filters, orders, figures over the parts of a headset and the thousand snapshots, the same on every store:
 *
 * 35  gt gte lt between in eq exists    parts(where: { stock: { … } })
 * 36  contains startsWith … matches     parts(where: { title: { … } }); matchesCaseless is matches with ignoreCase
 * 38  like, likeAny, search             contains with ignoreCase, under and, or
 * 39  year month day                    parts(where: { added: { … } }), snapshots(where: { datetime: { … } })
 * 40  decimals                          parts(where: { price: { … } })
 * 44  order, pages of two               parts(sort: […], first: 2, after:)
 * 45  distinct                          partsSummary { distinct }, partsGroups(by: [{ added: { month: true } }])
 * 47  snapshotsCount                    snapshotsSummary(where:) { count }
 * 48  hostile patterns                  matches: "(a+)+$"
 * 49  a store without patterns          the gateway tests them: REST answers like the others
 */

type Asking = Pick<Brain, 'ask' | 'calls'>

/** Stores that list the snapshots of all users. */
const acrossUsers = variants.filter((variant) => variant !== 'rest')
/** Stores that hand out a thousand snapshots with their results at once. */
const inOneCall = variants.filter((variant) => !variant.startsWith('rest'))

/** The ids of the parts that match, ascending. */
async function partsWhere(brain: Asking, where: string): Promise<string> {
  const { parts } = await dataOf(brain, `{ parts(where: { ${where} }) { nodes { id } } }`)
  return parts.nodes.map(({ id }: { id: string }) => id).join(' ')
}

async function countOf(brain: Asking, where: string): Promise<number> {
  const data = await dataOf(brain, `{ snapshotsSummary(where: { ${where} }) { count } }`)
  return data.snapshotsSummary.count
}

describe('a filter', () => {
  onEachVariant((brain) => {
    it.each([
      ['gt: 92', 'b1 n1'],
      ['gte: 92', 'b1 b2 n1'],
      ['lt: 92', 'n2'],
      ['lte: 92', 'b2 n2'],
      ['between: [58, 120]', 'b1 b2 n2'],
      ['between: [120, 58]', ''],
      ['in: [58, 300]', 'n1 n2'],
      ['in: []', ''],
      ['in: [null, 300]', 'n1 w1 x1'],
      ['nin: [null, 300]', 'b1 b2 n2'],
      ['eq: null', 'w1 x1'],
      ['ne: 92', 'b1 n1 n2 w1 x1'],
      ['isNull: true', 'w1 x1'],
      ['exists: true', 'b1 b2 n1 n2 w1'],
      ['exists: false', 'x1'],
      ['gte: 58, lte: 120', 'b1 b2 n2'],
    ])('on a number: %s', async (condition, ids) => {
      expect(await partsWhere(brain, `stock: { ${condition} }`)).toBe(ids)
    })

    it.each([
      ['between: [58, 120]', 'n1 w1 x1'],
      ['gt: 92', 'b2 n2 w1 x1'],
      ['in: [58, 300]', 'b1 b2 w1 x1'],
      ['exists: true', 'x1'],
    ])('negated: not %s', async (condition, ids) => {
      expect(await partsWhere(brain, `not: { stock: { ${condition} } }`)).toBe(ids)
    })

    it.each([
      ['contains: "M3"', 'b1 n1'],
      ['contains: "("', 'b2'],
      ['contains: "."', ''],
      ['startsWith: "Bolt M5 ("', 'b2'],
      ['endsWith: "M3"', 'b1 n1'],
      ['matches: "^[BN]"', 'b1 b2 n1'],
      ['matches: "^n", ignoreCase: true', 'n1 n2'],
      ['matches: "ut"', 'n1 n2'],
      ['matches: "^Bolt M5 \\\\(long\\\\)$"', 'b2'],
    ])('on a text: %s', async (condition, ids) => {
      expect(await partsWhere(brain, `title: { ${condition} }`)).toBe(ids)
    })

    it.each([
      ['like "M5"', `title: { contains: "M5", ignoreCase: true }`, 'b2 n2'],
      [
        'like [bolt, m3]',
        `and: [{ title: { contains: "bolt", ignoreCase: true } }, { title: { contains: "m3", ignoreCase: true } }]`,
        'b1',
      ],
      [
        'likeAny [washer, m3]',
        `or: [{ title: { contains: "washer", ignoreCase: true } }, { title: { contains: "m3", ignoreCase: true } }]`,
        'b1 n1 w1',
      ],
      [
        'search "washer || nut"',
        `or: [{ title: { contains: "washer", ignoreCase: true } }, { title: { contains: "nut", ignoreCase: true } }]`,
        'n1 n2 w1',
      ],
    ])('in place of %s', async (_, where, ids) => {
      expect(await partsWhere(brain, where)).toBe(ids)
    })

    it.each([
      ['added: { year: 2010 }', 'b1 b2'],
      ['added: { month: 2 }', 'b1 n1'],
      ['added: { day: 21 }', 'b1 n1'],
      ['added: { gt: "2010-02-21", lt: "2011-12-31" }', 'b2 n1'],
      ['price: { gt: "2" }', 'b2 n2'],
      ['price: { lt: "10" }', 'b1 n1 n2'],
      ['price: { eq: "1.2" }', 'b1'],
      ['tags: { has: "metric" }', 'b1 n1'],
      ['tags: { hasAll: ["metric", "steel"] }', 'b1'],
      ['tags: { hasAny: ["brass", "steel"] }', 'b1 b2 n1'],
      ['tags: { hasAll: [] }', 'b1 b2 n1 n2'],
      ['tags: { size: 0 }', 'n2'],
      ['kind: { eq: "bolt" }, or: [{ stock: { gt: 100 } }, { tags: { size: 1 } }]', 'b1 b2'],
      ['and: [{ stock: { gte: 90 } }, { stock: { gte: 0 } }]', 'b1 b2 n1'],
    ])('%s', async (where, ids) => {
      expect(await partsWhere(brain, where)).toBe(ids)
    })

    it('that asks more of one field than it can hold finds nothing', async () => {
      expect(await partsWhere(brain, 'stock: { gt: 100 }, and: [{ stock: { lt: 100 } }]')).toBe('')
    })
  })
})

describe('a filter on moments', () => {
  onEachVariant((brain, variant) => {
    it.each([
      ['datetime: { month: 3 }, and: [{ datetime: { year: 2020 } }]', 31],
      ['datetime: { month: 4 }', 9],
      ['datetime: { gte: "2020-04-01T00:00:00Z" }', 9],
      ['not: { datetime: { month: 3 } }', 9],
    ])('of one user: %s', async (where, count) => {
      expect(await countOf(brain, `user: { id: { eq: 1 } }, ${where}`)).toBe(count)
    })

    it('between two counts a hundred, and fetches none of them', async () => {
      const between = '["2019-12-04T08:08:14.039Z", "2019-12-04T08:08:20.672Z"]'
      const where = `user: { id: { eq: 42 } }, datetime: { between: ${between} }`
      expect(await countOf(brain, where)).toBe(100)
      expect(brain.calls()[0]).toMatch(/^snapshots\.summarise /)
      if (variant.startsWith('rest')) expect(brain.upstream()).toHaveLength(1)
      else expect(brain.calls()).toHaveLength(1)
    })
  })

  onEachVariant((brain) => {
    it.each([
      ['datetime: { day: 12 }', 9],
      ['datetime: { year: 2019 }', 1000],
      ['datetime: { year: 2020 }', 48],
      ['datetime: { isNull: true }', 1],
    ])('of everybody: %s', async (where, count) => {
      expect(await countOf(brain, where)).toBe(count)
    })
  }, acrossUsers)

  onEachVariant(
    (brain) => {
      it('of everybody is refused where only the snapshots of one user are listed', async () => {
        const { errors } = await brain.ask('{ snapshotsSummary { count } }')
        expect(errors?.[0]?.extensions).toMatchObject({
          code: 'UNSUPPORTED_FILTER',
          connector: 'rest',
          field: 'snapshots.user',
        })
        expect(brain.upstream()).toEqual([])
      })
    },
    ['rest'],
  )
})

describe('a pattern', () => {
  onEachVariant((brain) => {
    it('that explodes elsewhere is answered at once', async () => {
      const started = Date.now()
      expect(await partsWhere(brain, 'title: { matches: "(a+)+$" }')).toBe('')
      expect(Date.now() - started).toBeLessThan(2_000)
    })

    it('that is none is bad input, and no error of the store', async () => {
      const query =
        'query ($p: String!) { parts(where: { title: { matches: $p } }) { nodes { id } } }'
      expect(await codesOf(brain, query, { p: 'a(' })).toEqual(['BAD_USER_INPUT'])
      expect(brain.calls()).toEqual([])
    })

    it('is taken only where the field says so', async () => {
      const { errors } = await brain.ask(
        '{ parts(where: { kind: { matches: "b" } }) { nodes { id } } }',
      )
      expect(errors?.[0]?.message).toContain('matches')
    })
  })
})

describe('an order', () => {
  onEachVariant((brain) => {
    it.each([
      ['{ stock: ASC }', 'w1 x1 n2 b2 b1 n1'],
      ['{ stock: DESC }', 'n1 b1 b2 n2 w1 x1'],
      ['{ kind: ASC }, { stock: DESC }', 'x1 b1 b2 n1 n2 w1'],
      ['{ price: ASC }', 'w1 x1 n1 b1 n2 b2'],
      ['{ price: DESC }', 'b2 n2 b1 n1 w1 x1'],
      ['{ title: ASC }', 'b1 b2 x1 n1 w1 n2'],
      ['{ added: DESC }', 'n2 n1 b2 b1 w1 x1'],
    ])('by %s, whole and in pages of two', async (sort, ids) => {
      const whole = await dataOf(brain, `{ parts(sort: [${sort}]) { nodes { id } } }`)
      expect(whole.parts.nodes.map(idOf).join(' ')).toBe(ids)
      expect((await inPages(brain, sort, 2)).join(' ')).toBe(ids)
    })
  })
})

describe('figures', () => {
  onEachVariant((brain) => {
    it('tell the distinct values of a field', async () => {
      const data = await dataOf(
        brain,
        `{ all: partsSummary { distinct { kind tags } }
           many: partsSummary(where: { stock: { gt: 92 } }) { distinct { kind } }
           usersSummary { distinct { gender } distinctCount { gender } } }`,
      )
      expect(data).toEqual({
        all: { distinct: { kind: ['bolt', 'nut', 'washer'], tags: ['brass', 'metric', 'steel'] } },
        many: { distinct: { kind: ['bolt', 'nut'] } },
        usersSummary: {
          distinct: { gender: ['FEMALE', 'MALE', 'OTHER'] },
          distinctCount: { gender: 3 },
        },
      })
    })

    it('tell the months that occur, as groups', async () => {
      const { partsGroups } = await dataOf(
        brain,
        `{ partsGroups(by: [{ added: { month: true } }], where: { added: { isNull: false } }) {
             key { added { month } } count } }`,
      )
      expect(partsGroups).toEqual([
        { key: { added: { month: 2 } }, count: 2 },
        { key: { added: { month: 3 } }, count: 1 },
        { key: { added: { month: 12 } }, count: 1 },
      ])
    })

    it('add up decimals exactly', async () => {
      const { partsSummary } = await dataOf(
        brain,
        '{ partsSummary { count sum { stock price } min { price } max { title } } }',
      )
      expect(partsSummary).toEqual({
        count: 6,
        sum: { stock: 570, price: '22.80' },
        min: { price: '0.30' },
        max: { title: 'nut m5' },
      })
    })
  })

  onEachVariant((brain) => {
    it('tell the distinct widths of a nested object', async () => {
      const { snapshotsSummary } = await dataOf(
        brain,
        '{ snapshotsSummary { distinct { colorImage { width } } } }',
      )
      expect(snapshotsSummary.distinct.colorImage.width).toEqual([640, 1280, 1920])
    })

    it('count each result', async () => {
      const data = await dataOf(
        brain,
        `{ pose: snapshotsSummary(where: { availableResults: { has: POSE } }) { count }
           color: snapshotsSummary(where: { colorImage: { width: { isNull: false } } }) { count }
           depth: snapshotsSummary(where: { depthImage: { width: { isNull: false } } }) { count }
           feelings: snapshotsSummary(where: { feelings: { hunger: { isNull: false } } }) { count } }`,
      )
      const count = (name: string): number => data[name].count
      expect(['pose', 'color', 'depth', 'feelings'].map(count)).toEqual([1045, 541, 841, 945])
    })
  }, inOneCall)
})

/** Every id, page by page. */
async function inPages(brain: Asking, sort: string, size: number): Promise<string[]> {
  const query = `query ($after: String) { parts(sort: [${sort}], first: ${size}, after: $after) {
    nodes { id } pageInfo { hasNextPage endCursor } } }`
  const ids: string[] = []
  for (let after: string | null = null; ;) {
    const { parts } = await dataOf(brain, query, { variables: { after } })
    ids.push(...parts.nodes.map(idOf))
    after = parts.pageInfo.endCursor
    if (!parts.pageInfo.hasNextPage) return ids
  }
}

function idOf({ id }: { readonly id: string }): string {
  return id
}
