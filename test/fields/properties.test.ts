import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idType } from '../../src/fields/id.ts'
import {
  bigint,
  bool,
  bytes,
  date,
  datetime,
  decimal,
  duration,
  email,
  float,
  int,
  ip,
  json,
  list,
  object,
  oneOf,
  string,
  time,
  tuple,
  url,
  uuid,
} from '../../src/fields/index.ts'
import type { FieldType } from '../../src/fields/index.ts'

const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?$/)
const moments = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
})
const days = moments.map((moment) => moment.toISOString().slice(0, 10))
const clocks = moments.map((moment) => moment.toISOString().slice(11, -1))
const lengths = fc
  .record({ d: fc.nat(400), h: fc.nat(100), s: fc.nat(9999) })
  .map(({ d, h, s }) => `P${d}DT${h}H${s}S`)
const jsons = fc.jsonValue().filter((value) => value !== null)

/** A type with what a client may give it. */
const all: readonly (readonly [string, FieldType, fc.Arbitrary<unknown>])[] = [
  ['string', string().type, fc.string({ unit: 'grapheme' })],
  ['int', int().type, fc.integer()],
  ['float', float().type, fc.double({ noNaN: true, noDefaultInfinity: true })],
  ['bool', bool().type, fc.boolean()],
  ['bigint', bigint().type, fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n })],
  ['decimal', decimal().type, digits],
  ['datetime', datetime().type, moments],
  ['date', date().type, days],
  ['time', time().type, clocks],
  ['duration', duration().type, lengths],
  ['email', email().type, fc.constantFrom('a@b.c', 'ada@example.com', 'A@b.c')],
  ['url', url().type, fc.webUrl()],
  ['ip', ip().type, fc.oneof(fc.ipV4(), fc.ipV6())],
  ['uuid', uuid().type, fc.uuid()],
  ['json', json().type, jsons],
  ['bytes', bytes().type, fc.uint8Array()],
  ['oneOf', oneOf(['a', 'b', 'ä']).type, fc.constantFrom('a', 'b', 'ä')],
  ['list', list(string()).type, fc.array(fc.string())],
  ['list of decimals', list(decimal()).type, fc.array(digits)],
  [
    'tuple',
    tuple([datetime(), bigint()]).type,
    fc.tuple(fc.option(moments), fc.bigInt({ min: 0n, max: 9n })),
  ],
  [
    'object',
    object({ a: decimal(), b: list(date()) }).type,
    fc.record({ a: digits, b: fc.option(fc.array(days)) }, { requiredKeys: [] }),
  ],
  ['id', idType, fc.oneof(fc.string(), fc.integer(), fc.bigInt())],
]

describe.each(all)('%s', (_, type, inputs) => {
  const values = inputs.map((input) => type.parse(input))

  it('parses what it has parsed to the same value', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(type.parse(value)).toEqual(value)
      }),
    )
  })

  it('comes back from a store of JSON as it went', () => {
    fc.assert(
      fc.property(values, (value) => {
        const stored: unknown = JSON.parse(JSON.stringify(type.encode(value)))
        const back = type.decode(stored)
        expect(type.identity(back)).toBe(type.identity(value))
        if (type !== idType) expect(type.compare(back, value)).toBe(0)
      }),
    )
  })

  it('comes back from a native store too', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(type.identity(type.decode(value))).toBe(type.identity(value))
      }),
    )
  })

  it('has an order: reflexive, antisymmetric, transitive', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        expect(type.compare(a, a)).toBe(0)
        expect(Math.sign(type.compare(a, b))).toBe(-Math.sign(type.compare(b, a)) + 0)
        if (type.compare(a, b) <= 0 && type.compare(b, c) <= 0)
          expect(type.compare(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })

  it('is equal exactly where its identity is', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const same = type.identity(a) === type.identity(b)
        // Keys of different types may print alike: they are the same item, and still have an order.
        if (type !== idType || !same) expect(type.compare(a, b) === 0).toBe(same)
      }),
    )
  })
})

describe('what scenario 58 names', () => {
  it.each([
    [time().type, '08:05:00', '08:05:00'],
    [time().type, '00:00:00', '00:00:00'],
    [datetime().type, '2020-01-02T03:04:05.678Z', new Date('2020-01-02T03:04:05.678Z')],
    [decimal().type, '0.10', '0.10'],
    [decimal().type, '1e20', '100000000000000000000'],
    [list(string()).type, [], []],
    [list(string()).type, ['a, b', ''], ['a, b', '']],
    [string().type, '', ''],
    [bool().type, false, false],
    [int().type, 0, 0],
    [
      object({ a: object({ b: string() }) }).type,
      { a: { b: '🎧 emoji' } },
      { a: { b: '🎧 emoji' } },
    ],
  ])('comes back equal: %o %j', (type, input, decoded) => {
    const value = type.parse(input)
    expect(value).toEqual(decoded)
    expect(type.decode(JSON.parse(JSON.stringify(type.encode(value))))).toEqual(decoded)
  })
})
