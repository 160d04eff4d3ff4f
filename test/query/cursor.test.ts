import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Misfit } from '../../src/fields/field.ts'
import { StoreKey } from '../../src/fields/key.ts'
import { idType } from '../../src/fields/id.ts'
import { bigintType, floatType } from '../../src/fields/numbers.ts'
import { decodeCursor, encodeCursor } from '../../src/query/cursor.ts'
import { comparePosition, positionOf } from '../../src/query/order.ts'
import type { Position } from '../../src/query/page.ts'
import type { Row } from '../../src/query/row.ts'
import type { Sort } from '../../src/query/sort.ts'
import { rows, sort, uuid } from './filters.ts'
import { asc, by, datetime, desc, id, path, price, stock, title } from './parts.ts'

function trip(position: Position, order: Sort): Position {
  return decodeCursor(encodeCursor(position, order), order)
}

function refusal(text: string, order: Sort): string {
  try {
    decodeCursor(text, order)
  } catch (error) {
    expect(error).toBeInstanceOf(Misfit)
    return error instanceof Misfit ? error.message : ''
  }
  return 'taken'
}

describe('cursors', () => {
  const big = path('big', bigintType)
  const rate = path('rate', floatType)
  const author = path('author', idType)

  it.each<[Sort, Position]>([
    [[asc(id)], { values: [1] }],
    [[asc(id)], { values: ['1'] }],
    [[asc(id)], { values: [''] }],
    [[asc(id)], { values: [9_007_199_254_740_993n] }],
    [[asc(id)], { values: [uuid] }],
    [[asc(id)], { values: [uuid.text] }],
    [[asc(id)], { values: [new StoreKey('objectId', '5f43a1b2c3d4e5f60718293a')] }],
    [by(asc(author)), { values: [null, 'x'] }],
    [by(asc(datetime)), { values: [new Date('2020-01-02T03:04:05.678Z'), 7] }],
    [by(desc(price)), { values: ['-12.500', 7] }],
    [by(desc(big)), { values: [-(2n ** 90n), 7] }],
    [by(desc(big)), { values: [5n, 7] }],
    [by(desc(rate)), { values: [1e-300, 7] }],
    [by(asc(title)), { values: ['naïve 😀 "quoted" \u0000', 7] }],
    [by(asc(title), desc(stock)), { values: [null, null, 'a'], missing: [0, 1] }],
    [[], { values: [], index: 0 }],
    [[], { values: [], index: 12_345 }],
  ])('%#: come back as they were', (order, position) => {
    expect(trip(position, order)).toStrictEqual(position)
  })

  it('name the same place for every row and sort, in text that is safe in a URL', () => {
    fc.assert(
      fc.property(rows, sort as fc.Arbitrary<Sort>, (list, order) => {
        for (const row of list) {
          const text = encodeCursor(positionOf(row, order), order)
          expect(text).toMatch(/^[\w-]+$/)
          const back = decodeCursor(text, order)
          for (const other of list) {
            expect(Math.sign(comparePosition(other, back, order))).toBe(
              Math.sign(comparePosition(other, positionOf(row, order), order)),
            )
          }
          expect(comparePosition(row, back, order)).toBe(0)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('belong to the sort that they came with', () => {
    const orders: Sort[] = [
      [asc(id)],
      [desc(id)],
      by(asc(title)),
      by(desc(title)),
      by(asc(price)),
      by(asc(title), asc(price)),
      [],
      by({ ...asc(title), through: [{ to: 'authors', near: author, far: id }] }),
      by({ ...asc(title), compute: { reads: null, from: () => null } }),
    ]
    const row: Row = { id: 1, title: 'a', price: '1' }
    for (const order of orders) {
      const text = encodeCursor(
        order.length === 0 ? { values: [], index: 0 } : positionOf(row, order),
        order,
      )
      for (const other of orders) {
        if (other === order) expect(refusal(text, other)).toBe('taken')
        else expect(refusal(text, other)).toMatch(/^belongs to another sort/)
      }
    }
  })

  it('are refused when any character was changed, added or taken away', () => {
    const order = by(asc(title))
    const text = encodeCursor({ values: ['Emma', 7] }, order)
    const other = (character: string) => (character === 'A' ? 'B' : 'A')
    for (let i = 0; i < text.length; i++) {
      expect(refusal(text.slice(0, i) + other(text.charAt(i)) + text.slice(i + 1), order)).not.toBe(
        'taken',
      )
      expect(refusal(text.slice(0, i) + text.slice(i + 1), order)).not.toBe('taken')
    }
    for (const more of [`${text}=`, ` ${text}`, `${text}A`, text + text])
      expect(refusal(more, order)).toMatch(/^is not a cursor/)
  })

  it.each([
    '',
    'x',
    '10',
    'null',
    '{}',
    '[]',
    btoa('[]'),
    btoa('{"a":1}'),
    btoa('["a","b",[1]]'),
    '😀',
    'a'.repeat(10_000),
  ])('are not %j', (text) => {
    expect(refusal(text, [asc(id)])).toMatch(/^is not a cursor of this list/)
  })

  it('are refused, never trusted, when forged with values of other types', () => {
    const order = by(asc(datetime))
    const honest = JSON.parse(
      Buffer.from(encodeCursor({ values: [new Date(0), 7] }, order), 'base64url').toString(),
    ) as unknown[]
    const sums = (content: unknown[]): string => {
      let hash = 0x811c9dc5
      for (const character of JSON.stringify(content))
        hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
      return (hash >>> 0).toString(36)
    }
    const forge = (...content: unknown[]) =>
      Buffer.from(JSON.stringify([honest[0], sums(content), ...content])).toString('base64url')
    expect(refusal(forge(['1970-01-01T00:00:00.000Z', 7]), order)).toBe('taken')
    const forged: unknown[][] = [
      [[{}, 7]],
      [['x', 7]],
      [[5, 7]],
      [[null, {}]],
      [[null, { integer: 'x' }]],
      [[null, { uuid: 5 }]],
      [[null, { uuid: '<script>' }]],
      [[null, [1]]],
      [[null, 1.5]],
      [[null, true]],
      [[null]],
      [[null, 7, 7]],
      [5],
      [[null, 7], 5],
      [[null, 7], [-1]],
      [[null, 7], ['x']],
      [],
    ]
    for (const content of forged)
      expect(refusal(forge(...content), order)).toMatch(/^is not a cursor/)
  })

  it('have no row of their own in the order of the store', () => {
    expect(() => positionOf({ id: 1 }, [])).toThrow(TypeError)
  })
})
