import * as fc from 'fast-check'
import { Decimal128, Double, Long, ObjectId, UUID, type Document } from 'mongodb'
import {
  bigint,
  bool,
  date,
  datetime,
  decimal,
  float,
  int,
  json,
  list,
  object,
  oneOf,
  ref,
  refsList,
  string,
  time,
  uuid,
} from '../../src/fields/index.ts'

const member = {
  s: string(),
  n: int(),
  r: ref('others'),
  when: datetime(),
  z: float({ absent: 0 } as object),
}

/** Fields of every kind that the server is asked about, and some that it is not. */
export const fields = {
  text: string(),
  kind: oneOf(['x', 'y', 'é']),
  whole: int(),
  real: float(),
  big: bigint(),
  price: decimal(),
  at: datetime(),
  day: date(),
  clock: time(),
  flag: bool(),
  token: uuid(),
  any: json(),
  owner: ref('others'),
  tags: list(string()),
  counts: list(int()),
  prices: list(decimal()),
  moments: list(datetime()),
  empty: list(string(), { absent: [] }),
  refs: refsList('others', { owns: true }),
  inner: object({ ...member, deeper: object({ s: string(), tags: list(string()) }) }),
  parts: list(object({ ...member, tags: list(string()) })),
  moved: string(),
  far: object({ s: string(), n: int() }),
}

export const stored = { moved: 'else.where', 'far.s': 'else.s' }

const d = (text: string) => Decimal128.fromString(text)
const oid = new ObjectId('5f0000000000000000000001')
const id = new UUID('123e4567-e89b-42d3-a456-426614174000')

/** Stored values by kind: those of an orderly application first, then ever odder ones. */
const pools: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  text: [['a', 'b', 'B', '', 'é', 'a%.*'], [null], [7, true, ['a'], { a: 1 }, oid, d('1')]],
  kind: [['x', 'y', 'é'], [null], ['q', 1, ['x'], '']],
  whole: [
    [0, 1, 2, -3],
    [null, Long.fromNumber(2), new Double(2)],
    [
      new Double(2.5),
      Long.fromNumber(2 ** 40),
      '1',
      [1],
      NaN,
      d('2'),
      d('2.5'),
      { a: 1 },
      Infinity,
    ],
  ],
  real: [
    [0.1, 0.25, 1, -2],
    [null, Long.fromNumber(1), new Double(1)],
    [Infinity, NaN, '0.1', [0.1], d('0.1'), true],
  ],
  big: [
    [Long.fromNumber(1), Long.fromString('9007199254740993'), 5],
    [null, new Double(5), d('12345678901234567890'), d('5.0')],
    ['5', '+05', 'x', new Double(2 ** 54), d('5.5'), [Long.fromNumber(1)], NaN],
  ],
  price: [
    [d('7.50'), d('7.5'), d('-0.1'), d('0.1'), 7],
    [null, Long.fromNumber(7)],
    [0.1, 7.5, new Double(7)],
    ['7.5', '1e3', 'x', d('NaN'), d('Infinity'), [d('1')], NaN, true],
  ],
  at: [
    [new Date('2026-01-02T03:04:05.678Z'), new Date('2025-12-31T23:59:59.999Z'), new Date(0)],
    [null],
    ['2026-01-02T03:04:05.678Z', '1999-01-02T03:04:05.000Z'],
    ['2026-01-02', '2026-01-02T04:04:05.678+01:00', 'soon', 5, new Date(8e15), [new Date(0)]],
  ],
  day: [
    ['2020-02-29', '1999-12-31', '2020-01-01'],
    [null],
    [new Date('2020-02-29T00:00:00Z'), new Date('2021-03-01T00:00:00Z')],
    ['2021-02-29', 'x', new Date(1), 5, ['2020-01-01']],
  ],
  clock: [['10:00:00', '10:00:00.500', '23:59:59'], [null], ['10:00', '10:00:00.000', 'x', 5]],
  flag: [[true, false], [null], ['true', 1, [true]]],
  token: [
    [String(id), 'ffffffff-0000-4000-8000-000000000000'],
    [null],
    [id],
    [String(id).toUpperCase(), 'x', 5],
  ],
  any: [[1, 'a', { a: [1] }, [1, 2]], [null], [oid, d('1'), new Date(0)]],
  key: [
    [1, 2, 'a', 'b'],
    [null, Long.fromNumber(1), '1', oid, id],
    [new Double(2), String(oid), String(id), Long.fromString('9007199254740993'), d('2')],
    [1.5, true, ['a'], { _id: 1 }, d('1.5'), new Date(0), NaN],
  ],
  tags: [
    [['a', 'b'], ['a', 'a'], [], ['b']],
    [null],
    ['a', ['a', 1], [['a']], [null], ['a', null], {}],
  ],
  counts: [
    [[1, 2], [2], []],
    [null, [Long.fromNumber(1)]],
    [[new Double(2.5)], ['1'], [new Double(1)], 1],
  ],
  prices: [
    [[d('7.5'), d('1')], [d('7.50')], []],
    [null, [7]],
    [[7.5], ['7.5'], [d('NaN')], ['x']],
  ],
  moments: [
    [[new Date(0)], [new Date(0), new Date(5)], []],
    [null],
    [['2026-01-02T03:04:05.678Z'], ['x'], [5]],
  ],
  refs: [
    [[1, 'a'], ['b'], [], [2, 2]],
    [null, [oid, id], ['1', 1]],
    [[new Double(2)], [1.5], [null], 1, [[1]], [d('2')]],
  ],
}

const ABSENT = Symbol('absent')

/** Values of a pool, as odd as the data set is. */
function value(pool: string, oddness: number): fc.Arbitrary<unknown> {
  const values = (pools[pool] ?? []).slice(0, oddness + 1).flat()
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.constant(ABSENT) },
  )
}

function record(members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Document> {
  return fc
    .record(members)
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, each]) => each !== ABSENT)))
}

function odd(
  of: fc.Arbitrary<unknown>,
  values: readonly unknown[],
  oddness: number,
): fc.Arbitrary<unknown> {
  const nulls = { weight: 1, arbitrary: fc.constantFrom(null, ABSENT) }
  const odds = { weight: 1, arbitrary: fc.constantFrom(...values) }
  return fc.oneof({ weight: 5, arbitrary: of }, nulls, ...(oddness > 1 ? [odds] : []))
}

type Oddness = (field: string) => number

function members(at: Oddness, prefix: string): Record<string, fc.Arbitrary<unknown>> {
  return {
    s: value('text', at(`${prefix}.s`)),
    n: value('whole', at(`${prefix}.n`)),
    r: value('key', at(`${prefix}.r`)),
    when: value('at', at(`${prefix}.when`)),
    z: value('real', at(`${prefix}.z`)),
  }
}

function document(at: Oddness): fc.Arbitrary<Document> {
  const deeper = record({ s: value('text', at('deeper')), tags: value('tags', at('deeper')) })
  const inner = record({
    ...members(at, 'inner'),
    deeper: odd(deeper, [5, [{ s: 'a' }]], at('deeper')),
  })
  const part = record({ ...members(at, 'parts'), tags: value('tags', at('parts')) })
  const parts = fc.array(part, { maxLength: 3 })
  const elsewhere = record({ where: value('text', at('moved')), s: value('text', at('moved')) })
  const plain = [
    'text',
    'kind',
    'whole',
    'real',
    'big',
    'price',
    'at',
    'day',
    'clock',
    'flag',
    'token',
    'any',
  ]
  const lists = ['tags', 'counts', 'prices', 'moments', 'refs']
  return record({
    ...Object.fromEntries([...plain, ...lists].map((name) => [name, value(name, at(name))])),
    owner: value('key', at('owner')),
    empty: value('tags', at('empty')),
    inner: odd(inner, ['no', [{ s: 'a', n: 1 }], 5], at('inner')),
    parts: odd(parts, ['no', [3], [{ s: 'a' }, null], { s: 'a' }], at('parts')),
    else: odd(elsewhere, ['no', [{ where: 'a' }]], at('moved')),
    far: odd(record({ n: value('whole', at('far')) }), ['no', [{ n: 1 }]], at('far')),
  })
}

const ids: readonly unknown[] = [
  ...Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? new Double(i) : i)),
  Long.fromString('9007199254740993'),
  Long.fromString('9007199254740992'),
  ...'abcdefghij',
  '010',
  'É',
  '',
  oid,
  new ObjectId('5f0000000000000000000002'),
  id,
  new UUID('00000000-0000-4000-8000-000000000000'),
]

/** A collection: up to thirty documents with ids of all types; each field is as odd as chance says. */
export const collections: fc.Arbitrary<Document[]> = fc
  .tuple(fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 40, maxLength: 40 }), fc.nat())
  .chain(([chances, shift]) => {
    const places = new Map<string, number>()
    const at: Oddness = (field) => {
      const place = places.get(field) ?? places.size
      places.set(field, place)
      return Math.max(0, (chances[place % chances.length] ?? 0) - 4)
    }
    return fc
      .array(document(at), { minLength: 1, maxLength: 30 })
      .map((documents) =>
        documents.map((each, i) => ({ _id: ids[(i + shift) % ids.length], ...each })),
      )
  })
