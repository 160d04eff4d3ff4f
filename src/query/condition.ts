import type { FieldType, Operator } from '../fields/field.ts'
import { datePart, type CalendarPart } from './date-part.ts'
import { fold } from './fold.ts'
import { textTest, type TextOperator } from './text.ts'
import { elementType } from './value.ts'

/** An operator with its operand; operands are decoded, see `Compare`. */
export interface Condition {
  readonly op: Operator
  readonly value: unknown
  /** The type of the values that are tested; of a list, not of its elements. */
  readonly type: FieldType
  readonly ignoreCase?: boolean
}

/** Tells whether a decoded value fulfils a condition; undefined is a missing key. */
export type ValueTest = (value: unknown) => boolean

/**
 * The meaning of every operator. Order, text, list and date operators never hold of null or missing; `ne` and
 * `nin` are the complements of `eq` and `in`, so they do.
 * @throws Misfit when the operand of `matches` is no pattern
 */
export function condition(asked: Condition): ValueTest {
  return meanings[asked.op](asked)
}

const meanings: Readonly<Record<Operator, (asked: Condition) => ValueTest>> = {
  eq: equal,
  ne: (asked) => complement(equal(asked)),
  in: among,
  nin: (asked) => complement(among(asked)),
  lt: ({ type, value: bound }) => ordered(bound, (value) => type.compare(value, bound) < 0),
  lte: ({ type, value: bound }) => ordered(bound, (value) => type.compare(value, bound) <= 0),
  gt: ({ type, value: bound }) => ordered(bound, (value) => type.compare(value, bound) > 0),
  gte: ({ type, value: bound }) => ordered(bound, (value) => type.compare(value, bound) >= 0),
  between,
  exists:
    ({ value: wanted }) =>
    (value) =>
      (value !== undefined) === wanted,
  isNull:
    ({ value: wanted }) =>
    (value) =>
      isNull(value) === wanted,
  contains: text,
  startsWith: text,
  endsWith: text,
  matches: text,
  has: ({ type, value: wanted }) => lists(type, [wanted], 'all'),
  hasAll: ({ type, value: wanted }) => lists(type, listed(wanted), 'all'),
  hasAny: ({ type, value: wanted }) => lists(type, listed(wanted), 'any'),
  size:
    ({ value: wanted }) =>
    (value) =>
      Array.isArray(value) && value.length === wanted,
  year: calendar,
  month: calendar,
  day: calendar,
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined
}

function complement(test: ValueTest): ValueTest {
  return (value) => !test(value)
}

function equal({ type, value: wanted, ignoreCase }: Condition): ValueTest {
  if (isNull(wanted)) return isNull
  const identityOf = identities(type, ignoreCase)
  const identity = identityOf(wanted)
  return (value) => value === wanted || (!isNull(value) && identityOf(value) === identity)
}

function among({ type, value: wanted, ignoreCase }: Condition): ValueTest {
  const values = listed(wanted)
  const withNull = values.some(isNull)
  const identityOf = identities(type, ignoreCase)
  const known = new Set(values.filter((value) => !isNull(value)).map(identityOf))
  return (value) => (isNull(value) ? withNull : known.has(identityOf(value)))
}

function identities(type: FieldType, ignoreCase = false): FieldType['identity'] {
  if (!ignoreCase) return (value) => type.identity(value)
  return (value) => (typeof value === 'string' ? fold(value) : type.identity(value))
}

/** A bound of null orders nothing (the border refuses it); values that are null are never asked. */
function ordered(bound: unknown, test: ValueTest): ValueTest {
  if (isNull(bound)) return () => false
  return (value) => !isNull(value) && test(value)
}

function between({ type, value: bounds }: Condition): ValueTest {
  const [least, most] = listed(bounds)
  if (isNull(least) || isNull(most)) return () => false
  return (value) =>
    !isNull(value) && type.compare(value, least) >= 0 && type.compare(value, most) <= 0
}

function text({ op, value: operand, ignoreCase }: Condition): ValueTest {
  const test = textTest(op as TextOperator, String(operand), ignoreCase)
  return (value) => typeof value === 'string' && test(value)
}

function lists(type: FieldType, wanted: readonly unknown[], quantity: 'all' | 'any'): ValueTest {
  const element = elementType(type)
  const identities = wanted.map((value) => (isNull(value) ? null : element.identity(value)))
  return (value) => {
    if (!Array.isArray(value)) return false
    const present = new Set(value.map((one) => (isNull(one) ? undefined : element.identity(one))))
    const holds = (identity: unknown) => present.has(identity as string)
    return quantity === 'all' ? identities.every(holds) : identities.some(holds)
  }
}

function calendar({ op, value: wanted }: Condition): ValueTest {
  return (value) => datePart(value, op as CalendarPart) === wanted && !isNull(wanted)
}

function listed(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new TypeError('This operator takes a list of values')
}
