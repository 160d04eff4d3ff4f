import { describe, expect, it } from 'vitest'
import { compareDigits, plainDigits, valueOfDigits } from '../../src/fields/digits.ts'
import { bigint, bool, decimal, float, int } from '../../src/fields/index.ts'
import { write } from './say.ts'

const range = 'an integer between -2147483648 and 2147483647'

describe('int', () => {
  it.each([
    [12.3, '12.3'],
    ['12', '"12"'],
    [true, 'true'],
    [2 ** 31, '2147483648'],
    [-(2 ** 31) - 1, '-2147483649'],
    [Number.NaN, 'NaN'],
    [5n, '5'],
    [[5], 'a list of 1'],
    [{}, 'an object'],
  ])('refuses %s', (value, shown) => {
    expect(write(int(), value)).toEqual([`it: ${shown} is not ${range}`])
  })

  it('takes both ends of 32 bits, 1.0 and minus zero', () => {
    const taken = [2 ** 31 - 1, -(2 ** 31), 1.0, -0].map((value) => write(int(), value))
    expect(taken).toEqual([2 ** 31 - 1, -(2 ** 31), 1, 0])
    expect(Object.is(taken[3], 0)).toBe(true)
  })

  it('keeps inclusive bounds', () => {
    expect(write(int({ min: 10 }), 9)).toEqual(['it: 9 is below the minimum 10'])
    expect(write(int({ max: 10 }), 11)).toEqual(['it: 11 is above the maximum 10'])
    expect(write(int({ min: 10, max: 10 }), 10)).toBe(10)
    expect(write(int({ oneOf: [1, 2] }), 3)).toEqual(['it: 3 is not one of 1, 2'])
  })

  it('reads what stores hold, 64-bit integers included, and nothing else', () => {
    const { decode } = int().type
    expect([7, 7n, -0].map(decode)).toEqual([7, 7, 0])
    expect(['7', 7.5, true, 2 ** 31, 2n ** 40n, {}, []].map(decode)).toEqual(
      Array(7).fill(undefined),
    )
  })
})

describe('float', () => {
  it('takes integers too, since JSON has one kind of number', () => {
    expect(write(float(), 10)).toBe(10)
    expect(float().type.decode(10n)).toBe(10)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '1.5', true])('refuses %s', (value) => {
    expect(write(float(), value)).toEqual([expect.stringContaining('is not a finite number')])
    expect(float().type.decode(value)).toBeUndefined()
  })
})

describe('bool', () => {
  it('takes true and false only', () => {
    expect([true, false].map((value) => write(bool({ required: true }), value))).toEqual([
      true,
      false,
    ])
    expect(write(bool(), 1)).toEqual(['it: 1 is not true or false'])
    expect(['true', 0, 1].map(bool().type.decode)).toEqual([undefined, undefined, undefined])
  })
})

describe('bigint', () => {
  it('never loses a digit', () => {
    expect(write(bigint(), '9007199254740993')).toBe(9007199254740993n)
    expect(write(bigint(), '-9223372036854775808')).toBe(-(2n ** 63n))
    expect(bigint().type.decode('18446744073709551615')).toBe(2n ** 64n - 1n)
  })

  it('refuses numbers that have lost digits already, and says how to send them', () => {
    expect(write(bigint(), 2 ** 53)).toEqual([
      'it: 9007199254740992 is not exact: a number above 2^53 has lost digits; send the integer as text',
    ])
    expect(bigint().type.decode(2 ** 53)).toBeUndefined()
  })

  it.each(['', '1.0', '1e3', ' 1', '0x10', '--1', '9'.repeat(35), true])('refuses %j', (value) => {
    expect(write(bigint(), value)).toEqual([
      expect.stringContaining('is not an integer of at most'),
    ])
  })

  it('is stored as a number where that is exact, else as digits', () => {
    const { encode } = bigint().type
    expect([5n, 2n ** 53n, -(2n ** 70n)].map(encode)).toEqual([
      5,
      '9007199254740992',
      '-1180591620717411303424',
    ])
  })

  it('compares past what a double can tell apart', () => {
    const { compare, identity } = bigint().type
    expect(compare(2n ** 53n, 2n ** 53n + 1n)).toBeLessThan(0)
    expect(identity(2n ** 53n)).not.toBe(identity(2n ** 53n + 1n))
    expect(write(bigint({ min: '9007199254740993' }), '9007199254740992')).toEqual([
      'it: 9007199254740992 is below the minimum 9007199254740993',
    ])
  })
})

describe('decimal', () => {
  it.each([
    ['0.10', '0.10'],
    ['1e20', '100000000000000000000'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    ['1.50E+2', '150'],
    ['1.5E-3', '0.0015'],
    ['+007.50', '7.50'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0.00', '0.00'],
    [12n, '12'],
    ['-12.50', '-12.50'],
  ])('keeps the digits of %s as %s', (value, digits) => {
    expect(write(decimal(), value)).toBe(digits)
    expect(decimal().type.decode(value)).toBe(digits)
  })

  it.each([
    '',
    '.',
    '-',
    'abc',
    '1,5',
    '1.2.3',
    '0x1',
    'NaN',
    'Infinity',
    '1e',
    '1e99999',
    ' 1',
    '9'.repeat(35),
  ])('refuses %j', (value) => {
    expect(write(decimal(), value)).toEqual([
      expect.stringContaining('is not a decimal of at most 34 digits'),
    ])
    expect(decimal().type.decode(value)).toBeUndefined()
  })

  it('refuses booleans, NaN and infinities', () => {
    expect([true, Number.NaN, Number.NEGATIVE_INFINITY].map(decimal().type.decode)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('compares by value, not by text', () => {
    const values = ['11.50', '9.80', '0.30', '1.20', '-3', '-20', '100', '0.03']
    expect(values.toSorted(compareDigits)).toEqual([
      '-20',
      '-3',
      '0.03',
      '0.30',
      '1.20',
      '9.80',
      '11.50',
      '100',
    ])
    expect(compareDigits('1.50', '1.5')).toBe(0)
    expect(compareDigits('0', '-0.0')).toBe(0)
    expect(valueOfDigits('1.50')).toBe(valueOfDigits('1.5'))
    expect(valueOfDigits('-0.0')).toBe('0')
  })

  it('takes bounds as text or numbers', () => {
    expect(write(decimal({ min: '0.10' }), '0.09')).toEqual(['it: 0.09 is below the minimum 0.10'])
    expect(write(decimal({ max: 100 }), '100.01')).toEqual(['it: 100.01 is above the maximum 100'])
    expect(write(decimal({ oneOf: ['1.5'] }), '1.50')).toBe('1.50')
  })

  it('does not spend long on long texts', () => {
    const start = performance.now()
    expect(plainDigits(`${'0'.repeat(200_000)}x`)).toBeNull()
    expect(plainDigits(`1e${'9'.repeat(200_000)}`)).toBeNull()
    expect(performance.now() - start).toBeLessThan(500)
  })
})
