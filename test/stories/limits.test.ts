import { afterAll, describe, expect, it } from 'vitest'
import { collection, defaultLimits, int, list, object, string } from 'refract'
import type { Limits } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { MistakesError } from '../../src/errors.ts'
import { gateway, type Gateway } from '../../src/server/gateway.ts'
import { config, memory } from 'refract'
import type { Bench } from '../support/engine.ts'
import { openStory, type Story } from '../support/placements.ts'

const things = collection('Thing', {
  store: 'library',
  fields: {
    name: string(),
    size: int(),
    words: list(string()),
    box: object({ size: int() }),
    part: ref('things', { reverse: 'wholes' }),
    wholes: refsList('things', { reverse: 'part' }),
    near: refsList('things'),
  },
  computed: {
    big: {
      of: string(),
      reads: ['size'],
      filter: true,
      from: ({ size }) => ((size ?? 0) > 5 ? 'yes' : 'no'),
    },
  },
})

const rows = {
  things: Array.from({ length: 12 }, (_, n) => ({
    id: n,
    name: `n${n}`,
    size: n,
    words: [`w${n}`],
    part: n + 1,
    near: [n, n + 1],
  })),
}

const opened: Bench[] = []
afterAll(async () => {
  for (const api of opened) await api.close()
})

/** A gateway with these limits; its answers' first error as `{ code, limit }`, or `null`. */
async function limited(limits: Partial<Limits> = {}, story: Partial<Story> = {}) {
  const api = await openStory('memory', {
    modules: { things: { default: things } },
    rows,
    limits,
    ...story,
  })
  opened.push(api)
  return async (query: string, variables?: Record<string, unknown>) => {
    const { errors, extensions } = await api.ask(query, variables)
    const [error] = errors ?? []
    if (error) {
      const { code, limit, issues } = error.extensions ?? {}
      expect({
        query,
        calls:
          code === 'UNSUPPORTED_FILTER' ||
          String(limit && (limit as { name: string }).name) === 'distinct'
            ? []
            : api.calls(),
      }).toEqual({ query, calls: [] })
      return {
        code,
        ...(limit ? { limit } : {}),
        ...(issues
          ? {
              issues: (issues as { path: string[]; code: string }[]).map(
                (issue) => `${issue.path.join('.')} ${issue.code}`,
              ),
            }
          : {}),
      }
    }
    expect(extensions).toBeDefined()
    return null
  }
}

const exceeded = (name: string, max: number) => ({ code: 'LIMIT_EXCEEDED', limit: { name, max } })
const bad = (...issues: string[]) => ({ code: 'BAD_USER_INPUT', issues })
const times = (count: number, one: (n: number) => string, by = ' ') =>
  Array.from({ length: count }, (_, n) => one(n)).join(by)

describe('Limits', () => {
  it('have the documented defaults', () => {
    expect(defaultLimits).toMatchObject({
      depth: 12,
      aliases: 30,
      rootFields: 20,
      tokens: 2_000,
      conditions: 50,
      filterNesting: 10,
      inValues: 1_000,
      ids: 1_000,
      skip: 10_000,
      calls: 200,
      rows: 100_000,
      rowBudget: 10_000,
      scannedPages: 200,
      pageDefault: 20,
      pageMax: 100,
      groupsDefault: 100,
      groupsMax: 1_000,
      distinct: 1_000,
    })
  })

  it('of depth: a root field is 1, leaves count, the parts of connections do not', async () => {
    const ask = await limited()
    const refs = (levels: number) =>
      `{ thing(id: 1) ${times(levels, () => '{ part')} { name } ${times(levels, () => '}')} }`
    expect(await ask(refs(10))).toBeNull()
    expect(await ask(refs(11))).toEqual(exceeded('depth', 12))
    const lists = (levels: number) =>
      `{ things(first: 1) { edges { node ${times(levels, () => '{ wholes(first: 1) { nodes')} { name } ${times(levels, () => '} }')} } pageInfo { hasNextPage } } }`
    expect(await ask(lists(10))).toBeNull()
    expect(await ask(lists(11))).toEqual(exceeded('depth', 12))
    const fragments = `${refs(8).replace('name', '...Deep')} fragment Deep on Thing { part { ...Deeper } } fragment Deeper on Thing { part { name } }`
    expect(await ask(fragments)).toBeNull()
    expect(await ask(fragments.replace('part { name }', 'part { part { name } }'))).toEqual(
      exceeded('depth', 12),
    )
    const four = await limited({ depth: 4 })
    expect(
      await four('{ thingsGroups(by: [{ part: { name: true } }]) { key { part { name } } } }'),
    ).toBeNull()
    expect(
      await (
        await limited({ depth: 3 })
      )('{ thingsGroups(by: [{ part: { name: true } }]) { key { part { name } } } }'),
    ).toEqual(exceeded('depth', 3))
  })

  it('of depth do not speak of introspection', async () => {
    const ask = await limited({ depth: 2 })
    expect(
      await ask('{ __schema { types { fields { type { ofType { ofType { name } } } } } } }'),
    ).toBeNull()
  })

  it('of aliases', async () => {
    const ask = await limited()
    const aliases = (count: number) => `{ thing(id: 1) { ${times(count, (n) => `a${n}: name`)} } }`
    expect(await ask(aliases(30))).toBeNull()
    expect(await ask(aliases(31))).toEqual(exceeded('aliases', 30))
    expect(
      await ask(
        `{ thing(id: 1) { ...F part { ...F } } } fragment F on Thing { ${times(16, (n) => `a${n}: name`)} }`,
      ),
    ).toEqual(exceeded('aliases', 30))
  })

  it('of fields, with fragments written out', async () => {
    const twice = '{ thing(id: 1) { ...F part { ...F } } } fragment F on Thing { id name }'
    expect(await (await limited({ tokens: 5 }))(twice)).toBeNull()
    expect(await (await limited({ tokens: 4 }))(twice)).toEqual(exceeded('tokens', 4))
  })

  it('of root fields', async () => {
    const ask = await limited()
    const roots = (count: number) => `{ ${times(count, (n) => `t${n}: thing(id: ${n}) { name }`)} }`
    expect(await ask(roots(20))).toBeNull()
    expect(await ask(roots(21))).toEqual(exceeded('rootFields', 20))
  })

  it('of conditions, over all filters of an operation', async () => {
    const ask = await limited()
    const or = (count: number) =>
      `where: { or: [${times(count, (n) => `{ name: { eq: "${n}" } }`, ', ')}] }`
    expect(await ask(`{ things(${or(50)}) { totalCount } }`)).toBeNull()
    expect(await ask(`{ things(${or(51)}) { totalCount } }`)).toEqual(exceeded('conditions', 50))
    expect(
      await ask(`{ a: things(${or(25)}) { totalCount } b: things(${or(25)}) { totalCount } }`),
    ).toBeNull()
    expect(
      await ask(`{ a: things(${or(25)}) { totalCount } b: things(${or(26)}) { totalCount } }`),
    ).toEqual(exceeded('conditions', 50))
    expect(
      await ask('query($w: ThingWhere) { things(where: $w) { totalCount } }', {
        w: { or: Array.from({ length: 51 }, (_, n) => ({ size: { eq: n } })) },
      }),
    ).toEqual(exceeded('conditions', 50))
  })

  it('of filter nesting', async () => {
    const ask = await limited()
    const nots = (levels: number) =>
      `{ things(where: ${times(levels, () => '{ not:')} { name: { eq: "x" } } ${times(levels, () => '}')}) { totalCount } }`
    expect(await ask(nots(10))).toBeNull()
    expect(await ask(nots(11))).toEqual(exceeded('filterNesting', 10))
    const links = (levels: number) =>
      `{ things(where: ${times(levels, () => '{ wholes: { some:')} { name: { eq: "x" } } ${times(levels, () => '} }')}) { totalCount } }`
    expect(await ask(links(10))).toBeNull()
    expect(await ask(links(11))).toEqual(exceeded('filterNesting', 10))
  })

  it('of the values of one in', async () => {
    const ask = await limited()
    const query =
      'query($in: [Int], $w: [String!]) { things(where: { size: { in: $in }, words: { hasAny: $w } }) { totalCount } }'
    const values = (count: number) => Array.from({ length: count }, (_, n) => n)
    expect(await ask(query, { in: values(1_000), w: [] })).toBeNull()
    expect(await ask(query, { in: values(1_001), w: values(1_001).map(String) })).toEqual(
      bad('where.size.in max', 'where.words.hasAny max'),
    )
  })

  it('of ids', async () => {
    const ask = await limited()
    const ids = (count: number) => ({ ids: Array.from({ length: count }, (_, n) => String(n)) })
    expect(
      await ask('query($ids: [ID!]!) { thingsByIds(ids: $ids) { id } }', ids(1_000)),
    ).toBeNull()
    expect(await ask('query($ids: [ID!]!) { thingsByIds(ids: $ids) { id } }', ids(1_001))).toEqual(
      bad('ids max'),
    )
  })

  it('of skip and of page sizes, which are never cut in silence', async () => {
    const ask = await limited()
    for (const [args, answer] of [
      ['skip: 10000', null],
      ['skip: 10001', bad('skip max')],
      ['first: 100', null],
      ['first: 101', bad('first max')],
      ['last: 100', null],
      ['last: 101', bad('last max')],
      ['first: -1, skip: -1', bad('first min', 'skip min')],
    ] as const)
      expect({ args, answer: await ask(`{ things(${args}) { totalCount } }`) }).toEqual({
        args,
        answer,
      })
    const small = await limited({ pageDefault: 2, pageMax: 3 })
    expect(
      await small('{ things(first: 3) { nodes { wholes(first: 3) { totalCount } } } }'),
    ).toBeNull()
    expect(await small('{ things { nodes { wholes(first: 4) { totalCount } } } }')).toEqual(
      bad('first max'),
    )
  })

  it('of store calls, by the bound, before the first of them', async () => {
    const query =
      '{ things { nodes { part { near { nodes { name } } } wholes { nodes { name } } } } }'
    expect(await (await limited({ calls: 4 }))(query)).toBeNull()
    expect(await (await limited({ calls: 3 }))(query)).toEqual(exceeded('calls', 3))
    const joined = '{ things(where: { part: { name: { eq: "x" } } }) { totalCount } }'
    expect(await (await limited({ calls: 2 }))(joined)).toBeNull()
    expect(await (await limited({ calls: 1 }))(joined)).toEqual(exceeded('calls', 1))
  })

  it('of rows, by the bound', async () => {
    const query = '{ things(first: 10) { nodes { wholes(first: 5) { nodes { name } } } } }'
    expect(await (await limited({ rows: 60 }))(query)).toBeNull()
    expect(await (await limited({ rows: 59 }))(query)).toEqual(exceeded('rows', 59))
    expect(
      await (
        await limited({ rows: 59 })
      )(query.replace('10', '$n').replace('{', 'query($n: Int) {'), { n: 9 }),
    ).toBeNull()
  })

  it('of rows that the gateway reads to finish in memory', async () => {
    const query = '{ things(where: { big: { eq: "yes" } }) { totalCount } }'
    expect(await (await limited({ rowBudget: 12 }))(query)).toBeNull()
    const ask = await limited({ rowBudget: 11 })
    expect(await ask(query)).toEqual({ code: 'UNSUPPORTED_FILTER' })
    const sorted = '{ things(sort: [{ part: { name: ASC } }], last: 3) { nodes { id } } }'
    expect(await ask(sorted)).toEqual({ code: 'UNSUPPORTED_FILTER' })
    expect(await ask(sorted.replace('last', 'first'))).toBeNull()
    const groups = '{ thingsGroups(by: [{ part: { name: true } }]) { avg { size } } }'
    expect(await ask(groups)).toEqual({ code: 'UNSUPPORTED_FILTER' })
    expect(
      await ask('{ things(where: { big: { eq: "yes" }, size: { gt: 0 } }) { totalCount } }'),
    ).toBeNull()
  })

  it('of groups and distinct values', async () => {
    const ask = await limited({ groupsDefault: 3, groupsMax: 4, distinct: 12 })
    expect(await ask('{ thingsGroups(by: [{ name: true }], first: 4) { count } }')).toBeNull()
    expect(await ask('{ thingsGroups(by: [{ name: true }], first: 5) { count } }')).toEqual(
      bad('first max'),
    )
    expect(await ask('{ thingsSummary { distinct { name } distinctCount { name } } }')).toBeNull()
    const less = await limited({ distinct: 11 })
    expect(await less('{ thingsSummary { distinct { name } } }')).toEqual(exceeded('distinct', 11))
    expect(await less('{ thingsSummary { distinctCount { name } } }')).toBeNull()
    expect(await less('{ thingsGroups(by: [{ big: true }]) { distinct { name } } }')).toBeNull()
  })

  it('of pages and groups have a default for those who say no size', async () => {
    const limits = { pageDefault: 2, pageMax: 4, groupsDefault: 3, groupsMax: 4 }
    const api = await openStory('memory', {
      modules: { things: { default: things } },
      rows,
      limits,
    })
    opened.push(api)
    const query =
      '{ things { nodes { id wholes { totalCount } } } thingsGroups(by: [{ name: true }]) { count } }'
    const { data } = await api.ask(query)
    expect(data.things.nodes).toHaveLength(2)
    expect(data.thingsGroups).toHaveLength(3)
  })

  it('that make no sense are start-up mistakes, all at once', async () => {
    const wrong = { depth: 0, calls: -1, pageDefault: 50, pageMax: 10, dept: 3 }
    const refused: unknown = await limited(wrong).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(MistakesError)
    expect((refused as MistakesError).mistakes.map(({ at }) => at)).toEqual([
      'config.limits.depth',
      'config.limits.calls',
      'config.limits.dept',
      'config.limits.pageDefault',
    ])
    expect((refused as MistakesError).message).toContain('Did you mean "depth"?')
  })
})

describe('Limits of the transport', () => {
  const settings = (limits: Partial<Limits> = {}) =>
    config({ stores: { library: memory({ rows }) }, limits, log: 'silent' })
  const open: Gateway[] = []
  afterAll(async () => {
    for (const api of open) await api.close()
  })
  const post = (api: Gateway, query: string) =>
    api.fetch(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query }),
      }),
    )

  it('count the tokens of a document', async () => {
    const api = gateway({ schema: { things: { default: things } }, config: settings() })
    open.push(api)
    // 26 tokens around two lists of ids.
    const ids = (count: number) => `[${times(count, String)}]`
    const lists = (one: number, other: number) =>
      `{ a: thingsByIds(ids: ${ids(one)}) { id } b: thingsByIds(ids: ${ids(other)}) { id } }`
    const fits = (await (await post(api, lists(987, 987))).json()) as { data: { a: object[] } }
    expect(fits.data.a).toHaveLength(987)
    const more = (await (await post(api, lists(987, 988))).json()) as {
      errors: { extensions: object }[]
    }
    expect(more.errors[0]?.extensions).toEqual(exceeded('tokens', 2_000))
  })
})
