import { GraphQLFloat, GraphQLInt } from 'graphql'
import { compareDigits, valueOfDigits } from './digits.ts'
import type { FieldOptions, FieldType } from './field.ts'
import { fitted, misfit } from './misfit.ts'
import { bySize } from './order.ts'
import { orderOperators } from './operators.ts'
import { jsonInteger } from './plain.ts'
import { BigIntScalar, bigintName, parseBigint } from './scalars/big-int.ts'
import { DecimalScalar, decimalName, parseDecimal } from './scalars/decimal.ts'

/** Options of every field whose value is a number; `N` is what its bounds are written in. */
export interface NumberOptions<V, N = V> extends FieldOptions<V> {
  /** The least value, inclusive. */
  readonly min?: N
  /** The greatest value, inclusive. */
  readonly max?: N
  /** The only values allowed. */
  readonly oneOf?: readonly N[]
}

const MOST = 2 ** 31
const intName = `an integer between ${-MOST} and ${MOST - 1}`

/** A 32-bit integer, as GraphQL's `Int`. */
export const intType: FieldType = Object.freeze<FieldType>({
  ...doubles(parseInteger),
  name: intName,
  scalar: GraphQLInt,
})

/** A finite double; integers are numbers too. */
export const floatType: FieldType = Object.freeze<FieldType>({
  ...doubles(parseFinite),
  name: 'a finite number',
  scalar: GraphQLFloat,
})

function parseInteger(input: unknown): number {
  const fits =
    typeof input === 'number' && Number.isInteger(input) && input >= -MOST && input < MOST
  if (!fits) throw misfit(input, intName)
  return input + 0 // -0 is 0
}

function parseFinite(input: unknown): number {
  if (typeof input !== 'number' || !Number.isFinite(input)) throw misfit(input, 'a finite number')
  return input + 0
}

function doubles(parse: (input: unknown) => number): Omit<FieldType, 'name' | 'scalar'> {
  return {
    operators: orderOperators,
    parse,
    // Stores with 64-bit integers hand them over as bigints.
    decode: (stored) => fitted(parse, typeof stored === 'bigint' ? Number(stored) : stored),
    encode: (value) => value,
    compare: (a, b) => Number(a) - Number(b),
    identity: Number,
    number: 'float',
  }
}

/** Integers past 32 bits. */
export const bigintType: FieldType = Object.freeze<FieldType>({
  name: bigintName,
  scalar: BigIntScalar,
  operators: orderOperators,
  parse: parseBigint,
  decode: (stored) => fitted(parseBigint, stored),
  encode: (value) => jsonInteger(value as bigint),
  compare: (a, b) => bySize(a as bigint, b as bigint),
  number: 'exact',
  identity: (value) => value as bigint,
})

/** Exact decimals. */
export const decimalType: FieldType = Object.freeze<FieldType>({
  name: decimalName,
  scalar: DecimalScalar,
  operators: orderOperators,
  parse: parseDecimal,
  decode: (stored) => fitted(parseDecimal, stored),
  encode: (value) => value,
  compare: (a, b) => compareDigits(String(a), String(b)),
  number: 'exact',
  identity: (value) => valueOfDigits(String(value)),
})
