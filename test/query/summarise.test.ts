import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idType } from '../../src/fields/id.ts'
import { listType } from '../../src/fields/list-type.ts'
import { bigintType, decimalType, floatType, intType } from '../../src/fields/numbers.ts'
import { keyText, StoreKey, type Key } from '../../src/fields/key.ts'
import { everything, nothing, type Filter, type Path } from '../../src/query/filter.ts'
import { match } from '../../src/query/match.ts'
import { farAbsent } from '../../src/query/order.ts'
import type { Row } from '../../src/query/row.ts'
import { summarise } from '../../src/query/summarise.ts'
import type { GroupKey, SummaryFunction } from '../../src/query/summary.ts'
import { fields, filter, rows, words } from './filters.ts'
import * as p from './parts.ts'

function figure(
  list: readonly Row[],
  fn: SummaryFunction,
  path: Path,
  filter: Filter = everything,
): unknown {
  return summarise(list, { filter, by: [], figures: [{ fn, path }] })[0]?.values[0]
}

function column(values: readonly unknown[], type: Path['type']): [readonly Row[], Path] {
  return [values.map((v, id) => ({ id, v })), p.path('v', type)]
}

function total(fn: 'sum' | 'avg', values: readonly unknown[], type: Path['type']): unknown {
  const [list, path] = column(values, type)
  return figure(list, fn, path)
}

describe('summaries of the parts', () => {
  it.each<[SummaryFunction, Path, unknown]>([
    ['sum', p.stock, 570],
    ['avg', p.stock, 142.5],
    ['min', p.stock, 58],
    ['max', p.stock, 300],
    ['sum', p.price, '22.80'],
    ['avg', p.price, '5.7'],
    ['min', p.price, '0.30'],
    ['max', p.price, '11.50'],
    ['distinct', p.kind, ['bolt', 'nut', 'washer']],
    ['distinctCount', p.kind, 3],
    ['distinct', p.tags, ['brass', 'metric', 'steel']],
    ['distinctCount', p.tags, 3],
    ['min', p.tags, 'brass'],
    ['min', p.added, '2010-02-21'],
    ['max', p.id, 'x1'],
    ['min', p.title, 'Bolt M3'],
  ])('%s %j', (fn, path, expected) => {
    expect(figure(p.parts, fn, path)).toEqual(expected)
  })

  it('respect the filter', () => {
    expect(figure(p.parts, 'distinct', p.kind, p.compare(p.stock, 'gt', 92))).toEqual([
      'bolt',
      'nut',
    ])
    expect(figure(p.snapshots, 'distinct', p.width)).toEqual([640, 1280, 1920])
  })

  it('count rows, whatever they hold', () => {
    expect(summarise(p.parts, { filter: everything, by: [], figures: [] })).toEqual([
      { key: [], count: 6, values: [] },
    ])
  })

  it('of nothing are 0, [] and null', () => {
    const functions: SummaryFunction[] = ['sum', 'avg', 'min', 'max', 'distinct', 'distinctCount']
    for (const path of [p.stock, p.price]) {
      const figures = functions.map((fn) => ({ fn, path }))
      const empty = [{ key: [], count: 0, values: [null, null, null, null, [], 0] }]
      expect(summarise([], { filter: everything, by: [], figures })).toEqual(empty)
      expect(summarise(p.parts, { filter: nothing, by: [], figures })).toEqual(empty)
      const nulls = summarise(p.parts, { filter: p.compare(p.stock, 'eq', null), by: [], figures })
      expect(nulls[0]?.values).toEqual([null, null, null, null, [], 0])
    }
  })

  it('refuse to sum what is no number', () => {
    expect(() => figure(p.parts, 'sum', p.title)).toThrow(TypeError)
  })
})

describe('figures', () => {
  it('unwind lists, and lists in lists of objects', () => {
    const list: Row[] = [
      { id: 1, lines: [{ qty: 2 }, { qty: null }, {}, { qty: 3 }] },
      { id: 2, lines: null },
      { id: 3, lines: [{ qty: 2 }] },
    ]
    const qty = p.path('lines.qty', intType)
    expect(figure(list, 'sum', qty)).toBe(7)
    expect(figure(list, 'distinct', qty)).toEqual([2, 3])
    expect(figure([{ id: 1, v: [1, 1, 2] }], 'sum', p.path('v', listType(intType)))).toBe(4)
  })

  it('give keys as keys, one for those that print alike, by type first', () => {
    const uuid = new StoreKey('uuid', '5f43a1b2-c3d4-45f6-8718-293a5f43a1b2')
    const keys: Key[] = ['10', 10, 'a', 9, uuid, 10n]
    for (const values of [keys, keys.toReversed()]) {
      const [list, path] = column(values, idType)
      expect(figure(list, 'min', path)).toBe(9)
      expect(figure(list, 'max', path)).toBe(uuid)
      expect((figure(list, 'distinct', path) as Key[]).map(keyText)).toEqual([
        '9',
        '10',
        'a',
        uuid.text,
      ])
      expect(figure(list, 'distinctCount', path)).toBe(4)
    }
  })

  it('show one spelling of equal decimals, whatever the order of rows', () => {
    for (const values of [
      ['1.50', '1.5', '2'],
      ['2', '1.5', '1.50'],
    ]) {
      const [list, path] = column(values, decimalType)
      expect(figure(list, 'distinct', path)).toEqual(['1.5', '2'])
      expect(figure(list, 'min', path)).toBe('1.5')
      expect(
        figure(
          list.filter((row) => row['v'] !== '2'),
          'max',
          path,
        ),
      ).toBe('1.5')
    }
  })
})

describe('sums', () => {
  it.each([
    [[0.1, 0.2, 0.3], 0.6],
    [Array.from({ length: 10 }, () => 0.1), 1],
    [[1e16, 1, -1e16], 1],
    [[1, 1e100, 1, -1e100], 2],
    [[2 ** 53, 1, 1], 2 ** 53 + 2],
    [[-0.5, 0.5], 0],
    [[5], 5],
  ])('of doubles are rounded once: %j', (values, expected) => {
    expect(total('sum', values, floatType)).toBe(expected)
    expect(total('sum', values.toReversed(), floatType)).toBe(expected)
  })

  it('of doubles do not depend on the order', () => {
    const double = fc.oneof(
      fc.double({ noNaN: true, min: -1e200, max: 1e200 }),
      fc.integer(),
      fc.constantFrom(0.1, 1e16, -1e16),
    )
    fc.assert(
      fc.property(fc.array(double, { minLength: 1, maxLength: 20 }), (values) => {
        expect(
          total(
            'sum',
            values.toSorted((a, b) => a - b),
            floatType,
          ),
        ).toBe(total('sum', values, floatType))
        const negated = total('sum', [...values, ...values.map((value) => -value)], floatType)
        expect(negated === 0).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('of integers are exact', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 50 }), (values) => {
        const exact = values.reduce((sum, value) => sum + BigInt(value), 0n)
        expect(total('sum', values, intType)).toBe(Number(exact))
      }),
    )
  })

  it('end in infinity past the doubles, and are not NaN where they come back', () => {
    expect(total('sum', [1e308, 1e308], floatType)).toBe(Infinity)
    expect(total('sum', [1e308, 1e308, -1e308, 1], floatType)).not.toBeNaN()
  })

  it.each([
    [['1.20', '11.5'], '12.70'],
    [['0.00', '0'], '0.00'],
    [['-0.5', '0.25'], '-0.25'],
    [['1', '-1.000'], '0.000'],
    [['9999999999999999999999999999999999', '0.01'], '9999999999999999999999999999999999.01'],
  ])('of decimals keep the longest scale: %j', (values, expected) => {
    expect(total('sum', values, decimalType)).toBe(expected)
  })

  it('of big integers are digits', () => {
    expect(total('sum', [2n ** 64n, -1n], bigintType)).toBe('18446744073709551615')
    expect(total('sum', [5n], bigintType)).toBe('5')
  })
})

describe('averages', () => {
  it.each([
    [['1', '2'], '1.5'],
    [['1', '0', '0'], `0.${'3'.repeat(34)}`],
    [['2', '0', '0'], `0.${'6'.repeat(33)}7`],
    [['-2', '0', '0'], `-0.${'6'.repeat(33)}7`],
    [['200', '0', '0'], `66.${'6'.repeat(31)}7`],
    [['0.002', '0', '0'], `0.000${'6'.repeat(33)}7`],
    [['0.0', '0.00'], '0'],
    [['1.50', '2.50'], '2'],
    [['100', '300'], '200'],
    [['9999999999999999999999999999999999', '0'], `5${'0'.repeat(33)}`],
    [['0.9999999999999999999999999999999999', '1'], '1'],
    [['0.0000000000000000000000000000000001', '1'], '0.5'],
  ])('of decimals have 34 digits, half to even: %j', (values, expected) => {
    expect(total('avg', values, decimalType)).toBe(expected)
  })

  it('of a tie go to the even digit', () => {
    expect(
      total(
        'avg',
        ['1000000000000000000000000000000001', '1000000000000000000000000000000002'],
        decimalType,
      ),
    ).toBe('1000000000000000000000000000000002')
    expect(
      total(
        'avg',
        ['2000000000000000000000000000000001', '2000000000000000000000000000000004'],
        decimalType,
      ),
    ).toBe('2000000000000000000000000000000002')
  })

  it('of big integers are digits too', () => {
    expect(total('avg', [1n, 2n], bigintType)).toBe('1.5')
    expect(total('avg', [10n ** 40n, 10n ** 40n], bigintType)).toBe(`1${'0'.repeat(40)}`)
  })

  it('are as close as 34 digits can be', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 34n), max: 10n ** 34n }), fc.nat(20))
      .map(([n, scale]) => decimalText(n, scale))
    fc.assert(
      fc.property(fc.array(decimal, { minLength: 1, maxLength: 9 }), (values) => {
        const [got = 0n, scale = 0] = scaled(String(total('avg', values, decimalType)))
        const exact = values
          .map(scaled)
          .reduce((sum, [n, s]) => sum + n * 10n ** BigInt(60 - s), 0n)
        // |got - exact/count| ≤ half a unit of the 34th digit of got
        const difference =
          got * BigInt(values.length) * 10n ** BigInt(60 - Math.min(scale, 60)) - exact
        const size = BigInt(String(got).replace('-', '').length)
        const unit = 10n ** (size > 34n ? size - 34n : 0n) * 10n ** BigInt(60 - Math.min(scale, 60))
        if (scale <= 60)
          expect(
            2n * (difference < 0n ? -difference : difference) <= unit * BigInt(values.length),
          ).toBe(true)
        expect(String(total('avg', values, decimalType))).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/)
      }),
      { numRuns: 500 },
    )
  })
})

function decimalText(n: bigint, scale: number): string {
  const digits = String(n < 0n ? -n : n).padStart(scale + 1, '0')
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return n < 0n ? `-${text}` : text
}

function scaled(text: string): [bigint, number] {
  const [whole = '0', fraction = ''] = text.split('.')
  return [BigInt(whole + fraction), fraction.length]
}

describe('groups', () => {
  const count = (list: readonly Row[], by: readonly GroupKey[]) =>
    Object.fromEntries(
      summarise(list, { filter: everything, by, figures: [] }).map(({ key, count }) => [
        key.join('/'),
        count,
      ]),
    )
  const value = (path: Path): GroupKey => ({ path, part: 'value' })

  it('are by value, null a group of its own', () => {
    expect(count(p.parts, [value(p.kind)])).toEqual({ bolt: 2, nut: 2, washer: 1, '': 1 })
    expect(count([], [value(p.kind)])).toEqual({})
  })

  it('unwind lists; a missing or empty one is null, an element met twice counts its row once', () => {
    expect(count(p.parts, [value(p.tags)])).toEqual({ steel: 2, metric: 2, brass: 1, '': 3 })
    expect(count([{ id: 1, tags: ['a', 'a', 'b'] }], [value(p.tags)])).toEqual({ a: 1, b: 1 })
    expect(
      count(
        [
          { id: 1, lines: [{ sku: 'a' }, {}, { sku: 'a' }] },
          { id: 2, lines: [] },
        ],
        [value(p.path('lines.sku', p.textType))],
      ),
    ).toEqual({ a: 1, '': 2 })
  })

  it('cross several keys, and take parts of dates', () => {
    const year: GroupKey = { path: p.added, part: 'year' }
    expect(count(p.parts, [year])).toEqual({ 2010: 2, 2011: 2, '': 2 })
    expect(count(p.parts, [{ path: p.added, part: 'month' }])).toEqual({ 2: 2, 3: 1, 12: 1, '': 2 })
    expect(count(p.parts, [value(p.kind), year])).toEqual({
      'bolt/2010': 2,
      'nut/2011': 2,
      'washer/': 1,
      '/': 1,
    })
    expect(count(p.parts, [value(p.tags), { path: p.added, part: 'day' }])).toMatchObject({
      'metric/21': 2,
      'steel/1': 1,
      '/31': 1,
      '/': 2,
    })
  })

  it('keep keys apart that only look alike when joined', () => {
    const a = value(p.path('a', p.textType))
    const b = value(p.path('b', p.textType))
    const list: Row[] = [
      { id: 1, a: 'x', b: null },
      { id: 2, a: null, b: 'x' },
      { id: 3, a: 'x/', b: '' },
      { id: 4, a: 'x', b: '/' },
      { id: 5, a: 'null', b: 'x' },
    ]
    expect(summarise(list, { filter: everything, by: [a, b], figures: [] })).toHaveLength(5)
  })

  it('put equal values together: moments, decimals, keys that print alike', () => {
    const by = (name: string, type: Path['type']) => value(p.path(name, type))
    const list: Row[] = [
      { id: 1, at: new Date(5), price: '1.50', ref: '10' },
      { id: 2, at: new Date(5), price: '1.5', ref: 10 },
    ]
    const groups = summarise(list, {
      filter: everything,
      by: [by('at', p.datetime.type), by('price', decimalType), by('ref', idType)],
      figures: [],
    })
    expect(groups).toEqual([{ key: [new Date(5), '1.5', 10], count: 2, values: [] }])
  })

  it('take far values where the caller has them; absent ones are the null group', () => {
    const far: Record<string, unknown> = {
      b1: 'FR',
      b2: farAbsent,
      n1: null,
      n2: 'FR',
      w1: ['FR', 'DE'],
    }
    const groups = summarise(
      p.parts,
      { filter: everything, by: [value(p.kind)], figures: [] },
      (row) => far[String(row.id)],
    )
    expect(Object.fromEntries(groups.map(({ key, count }) => [key.join(), count]))).toEqual({
      FR: 3,
      '': 3,
      DE: 1,
    })
  })

  it('and figures agree with a naive fold', () => {
    const by = fc.subarray([fields.int.at, fields.word.at, words, fields.deep.at], { maxLength: 2 })
    fc.assert(
      fc.property(rows, filter, by, (list, asked, paths) => {
        const figures = (['sum', 'min', 'max', 'distinct', 'distinctCount', 'avg'] as const).map(
          (fn) => ({ fn, path: fields.int.at }),
        )
        const got = summarise(list, { filter: asked, by: paths.map(value), figures })
        const text = (key: readonly unknown[]) => JSON.stringify(key)
        const expected = new Map<string, Row[]>(paths.length === 0 ? [['[]', []]] : [])
        for (const row of list.filter(match(asked))) {
          for (const key of combinations(row, paths))
            expected.set(text(key), [...(expected.get(text(key)) ?? []), row])
        }
        expect(got.map(({ key }) => text(key)).toSorted()).toEqual([...expected.keys()].toSorted())
        for (const { key, count, values } of got) {
          const members = expected.get(text(key)) ?? []
          const numbers = members
            .flatMap((row) => (typeof row['int'] === 'number' ? [row['int']] : []))
            .toSorted((a, b) => a - b)
          const sum = numbers.reduce((a, b) => a + b, 0)
          const some = numbers.length > 0
          const distinct = [...new Set(numbers)]
          expect(count).toBe(members.length)
          expect(values).toEqual([
            some ? sum : null,
            numbers[0] ?? null,
            numbers.at(-1) ?? null,
            distinct,
            distinct.length,
            some ? sum / numbers.length : null,
          ])
        }
      }),
      { numRuns: 500 },
    )
  })
})

function combinations(row: Row, paths: readonly Path[]): readonly unknown[][] {
  const [first, ...rest] = paths
  if (!first) return [[]]
  const raw =
    first.names.reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
      row,
    ) ?? null
  const values =
    Array.isArray(raw) && raw.length > 0
      ? [...new Set<unknown>(raw)]
      : [Array.isArray(raw) ? null : raw]
  return values.flatMap((value) => combinations(row, rest).map((tail) => [value, ...tail]))
}
