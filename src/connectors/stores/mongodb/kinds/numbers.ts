import { Decimal128, Long } from 'mongodb'
import { compareDigits } from '../../../../fields/digits.ts'
import { keyOf } from '../../../../fields/key.ts'
import { parseDecimal } from '../../../../fields/scalars/decimal.ts'
import { all, between, isNumber, isWhole, literal, when, type Expression } from '../expression.ts'
import type { Comparison, Hits, Kind, Operators, Probe } from './kind.ts'
import { comparing, matching, only } from './kind.ts'

const DOUBLE = 1
const INT = 16
const LONG = 18
const DECIMAL = 19
const SAFE = Number.MAX_SAFE_INTEGER
const LEAST_INT = -(2 ** 31)
const MOST_INT = 2 ** 31 - 1
const INT64 = 2n ** 63n

const doubles: Probe = { name: 'double', ops: { $type: DOUBLE } }
const decimals: Probe = { name: 'decimal', ops: { $type: DECIMAL } }
const texts: Probe = { name: 'text', ops: matching('^[-+]?[0-9.]') }

const finite = { $gte: -Number.MAX_VALUE, $lte: Number.MAX_VALUE }

/** Doubles and integers; a Decimal128 is none. */
export const floatKind: Kind = {
  probes: [],
  // The server compares a Decimal128 by its exact value, which no double has.
  valueProbes: [decimals],
  sums: 'double',
  fits: () => only({ $type: [DOUBLE, INT, LONG], ...finite }),
  compare(op, operand) {
    const number = Number(operand)
    // Integers from here to 2^63 may be stored with digits that a double has not.
    if (Math.abs(number) >= SAFE && Math.abs(number) <= 2 ** 63) return null
    return only(bounded(op, number, { $type: [DOUBLE, INT, LONG], ...finite }))
  },
  is: (value, hits) =>
    hits.has('decimal') ? null : between(value, -Number.MAX_VALUE, Number.MAX_VALUE),
  misfits: () => [{ $not: { $type: [DOUBLE, INT, LONG] } }, { $type: DOUBLE, $not: finite }],
}

/** Whole numbers of 32 bits, however they are stored. */
export const intKind: Kind = {
  probes: [],
  sums: 'double',
  key: (printed) => safeKey(printed),
  fits: () => [{ ops: { $gte: LEAST_INT, $lte: MOST_INT }, check: isWhole }],
  compare(op, operand) {
    if (op === 'eq') return only({ $eq: operand })
    return [{ ops: bounded(op, operand, { $gte: LEAST_INT, $lte: MOST_INT }), check: isWhole }]
  },
  is: (value) => all(between(value, LEAST_INT, MOST_INT), isWhole(value)),
  misfits: () => [{ $not: { $gte: LEAST_INT, $lte: MOST_INT } }],
}

const leastBig = Decimal128.fromString('-1E+34')
const mostBig = Decimal128.fromString('1E+34')
const big = { $gt: leastBig, $lt: mostBig }

/** Whole numbers of up to 34 digits. Doubles past 2^53 do not fit: they have lost digits. */
export const bigintKind: Kind = {
  probes: [
    texts,
    { name: 'unsafe', ops: { $type: DOUBLE, $gt: SAFE } },
    { name: 'unsafe', ops: { $type: DOUBLE, $lt: -SAFE } },
  ],
  valueProbes: [doubles],
  sums: 'decimal',
  key: (printed) => bigKey(printed),
  fits: (hits) => (odd(hits) ? null : [{ ops: big, check: isWhole }]),
  compare(op, operand, hits) {
    if (odd(hits)) return null
    const integer = integerOf(operand as bigint)
    if (op === 'eq') return only({ $eq: integer })
    return [{ ops: bounded(op, integer, big), check: isWhole }]
  },
  is: (value, hits) =>
    odd(hits)
      ? null
      : all(
          { $gt: [value, literal(leastBig)] },
          { $lt: [value, literal(mostBig)] },
          isWhole(value),
        ),
  misfits: (hits) => (odd(hits) ? null : [{ $not: big }]),
}

/** The same of elements of lists, which cannot be checked one by one: only where none may have a fraction. */
export function wholeElements(kind: Kind): Kind {
  return {
    ...kind,
    probes: [...kind.probes, { name: 'fraction', ops: { $type: [DOUBLE, DECIMAL] } }],
    misfits: (hits) => (hits.has('fraction') ? null : (kind.misfits?.(hits) ?? null)),
  }
}

function safeKey(printed: string): number | undefined {
  const key = keyOf(printed)
  return typeof key === 'number' && key >= LEAST_INT && key <= MOST_INT ? key : undefined
}

function bigKey(printed: string): bigint | undefined {
  const key = keyOf(printed)
  return typeof key === 'string' || printed.length > 34 ? undefined : BigInt(key as number | bigint)
}

function odd(hits: Hits): boolean {
  return hits.has('text') || hits.has('unsafe')
}

/** As the server keeps integers of that size. */
export function integerOf(value: bigint): Long | Decimal128 {
  const small = value >= -INT64 && value < INT64
  return small ? Long.fromBigInt(value) : Decimal128.fromString(String(value))
}

const infinite = { $gt: Decimal128.fromString('-Infinity'), $lt: Decimal128.fromString('Infinity') }

/** Decimal128 and integers by value, doubles by the decimal that they print as. */
export const decimalKind: Kind = {
  probes: [texts, doubles],
  valueProbes: [decimals],
  sums: 'decimal',
  fits: (hits) => (hits.has('text') ? null : only({ $type: 'number', ...infinite })),
  compare(op, operand, hits) {
    const digits = String(operand)
    const exact = decimalOf(digits)
    if (hits.has('text') || !exact) return null
    const whole = bounded(op, exact, { ...infinite, $type: [INT, LONG, DECIMAL] })
    if (!hits.has('double')) return only(whole)
    const double = printing(op, digits)
    return double ? [{ ops: whole }, { ops: { ...double, $type: DOUBLE } }] : only(whole)
  },
  is: (value, hits) => (mixed(hits) ? null : finiteDecimal(value)),
  misfits: (hits) =>
    hits.has('text') ? null : [{ $not: { $type: 'number' } }, { $type: 'number', $not: infinite }],
  spelled: (value) => ({ $toString: value }),
}

/** A double and a Decimal128 that print alike are not equal for the server. */
function mixed(hits: Hits): boolean {
  return hits.has('text') || (hits.has('double') && hits.has('decimal'))
}

function finiteDecimal(value: Expression): Expression {
  const inside = all(
    { $gt: [value, literal(infinite.$gt)] },
    { $lt: [value, literal(infinite.$lt)] },
  )
  return when(isNumber(value), inside, false)
}

function decimalOf(digits: string): Decimal128 | null {
  try {
    return Decimal128.fromString(digits)
  } catch {
    return null
  }
}

/** Doubles whose printed decimal compares so; null: none equals it. */
function printing(op: Comparison, digits: string): Operators | null {
  const near = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, Number(digits)))
  const order = compareDigits(parseDecimal(near), digits)
  if (op === 'eq') return order === 0 ? { $eq: near } : null
  // The nearest double itself stands on one side of the operand, all others where it says.
  const lower = op === 'lt' || op === 'lte'
  const holds = order === 0 ? op.endsWith('e') : order < 0 === lower
  const side = `${lower ? '$lt' : '$gt'}${holds ? 'e' : ''}`
  return { ...finite, [side]: near }
}

function bounded(op: Comparison, operand: unknown, bounds: Operators): Operators {
  if (op === 'eq') return { ...bounds, $eq: operand }
  const lower = op === 'lt' || op === 'lte'
  const { $lt, $lte, $gt, $gte, ...rest } = bounds
  const kept = lower ? withDefined({ $gt, $gte }) : withDefined({ $lt, $lte })
  return comparing(op, operand, { ...rest, ...kept })
}

function withDefined(ops: Operators): Operators {
  return Object.fromEntries(Object.entries(ops).filter(([, value]) => value !== undefined))
}
