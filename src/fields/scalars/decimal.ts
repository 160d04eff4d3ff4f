import type { GraphQLScalarType } from 'graphql'
import { plainDigits } from '../digits.ts'
import { misfit } from '../misfit.ts'
import { scalarOf } from './scalar.ts'

/** The words for it. */
export const decimalName = 'a decimal of at most 34 digits'

/** A decimal as plain digits, from text, a number or a bigint: `1e3` is `1000`, `0.10` stays `0.10`. @throws Misfit */
export function parseDecimal(input: unknown): string {
  const digits = plainDigits(decimalText(input))
  if (digits === null) throw misfit(input, decimalName)
  return digits
}

function decimalText(input: unknown): string {
  if (typeof input === 'string') return input
  return typeof input === 'number' || typeof input === 'bigint' ? String(input) : ''
}

/** `Decimal`: exact decimals, always as text and never with an exponent. */
export const DecimalScalar: GraphQLScalarType = scalarOf({
  name: 'Decimal',
  description:
    'An exact decimal as text, with the digits that are stored: `"12.50"`. Never an exponent. Compares by value.',
  specifiedBy: 'https://www.w3.org/TR/xmlschema11-2/#decimal',
  parse: parseDecimal,
  show: (value) => (typeof value === 'string' ? value : parseDecimal(value)),
  digits: true,
})
