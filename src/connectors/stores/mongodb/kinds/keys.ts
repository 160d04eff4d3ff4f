import { Binary, ObjectId, UUID } from 'mongodb'
import type { IdKind } from '../../../../fields/id.ts'
import { keyOf, keyText, type Key } from '../../../../fields/key.ts'
import {
  isNumber,
  isObjectId,
  isText,
  isUuid,
  isWhole,
  literal,
  objectIdRange,
  uuidRange,
  when,
  type Expression,
} from '../expression.ts'
import type { Comparison, Condition, Kind, Operators, Probe } from './kind.ts'
import { comparing, sayable } from './kind.ts'
import { integerOf } from './numbers.ts'

const DOUBLE = 1
const BINARY = 5
const KEYS = [DOUBLE, 2, BINARY, 7, 16, 18, 19]
const OBJECT_ID = /^[\da-f]{24}$/
const UUID_TEXT = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

const between = (range: readonly [unknown, unknown]) => ({ $gte: range[0], $lte: range[1] })
const number = { ops: { $type: 'number' }, check: isWhole }
const text = { ops: { $gte: '' } }
const uuid = { ops: between(uuidRange) }
const objectId = { ops: between(objectIdRange) }
/** In the order of keys, which is the server's own. */
const classes = [number, text, uuid, objectId]

/**
 * Ids and links of every type that keys have. `idType` narrows which forms a key is looked up in.
 */
export function keyKind(idType: IdKind | null): Kind {
  return {
    probes: [],
    key: (printed) => printed,
    fits: () => classes,
    compare: (op, operand) =>
      op === 'eq' ? equal(keyForms(operand as Key, idType)) : ordered(op, operand as Key),
    is: isKey,
    // Among elements only numbers and binaries may need more than their type.
    misfits: (hits) =>
      hits.has('number')
        ? null
        : [{ $not: { $type: KEYS } }, { $type: BINARY, $not: between(uuidRange) }],
    identity: keyIdentity,
  }
}

/**
 * The `_id`: the server keeps it unique, and never a list. What tells whether some are no keys, or print alike, is
 * probed; its index answers.
 */
export function ownIdKind(idType: IdKind | null): Kind {
  const odd: readonly Operators[] = [
    { $type: [3, 8, 9, 10, 19] },
    { $type: BINARY, $not: between(uuidRange) },
    { $type: DOUBLE },
  ]
  return {
    ...keyKind(idType),
    probes: [
      ...odd.map((ops): Probe => ({ name: 'odd', ops })),
      { name: 'like', ops: { $regex: LIKE_OTHERS } },
    ],
  }
}

/** Texts that print as keys of other types do. */
export const LIKE_OTHERS =
  '^(?:(?:0|-?[1-9][0-9]*)|[0-9a-f]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\z'

/** Elements of lists cannot be checked one by one: whether numbers are whole has to be known before. */
export function keyElementKind(): Kind {
  return { ...keyKind(null), probes: [{ name: 'number', ops: { $type: [DOUBLE, 19] } }] }
}

/** Each form in which a key that prints so may be stored. */
export function keyForms(key: Key, idType: IdKind | null): readonly unknown[] {
  const printed = keyText(key)
  const integer = keyOf(printed)
  const forms = {
    int: typeof integer === 'string' ? [] : [stored(integer)],
    objectId: OBJECT_ID.test(printed) ? [new ObjectId(printed)] : [],
    uuid: UUID_TEXT.test(printed) ? [new UUID(printed)] : [],
    text: sayable(printed) ? [printed] : [],
  }
  if (idType === null) return [...forms.int, ...forms.text, ...forms.uuid, ...forms.objectId]
  return forms[idType].length > 0 ? forms[idType] : forms.text
}

function stored(integer: Exclude<Key, string>): unknown {
  if (typeof integer === 'number') return integer
  return typeof integer === 'bigint' && String(integer).length <= 35
    ? integerOf(integer)
    : String(integer)
}

function equal(forms: readonly unknown[]): Condition {
  return forms.length === 1 ? [{ ops: { $eq: forms[0] } }] : [{ ops: { $in: forms } }]
}

function ordered(op: Comparison, key: Key): Condition | null {
  const printed = keyText(key)
  const own = rank(key)
  if (own === 1 && !sayable(printed)) return null
  const operand = operandOf(key)
  const range = own > 1 ? classes[own]?.ops : {}
  const same = {
    ops: comparing(op, operand, bound(range, op)),
    ...(own === 0 && { check: isWhole }),
  }
  return [same, ...(op.startsWith('l') ? classes.slice(0, own) : classes.slice(own + 1))]
}

/** The end of the range that the comparison leaves open. */
function bound(
  range: Record<string, unknown> | undefined,
  op: Comparison,
): Record<string, unknown> {
  if (!range || Object.keys(range).length === 0) return {}
  return op.startsWith('l') ? { $gte: range['$gte'] } : { $lte: range['$lte'] }
}

function rank(key: Key): number {
  if (typeof key === 'string') return 1
  return typeof key !== 'object' ? 0 : key.kind === 'uuid' ? 2 : 3
}

function operandOf(key: Key): unknown {
  if (typeof key === 'string') return key
  if (typeof key !== 'object') return stored(key)
  return key.kind === 'uuid' ? new UUID(key.text) : new ObjectId(key.text)
}

function isKey(value: Expression): Expression {
  return { $or: [isText(value), isUuid(value), isObjectId(value), isWhole(value)] }
}

/** What keys print as; UUIDs, which old servers cannot print, stay, and what is no key is null. */
export function keyIdentity(value: Expression): Expression {
  return printed(value, value)
}

/** What keys print as, UUIDs too where they are among those asked; other UUIDs are null. */
export function keyPrint(value: Expression, asked: readonly Key[]): Expression {
  const texts = asked.map(keyText).filter((text) => UUID_TEXT.test(text))
  const uuids = texts.map((text) => new UUID(text))
  const place = { $indexOfArray: [literal(uuids), value] }
  const text = when({ $gte: [place, 0] }, { $arrayElemAt: [literal(texts), place] }, literal(null))
  return printed(value, uuids.length > 0 ? text : literal(null))
}

function printed(value: Expression, uuid: Expression): Expression {
  const prints: Expression = { $or: [isText(value), isObjectId(value), isWhole(value)] }
  const small = between64(value)
  const whole = when(small, { $toLong: value }, value)
  const other = when(isUuid(value), uuid, literal(null))
  return when(prints, { $toString: when(isNumber(value), whole, value) }, other)
}

/** Doubles print with a fraction on some servers, and as integers do not. */
function between64(value: Expression): Expression {
  return { $and: [{ $gt: [value, -9e18] }, { $lt: [value, 9e18] }] }
}

/** The text of a key's identity, as `keyIdentity` made it. */
export function identityText(identity: unknown): string {
  return identity instanceof Binary ? String(new UUID(identity.buffer)) : String(identity)
}
