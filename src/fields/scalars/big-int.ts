import type { GraphQLScalarType } from 'graphql'
import { misfit } from '../misfit.ts'
import { scalarOf } from './scalar.ts'

const INTEGER = /^[-+]?\d{1,40}$/
const BOUND = 10n ** 34n

/** The words for it. */
export const bigintName = 'an integer of at most 34 digits'

/**
 * An integer of any store as a bigint: from digits in text, a bigint, or a number that has not lost digits yet
 * (within ±(2^53 − 1)). @throws Misfit
 */
export function parseBigint(input: unknown): bigint {
  const value = bigintFrom(input)
  if (value === null || value >= BOUND || value <= -BOUND) throw misfit(input, bigintName)
  return value
}

function bigintFrom(input: unknown): bigint | null {
  if (typeof input === 'bigint') return input
  if (typeof input === 'string') return INTEGER.test(input) ? BigInt(input.replace('+', '')) : null
  if (typeof input !== 'number' || !Number.isInteger(input)) return null
  if (Number.isSafeInteger(input)) return BigInt(input)
  throw misfit(input, 'exact: a number above 2^53 has lost digits; send the integer as text')
}

/** `BigInt`: integers of any length, always as text, since JSON numbers lose digits past 2^53. */
export const BigIntScalar: GraphQLScalarType = scalarOf({
  name: 'BigInt',
  description:
    'An integer of at most 34 digits, as text: `"9007199254740993"`. Number literals are read exactly too.',
  specifiedBy: 'https://www.w3.org/TR/xmlschema11-2/#integer',
  parse: parseBigint,
  show: String,
  digits: true,
})
