import { describe, expect, it } from 'vitest'
import { field, Misfit } from '../../src/fields/index.ts'
import { write } from './say.ts'

interface Money {
  readonly cents: number
  readonly currency: string
}

const money = field<Money>({
  name: 'money',
  words: 'an amount like "12.50 EUR"',
  parse: (input) => {
    if (typeof input === 'object' && input !== null && 'cents' in input) return input as Money
    const match = /^(\d+)\.(\d\d) ([A-Z]{3})$/.exec(String(input))
    if (!match) throw new Misfit(`${String(input)} is not money`)
    return { cents: Number(match[1]) * 100 + Number(match[2]), currency: String(match[3]) }
  },
  show: ({ cents, currency }) =>
    `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')} ${currency}`,
  compare: (a, b) => a.cents - b.cents,
  description: 'An amount with its currency.',
  specifiedBy: 'https://example.com/money',
})

const isbn = field({
  name: 'isbn',
  parse: (input) => {
    if (typeof input === 'string' && /^97[89]\d{10}$/.test(input)) return input
    throw new Error(`${String(input)} is not an ISBN`)
  },
})

describe('a type of one’s own', () => {
  it('parses, shows and stores', () => {
    const { type } = money()
    expect(write(money(), '12.50 EUR')).toEqual({ cents: 1250, currency: 'EUR' })
    expect(type.encode({ cents: 1250, currency: 'EUR' })).toBe('12.50 EUR')
    expect(type.decode('12.50 EUR')).toEqual({ cents: 1250, currency: 'EUR' })
    expect(type.decode('12 EUR')).toBeUndefined()
    expect(write(money(), '12')).toEqual(['it: 12 is not money'])
  })

  it('makes its GraphQL scalar', () => {
    const { scalar } = money().type
    expect(scalar).toMatchObject({
      name: 'Money',
      description: 'An amount with its currency.',
      specifiedByURL: 'https://example.com/money',
    })
    expect(scalar?.serialize({ cents: 5, currency: 'EUR' })).toBe('0.05 EUR')
    expect(scalar?.parseValue('0.05 EUR')).toEqual({ cents: 5, currency: 'EUR' })
    expect(() => scalar?.parseValue('x')).toThrow('x is not money')
  })

  it('is one type for all its fields', () => {
    expect(money().type).toBe(money({ required: true }).type)
  })

  it('has an order, and bounds by it, where it says so', () => {
    expect(money().type.operators).toContain('between')
    expect(isbn().type.operators).toEqual(['eq', 'ne', 'in', 'nin', 'exists', 'isNull'])
    expect(write(money({ min: { cents: 100, currency: 'EUR' } }), '0.99 EUR')).toEqual([
      'it: "0.99 EUR" is below the minimum "1.00 EUR"',
    ])
  })

  it('is equal by what it stores, or as it says', () => {
    const { identity } = money().type
    expect(identity({ cents: 1, currency: 'EUR' })).toBe(identity({ currency: 'EUR', cents: 1 }))
    expect(identity({ cents: 1, currency: 'EUR' })).not.toBe(
      identity({ cents: 1, currency: 'USD' }),
    )
    const blind = field<string>({
      name: 'blind',
      parse: String,
      identity: (text) => text.toLowerCase(),
    })
    expect(blind().type.identity('A')).toBe(blind().type.identity('a'))
  })

  it('may say what is wrong with a plain Error, and nothing of a bug reaches the client', () => {
    expect(write(isbn(), '12')).toEqual(['it: 12 is not an ISBN'])
    const buggy = field({ name: 'buggy', parse: (input) => (input as { a: { b: string } }).a.b })
    expect(write(buggy(), 'x')).toEqual(['it: "x" is not buggy'])
  })

  it('sorts numbers by size and text by code point without `compare`', () => {
    const grade = field<number>({ name: 'grade', parse: Number })
    expect([10, 9, 1].sort(grade().type.compare)).toEqual([1, 9, 10])
    expect(['😀', '\uFFFD'].sort(isbn().type.compare)).toEqual(['\uFFFD', '😀'])
  })
})
