import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bigint,
  bool,
  collection,
  config,
  date,
  datetime,
  decimal,
  duration,
  float,
  int,
  json,
  list,
  memory,
  object,
  oneOf,
  string,
  tuple,
} from 'refract'
import type { Store } from '../../src/connectors/connector.ts'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { bench, type Bench } from '../support/engine.ts'
import { drawing, pick, type Draw } from '../support/random-operation.ts'

/**
 * Groups through refs, put together from the store's own groups by the ref, compared with those made of the rows one by one:
 * by a store that makes no groups, and once more over plain rows here.
 */

/** More groups with REFRACT_RUNS=10, others with REFRACT_SEED=2. */
const TIMES = Number(process.env['REFRACT_RUNS'] ?? 1)
const SEED = Number(process.env['REFRACT_SEED'] ?? 1)

const figures = {
  whole: int(),
  part: decimal(),
  big: bigint(),
  ratio: float({ absent: 0.25 }),
  day: date(),
  span: duration(),
  flag: bool(),
  level: oneOf(['low', 'high']),
  words: list(string(), { absent: [] }),
  pair: tuple([int(), string()]),
  any: json(),
}

const things = collection('Thing', {
  store: 'library',
  fields: {
    ...figures,
    box: object({ count: int(), owner: ref('owners') }),
    owner: ref('owners', { reverse: 'things' }),
    maker: ref('owners'),
    place: ref('places', { by: 'code' }),
    many: list(object({ owner: ref('owners') })),
  },
  can: { read: { whole: { ne: 9 } } },
})
const owners = collection('Owner', {
  store: 'library',
  fields: {
    name: string({ absent: 'nobody' }),
    hidden: bool(),
    price: decimal(),
    born: datetime(),
    tags: list(string()),
    boss: ref('owners'),
    place: ref('places', { by: 'code' }),
    things: refsList('things', { reverse: 'owner' }),
  },
  can: { read: { hidden: { ne: true } } },
})
const places = collection('Place', {
  store: 'library',
  fields: { code: string({ unique: true }), rank: int({ absent: 3 }) },
})
const modules = {
  things: { default: things },
  owners: { default: owners },
  places: { default: places },
}

const draw = drawing(17)
const gaps = (of: Readonly<Record<string, () => unknown>>) =>
  Object.fromEntries(
    Object.entries(of).flatMap(([name, value]): [string, unknown][] => {
      const turn = draw(6)
      return turn === 0 ? [] : [[name, turn === 1 ? null : value()]]
    }),
  )
const one =
  (...values: readonly unknown[]) =>
  () =>
    pick(values, draw)
const owner = () => 1 + draw(23)

const rows = {
  things: Array.from({ length: 500 }, (_, at) => ({
    id: at + 1,
    ...gaps({
      whole: one(1, 2, 3, 9, -4),
      part: one('1.0', '1.00', '1', '0.1', '-2.25'),
      big: one('9007199254740993', '2', '-9007199254740995'),
      ratio: one(0.5, 0.25, -1, 0.125),
      day: one('2020-02-02', '2021-02-02', '2020-03-01'),
      span: one('PT1H', 'PT60M', 'P3D'),
      flag: one(true, false),
      level: one('low', 'high'),
      words: one([], ['a'], ['a', 'b'], ['b', 'b']),
      pair: one([1, 'a'], [2, 'b']),
      any: one({ a: 1 }, [1, 2], 'x'),
      box: () => gaps({ count: one(1, 2), owner }),
      owner,
      maker: one(1, '1', 2, '2', 3),
      place: one('a', 'b', 'c', 'z'),
      many: () => Array.from({ length: draw(3) }, () => gaps({ owner })),
    }),
  })),
  owners: Array.from({ length: 20 }, (_, at) => ({
    id: at + 1,
    ...gaps({
      name: one('Ann', 'Bea', 'Cid'),
      price: one('1.0', '1.00', '2'),
      born: one('2001-01-01T10:00:00.000Z', '2001-02-03T00:00:00.000Z', '2002-01-01T00:00:00.000Z'),
      tags: one([], ['x'], ['x', 'y'], ['y', 'y']),
      hidden: one(true, false, false),
      boss: owner,
      place: one('a', 'b', 'z'),
    }),
  })),
  places: [
    { id: 1, code: 'a', rank: 1 },
    { id: 2, code: 'b' },
    { id: 3, code: 'c', rank: null },
    { id: 4, code: 'a', rank: 5 },
  ],
}

/** A store that can do everything except make groups and figures. */
function groupless({ connector, byIds, find, byKeys }: Store): Store {
  return { connector, byIds, find, ...(byKeys && { byKeys }) }
}

const far: readonly string[] = [
  'owner: { name: true }',
  'owner: { price: true }',
  'owner: { tags: true }',
  'owner: { born: { year: true } }',
  'owner: { born: { day: true } }',
  'owner: { boss: { name: true } }',
  'owner: { boss: { place: { rank: true } } }',
  'owner: { place: { rank: true } }',
  'place: { rank: true }',
  'place: { id: true }',
  'maker: { id: true }',
  'maker: { name: true }',
  'box: { owner: { name: true } }',
]
const near: readonly string[] = [
  'words: true',
  'part: true',
  'day: { year: true }',
  'day: { month: true }',
  'level: true',
  'ratio: true',
  'pair: true',
  'any: true',
  'span: true',
  'box: { count: true }',
  'ownerId: true',
]
const asked: readonly string[] = [
  'sum { whole part big ratio box { count } }',
  'min { part big day span box { count } }',
  'max { part big day whole ratio }',
  'distinct { part words level day big }',
  'distinctCount { part words flag ratio span box { count } }',
  'avg { part whole big }',
]

/** Key paths as selected: without values, with parts. */
function shown(by: string): string {
  return by.replaceAll(': true', '').replaceAll(':', '')
}

function randomGroups(own: Draw): string {
  const chosen = new Set([pick(far, own)])
  while (own(2) === 0 && chosen.size < 3) chosen.add(pick(own(2) === 0 ? far : near, own))
  const by = [...chosen]
  const fns = new Set(
    Array.from({ length: own(3) }, () => pick(asked.slice(0, own(6) === 0 ? 6 : 5), own)),
  )
  const where = pick(
    ['', ', where: { flag: { eq: true } }', ', where: { owner: { name: { ne: "Ann" } } }'],
    own,
  )
  const having = pick(
    ['', ', having: { count: { gte: 3 } }', ', having: { sum: { whole: { gt: 0 } } }'],
    own,
  )
  const sort = pick(['', ', sort: [{ count: DESC }]', ', sort: [{ max: { part: ASC } }]'], own)
  const keys = by.map((entry) => shown(entry)).join(' ')
  return `{ thingsGroups(by: [${by.map((entry) => `{ ${entry} }`).join(', ')}]${where}${having}${sort}, first: 1000) {
    key { ${keys} } count ${[...fns].join(' ')} } }`
}

describe('groups through refs', () => {
  let merged: Bench
  let single: Bench
  beforeAll(async () => {
    const settings = config({ stores: { library: memory({ rows }) }, can: { read: true } })
    merged = await bench(modules, settings)
    single = await bench(modules, settings, { through: groupless })
  })
  afterAll(() => Promise.all([merged.close(), single.close()]))

  it('are the same put together from groups as made of the rows', async () => {
    const own = drawing(SEED * 1_000)
    for (let run = 0; run < 60 * TIMES; run++) {
      const query = randomGroups(own)
      const { data, errors } = await single.ask(query)
      const answered = await merged.ask(query)
      expect(errors, query).toBeUndefined()
      expect({ data: answered.data, errors: answered.errors }, query).toEqual({ data, errors })
    }
  })

  it('count and add up what the rows hold', async () => {
    const ownerOf = new Map(rows.owners.map((each) => [each.id, each as Row]))
    const groups = new Map<string, { count: number; sum: number | null }>()
    for (const thing of rows.things as readonly Row[]) {
      if (thing['whole'] === 9) continue
      const found = ownerOf.get(Number(thing['owner'] ?? 0))
      const seen = found && found['hidden'] !== true ? found : null
      const name = seen === null ? null : 'name' in seen ? seen['name'] : 'nobody'
      const group = groups.get(JSON.stringify(name)) ?? { count: 0, sum: null }
      group.count += 1
      if (typeof thing['whole'] === 'number') group.sum = (group.sum ?? 0) + thing['whole']
      groups.set(JSON.stringify(name), group)
    }
    const { data } = await merged.ask(
      '{ thingsGroups(by: [{ owner: { name: true } }]) { key { owner { name } } count sum { whole } } }',
    )
    const answered = data.thingsGroups.map((group: Group) => [
      JSON.stringify(group.key.owner.name),
      { count: group.count, sum: group.sum.whole },
    ])
    expect(new Map(answered)).toEqual(groups)
    expect(merged.calls().filter((call) => call.startsWith('things.'))).toHaveLength(1)
  })
})

type Row = Readonly<Record<string, unknown>>
interface Group {
  readonly key: { readonly owner: { readonly name: string | null } }
  readonly count: number
  readonly sum: { readonly whole: number | null }
}
