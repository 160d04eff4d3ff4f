import { BSONRegExp, type Document } from 'mongodb'
import type { Expression } from '../expression.ts'

/** Operators on one value: `{ $gte: 3, $lt: 7 }`. */
export type Operators = Document

/** Values that fulfil all operators, and a check that the query language has no operator for. */
export interface Alternative {
  readonly ops: Operators
  /** Of the value, as an expression. */
  readonly check?: (value: Expression) => Expression
}

/** Values of one of these forms; none at all is no value. */
export type Condition = readonly Alternative[]

/** How values compare with an operand. */
export type Comparison = 'eq' | 'lt' | 'lte' | 'gt' | 'gte'

/**
 * A form of stored values that has to be known of before a question is asked: where some value of the collection
 * fulfils `ops`, the name is among the `hits`.
 */
export interface Probe {
  readonly name: string
  readonly ops: Operators
}

/** What probing found. */
export type Hits = ReadonlySet<string>

/**
 * How the values of a field type are stored, and what can be asked of them. Operands are decoded. null means that this
 * cannot be asked exactly, with these hits.
 */
export interface Kind {
  /** What to probe before conditions are asked. */
  readonly probes: readonly Probe[]
  /** What to probe besides, before values are sorted, grouped or summed. */
  readonly valueProbes?: readonly Probe[]
  /** Stored values that fit the type. */
  fits(hits: Hits): Condition | null
  /** Stored values that fit and compare so. */
  compare(op: Comparison, operand: unknown, hits: Hits): Condition | null
  /** The operand that a key which prints so stands for; undefined where no value prints so. */
  key?(printed: string): unknown
  /** Whether a value fits. */
  is(value: Expression, hits: Hits): Expression | null
  /** Operators that one or the other value fulfils that does not fit; of elements, which are never null. */
  misfits?(hits: Hits): readonly Operators[] | null
  /** Every value fits, and sorts as it is stored. */
  readonly trusted?: boolean
  /** Texts as stored, for operators that look into them. */
  readonly text?: boolean
  /** Numbers as the server sums them: `double`, or `decimal` where sums are exact. */
  readonly sums?: 'double' | 'decimal'
  /** Values are days, not moments. */
  readonly days?: boolean
  /** How a part of a date is got. */
  part?(value: Expression, part: 'year' | 'month' | 'day', hits: Hits): Expression | null
  /** Equal for values that are equal, where values that are equal are stored in several ways. */
  identity?(value: Expression): Expression
  /** Orders values that are equal by how they are written, below their own order. */
  spelled?(value: Expression): Expression
}

/** One alternative, without a check. */
export function only(ops: Operators): Condition {
  return [{ ops }]
}

export const never: Condition = []

/** `{ $lt: operand }`, with further operators. */
export function comparing(op: Comparison, operand: unknown, further: Operators = {}): Operators {
  return { ...further, [`$${op}`]: operand }
}

/** Texts that match. `$in` with a pattern looks at texts alone, and stands beside other operators everywhere. */
export function matching(pattern: string): Operators {
  return { $in: [new BSONRegExp(pattern)] }
}

/** Texts that do not match. */
export function unlike(pattern: string): Operators {
  return { $gte: '', $not: new BSONRegExp(pattern) }
}

/** Texts with half of a surrogate pair cannot be stored, and would be changed on their way to the server. */
export function sayable(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}
