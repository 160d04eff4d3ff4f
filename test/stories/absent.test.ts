import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bigint,
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
  selection,
  string,
} from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { compileSchema } from '../../src/compile/schema.ts'
import { comparable } from '../support/compared.ts'
import { dataOf, openStory, placements, type OpenStory, type Story } from '../support/placements.ts'
import {
  drawing,
  pick,
  randomList,
  randomOperation,
  type Draw,
} from '../support/random-operation.ts'
import { readOn } from '../support/reading-on.ts'

/** More operations with REFRACT_RUNS=10, others with REFRACT_SEED=2. */
const TIMES = Number(process.env['REFRACT_RUNS'] ?? 1)
const SEED = Number(process.env['REFRACT_SEED'] ?? 1)
const RUNS = 40 * TIMES

/** What a missing key means: of the item, of the object in it, and of the elements of its list. */
const meant = {
  item: {
    count: 0,
    text: '',
    flag: false,
    day: '2000-01-01',
    at: '2001-02-03T04:05:06.000Z',
    price: '0.00',
    big: '9007199254740993',
    ratio: 0,
    level: 'low',
    tags: [],
    parts: [],
  },
  box: { count: 7, text: 'x', level: 'high' },
  part: { count: 5, tags: [], flag: true },
} as const

type Meant = Readonly<Record<string, unknown>>

/** The same schema with `absent` everywhere, or nowhere. */
function schema(absent: boolean) {
  const means = (value: unknown) => (absent ? { absent: value } : {}) as never
  const { item, box, part } = meant
  const levels = ['low', 'middle', 'high'] as const
  const items = collection('Thing', {
    store: 'library',
    fields: {
      count: int(means(item.count)),
      text: string(means(item.text)),
      flag: bool(means(item.flag)),
      day: date(means(item.day)),
      at: datetime(means(item.at)),
      price: decimal(means(item.price)),
      big: bigint(means(item.big)),
      ratio: float(means(item.ratio)),
      level: oneOf(levels, means(item.level)),
      tags: list(string(), means(item.tags)),
      box: object({
        count: int(means(box.count)),
        text: string(means(box.text)),
        level: oneOf(levels, means(box.level)),
      }),
      parts: list(
        object({
          count: int(means(part.count)),
          tags: list(string(), means(part.tags)),
          flag: bool(means(part.flag)),
        }),
        means(item.parts),
      ),
      owners: refsList('owners', { reverse: 'thing' }),
    },
    computed: {
      said: {
        of: string(),
        reads: ['count', 'text', 'level', 'box'] as never,
        filter: true,
        from: (row: object) => {
          const { count, text, level, box: inner } = row as Meant
          return JSON.stringify([count, text, level, inner])
        },
      },
    },
  })
  const owners = collection('Owner', {
    store: 'library',
    fields: { name: string(), thing: ref('things', { reverse: 'owners' }) },
  })
  const shown = selection(items, {
    show: {
      count: '$.count',
      level: '$.level',
      boxed: '$.box.count',
      tags: '$.tags[*]',
      parts: '$.parts[*].count',
      flags: '$.parts[*].flag',
    } as never,
    where: { count: { gte: 0 } } as never,
  })
  return { things: { default: items, shown }, owners: { default: owners } }
}

type Row = Readonly<Record<string, unknown>> & { readonly id: number }

const values: Readonly<Record<string, readonly unknown[]>> = {
  count: [0, 1, 7, 5, -3],
  text: ['', 'x', 'a', 'B'],
  flag: [true, false],
  day: ['2000-01-01', '1999-12-31', '2020-02-02'],
  at: ['2001-02-03T04:05:06.000Z', '2026-01-02T03:04:05.678Z'],
  price: ['0.00', '0', '9.5', '-1.25'],
  big: ['9007199254740993', '1'],
  ratio: [0, 0.5, -2],
  level: ['low', 'middle', 'high'],
  tags: [[], ['e'], ['e', 'a']],
}

/** An object of these names: values, nulls, and keys that are not there. */
function drawn(names: readonly string[], draw: Draw): Record<string, unknown> {
  const members = names.flatMap((name): [string, unknown][] => {
    const turn = draw(5)
    return turn < 2 ? [] : [[name, turn === 2 ? null : pick(values[name] ?? [], draw)]]
  })
  return Object.fromEntries(members)
}

function thing(id: number, draw: Draw): Row {
  const box = draw(3) === 0 ? null : drawn(Object.keys(meant.box), draw)
  const parts = Array.from({ length: draw(4) }, () => drawn(Object.keys(meant.part), draw))
  return {
    id,
    ...drawn(Object.keys(values), draw),
    ...(draw(4) > 0 && { box }),
    ...(draw(4) > 0 && { parts: draw(6) === 0 ? null : parts }),
  }
}

const draw = drawing(321)
const things = Array.from({ length: 40 }, (_, at) => thing(at + 1, draw))
const owners = Array.from({ length: 30 }, (_, at) => {
  const name = `o${draw(4)}`
  return draw(6) === 0 ? { id: at + 1, name } : { id: at + 1, name, thing: 1 + draw(44) }
})

/** What a missing key means, written where the object around it is there. */
function filled(row: Row): Row {
  const { box, parts } = { ...meant.item, ...row } as Row
  const of = (value: unknown, within: Meant) =>
    typeof value === 'object' && value !== null ? { ...within, ...value } : value
  return {
    ...meant.item,
    ...row,
    ...('box' in row && { box: of(box, meant.box) }),
    parts: Array.isArray(parts) ? parts.map((part) => of(part, meant.part)) : parts,
  } as Row
}

const limits = { calls: 100_000, rows: 10_000_000, scannedPages: 10_000 }
const story: Story = { modules: schema(true), rows: { things, owners }, limits }
const written: Story = {
  modules: schema(false),
  rows: { things: things.map(filled), owners },
  limits,
}

describe.each(placements)('what a missing key means, on %s', (placement) => {
  let api: OpenStory
  let reference: OpenStory
  beforeAll(async () => {
    reference = await openStory('memory', written)
    api = await openStory(placement, story)
  })
  afterAll(() => Promise.all([api.close(), reference.close()]))

  const alike = async (query: string) => {
    const expected = await reference.ask(query)
    expect(comparable(await api.ask(query)), query).toEqual(comparable(expected))
    return expected
  }

  it(`is as if it were written there, in ${RUNS} random operations`, async () => {
    const known = compileSchema(reference.model)
    for (let seed = 0, run = 0; run < RUNS; seed++) {
      const query = randomOperation(known, drawing(SEED * 100_000 + seed))
      if (query.includes('exists')) continue
      await alike(query)
      run += 1
    }
  })

  it('is read on from, wherever a page ends', async () => {
    const known = compileSchema(reference.model)
    for (let seed = 0; seed < RUNS / 8; seed++) {
      const own = drawing(SEED * 100_000 + 50_000 + seed)
      const listed = randomList(known, own)
      if (!listed.page('').includes('exists')) await readOn(listed, own, alike)
    }
  })

  it('orders, groups and adds up every field, ascending and descending', async () => {
    const fields = Object.keys(meant.item).filter((name) => name !== 'tags' && name !== 'parts')
    const shape =
      'nodes { id count text flag day at price big ratio level box { count text level } }'
    for (const direction of ['ASC', 'DESC']) {
      for (const name of fields)
        await alike(`{ things(first: 50, sort: [{ ${name}: ${direction} }]) { ${shape} } }`)
      for (const name of ['count', 'text', 'level'])
        await alike(`{ things(first: 50, sort: [{ box: { ${name}: ${direction} } }]) { ${shape} }
          owners(sort: [{ thing: { box: { ${name}: ${direction} } } }], first: 50) { nodes { id } } }`)
    }
    for (const name of [...fields, 'tags'])
      await alike(`{ thingsGroups(by: [{ ${name}: true }]) { key { ${name} } count } }`)
    await alike(`{ thingsSummary { count sum { count ratio price big box { count } parts { count } }
      avg { count price } min { text day at level } max { price box { text } }
      distinct { tags level parts { count tags } } distinctCount { flag box { level } } } }`)
    await alike(`{ ownersGroups(by: [{ thing: { count: true } }, { thing: { box: { level: true } } }]) {
      key { thing { count box { level } } } count } }`)
  })

  it('is no key: `exists` asks what is stored', async () => {
    const ids = async (where: string) => {
      const { things: found } = await dataOf(
        api,
        `{ things(where: ${where}, first: 100) { nodes { id } } }`,
      )
      return found.nodes.map(({ id }: { id: string }) => Number(id))
    }
    const having = (has: (row: Row) => boolean) => things.filter(has).map(({ id }) => id)
    for (const name of Object.keys(meant.item)) {
      const has = (row: Row) => name in row
      expect(await ids(`{ ${name}: { exists: true } }`), name).toEqual(having(has))
      expect(await ids(`{ ${name}: { exists: false } }`), name).toEqual(having((row) => !has(row)))
    }
    for (const name of Object.keys(meant.box)) {
      const has = ({ box }: Row) => typeof box === 'object' && box !== null && name in box
      expect(await ids(`{ box: { ${name}: { exists: true } } }`), name).toEqual(having(has))
    }
    const some = ({ parts }: Row) => ((parts ?? []) as object[]).some((part) => 'count' in part)
    expect(await ids('{ parts: { some: { count: { exists: true } } } }')).toEqual(having(some))
  })
})
