import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idType } from '../../src/fields/id.ts'
import { decimalType, floatType, intType } from '../../src/fields/numbers.ts'
import { everything } from '../../src/query/filter.ts'
import {
  arrangeGroups,
  type Arrangement,
  type GroupSort,
  type Having,
} from '../../src/query/groups.ts'
import { summarise } from '../../src/query/summarise.ts'
import type { Summary, SummaryAnswer } from '../../src/query/summary.ts'
import { kind, parts, price, stock, textType } from './parts.ts'

const groups = summarise(parts, {
  filter: everything,
  by: [{ path: kind, part: 'value' }],
  figures: [
    { fn: 'sum', path: stock },
    { fn: 'avg', path: price },
  ],
})
const plain: Arrangement = { having: [], sort: [], keyTypes: [textType], first: null, skip: 0 }
const count = { kind: 'count' } as const
const sum = { kind: 'figure', index: 0 } as const
const avg = { kind: 'figure', index: 1 } as const

function names(arrangement: Partial<Arrangement>, of: SummaryAnswer = groups): string {
  return arrangeGroups(of, { ...plain, ...arrangement })
    .map(({ key }) => key.join('/') || 'null')
    .join(' ')
}

describe('arranged groups', () => {
  it('come by key ascending, null first', () => {
    expect(names({})).toBe('null bolt nut washer')
    expect(names({}, groups.toReversed())).toBe('null bolt nut washer')
  })

  it.each<[GroupSort[], string]>([
    [[{ target: count, direction: 'desc', type: intType }], 'bolt nut null washer'],
    [[{ target: count, direction: 'asc', type: intType }], 'null washer bolt nut'],
    [[{ target: sum, direction: 'desc', type: floatType }], 'nut bolt null washer'],
    [[{ target: sum, direction: 'asc', type: floatType }], 'null washer bolt nut'],
    [[{ target: avg, direction: 'desc', type: decimalType }], 'bolt nut null washer'],
    [
      [{ target: { kind: 'key', index: 0 }, direction: 'desc', type: textType }],
      'washer nut bolt null',
    ],
    [
      [
        { target: count, direction: 'desc', type: intType },
        { target: { kind: 'key', index: 0 }, direction: 'desc', type: textType },
      ],
      'nut bolt washer null',
    ],
  ])('are sorted, with the key as tie-breaker: %#', (sort, expected) => {
    expect(names({ sort })).toBe(expected)
  })

  it.each<[Having[], string]>([
    [[{ target: count, op: 'gte', value: 2, type: intType }], 'bolt nut'],
    [[{ target: sum, op: 'gt', value: 212, type: floatType }], 'nut'],
    [[{ target: sum, op: 'isNull', value: true, type: floatType }], 'null washer'],
    [[{ target: sum, op: 'ne', value: 212, type: floatType }], 'null nut washer'],
    [[{ target: avg, op: 'eq', value: '6.350', type: decimalType }], 'bolt'],
    [[{ target: avg, op: 'between', value: ['5', '10'], type: decimalType }], 'bolt nut'],
    [
      [
        { target: count, op: 'gte', value: 2, type: intType },
        { target: sum, op: 'lt', value: 300, type: floatType },
      ],
      'bolt',
    ],
    [[{ target: count, op: 'in', value: [], type: intType }], ''],
  ])('are chosen by having, all of it: %#', (having, expected) => {
    expect(names({ having })).toBe(expected)
  })

  it('are skipped and cut after having and sort', () => {
    const sort: GroupSort[] = [{ target: count, direction: 'desc', type: intType }]
    expect(names({ sort, first: 2 })).toBe('bolt nut')
    expect(names({ sort, first: 2, skip: 1 })).toBe('nut null')
    expect(names({ skip: 3 })).toBe('washer')
    expect(names({ first: 0 })).toBe('')
    expect(
      names({ having: [{ target: count, op: 'eq', value: 1, type: intType }], first: 1, skip: 1 }),
    ).toBe('washer')
  })

  it('are by each key in turn, by type', () => {
    const many = [
      [10, 'b'],
      [9, 'a'],
      [null, 'z'],
      ['9x', null],
      [10, 'a'],
      [10, null],
    ]
    const listed: SummaryAnswer = many.map((key): Summary => ({ key, count: 1, values: [] }))
    const arranged = arrangeGroups(listed, { ...plain, keyTypes: [idType, textType] })
    expect(arranged.map(({ key }) => key)).toEqual([
      [null, 'z'],
      [9, 'a'],
      [10, null],
      [10, 'a'],
      [10, 'b'],
      ['9x', null],
    ])
  })

  it('are the same part of the full order, however many there are', () => {
    const entry = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.nat(3))
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { selector: ([key]) => key, maxLength: 200 }),
        fc.nat(50),
        fc.nat(50),
        (entries, first, skip) => {
          const listed: SummaryAnswer = entries.map(([key, count]) => ({
            key: [key],
            count,
            values: [],
          }))
          const sort: GroupSort[] = [{ target: count, direction: 'desc', type: intType }]
          const whole = entries.toSorted(([a, m], [b, n]) => n - m || a - b).map(([key]) => [key])
          const got = arrangeGroups(listed, { ...plain, keyTypes: [intType], sort, first, skip })
          expect(got.map(({ key }) => key)).toEqual(whole.slice(skip, skip + first))
        },
      ),
    )
  })
})
