/**
 * Aggregation expressions. Types are told by BSON's order of types (null, numbers, texts, objects, lists, binaries,
 * ObjectIds, booleans, dates): `$type` inside expressions is unknown to some compatible servers.
 */

import { ObjectId, UUID, type Binary } from 'mongodb'

/** Part of an aggregation pipeline: a path (`$a.b`, `$$e`), an operator document, or a literal. */
export type Expression =
  | string
  | number
  | boolean
  | null
  | readonly Expression[]
  | { readonly [operator: string]: unknown }

/** The lowest and the highest UUID: every binary of that length and subtype lies between. */
export const uuidRange = [
  new UUID('00000000-0000-0000-0000-000000000000'),
  new UUID('ffffffff-ffff-ffff-ffff-ffffffffffff'),
] as const

/** The lowest and the highest ObjectId. */
export const objectIdRange = [
  new ObjectId('000000000000000000000000'),
  new ObjectId('ffffffffffffffffffffffff'),
] as const

/** The moments that a `Date` of the years 0 to 9999 may be. */
export const momentRange = [new Date(-62_167_219_200_000), new Date(253_402_300_799_999)] as const

/** A value as itself, never as a path or an operator. */
export function literal(value: unknown): Expression {
  return { $literal: value }
}

export function all(...of: readonly Expression[]): Expression {
  return of.length === 1 ? (of[0] ?? true) : { $and: of }
}

/** `then` is not computed where `test` is false. */
export function when(test: Expression, then: Expression, otherwise: Expression): Expression {
  return { $cond: [test, then, otherwise] }
}

export function between(value: Expression, least: unknown, most: unknown): Expression {
  return all({ $gte: [value, literal(least)] }, { $lte: [value, literal(most)] })
}

export function isText(value: Expression): Expression {
  return all({ $gte: [value, literal('')] }, { $lt: [value, literal({})] })
}

export function isNumber(value: Expression): Expression {
  return all({ $gt: [value, literal(null)] }, { $lt: [value, literal('')] })
}

export function isObject(value: Expression): Expression {
  return all({ $gte: [value, literal({})] }, { $lt: [value, literal([])] })
}

export function isList(value: Expression): Expression {
  return { $isArray: [value] }
}

export function isUuid(value: Expression): Expression {
  return between(value, ...uuidRange)
}

export function isObjectId(value: Expression): Expression {
  return between(value, ...objectIdRange)
}

export function isMoment(value: Expression): Expression {
  return between(value, ...momentRange)
}

/** A number without a fraction; false of everything else. */
export function isWhole(value: Expression): Expression {
  return when(isNumber(value), { $eq: [{ $mod: [value, 1] }, literal(0)] }, false)
}

/** A date at midnight UTC; false of everything else. */
export function isMidnight(value: Expression): Expression {
  const clock = { $dateToString: { format: '%H:%M:%S.%L', date: value } }
  return when(isMoment(value), { $eq: [clock, '00:00:00.000'] }, false)
}

/**
 * The value at a dotted path below `from` (`$` for the document, `$$name.` for a variable). Lists on the way are not
 * walked into, as a path of the server's would.
 */
export function valueAt(at: string, from: string): Expression {
  const names = at.split('.')
  let value: Expression = from + at
  for (let length = names.length - 1; length > 0; length--) {
    value = when(isObject(from + names.slice(0, length).join('.')), value, null)
  }
  return value
}

/** A list of one. Lists written out are not computed by every server. */
export function listOf(value: Expression): Expression {
  return { $map: { input: literal([0]), as: 'only', in: value } }
}

/** Bytes of a binary, whatever its subtype. */
export function bytesOf(binary: Binary): Uint8Array {
  return binary.buffer.subarray(0, binary.position)
}
