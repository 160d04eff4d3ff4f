import { Binary, Decimal128, Double, Int32, Long, ObjectId, UUID } from 'mongodb'
import type { Field } from '../../../fields/field.ts'
import { StoreKey } from '../../../fields/key.ts'
import { isListField } from '../../../fields/list.ts'
import { isTupleField } from '../../../fields/tuple.ts'
import { isMap } from '../../stored-path.ts'
import { bytesOf } from './expression.ts'

/** A stored value → what a field's type decodes. */
export type Reading = (stored: unknown) => unknown

/** Stands for what no field of that type holds: no type takes it. */
const unfit: unique symbol = Symbol('refract.unfit')

/** What the driver hands over as a value that field types read. */
export function nativeFor(field: Field | null): Reading {
  if (field && isListField(field)) return each(nativeFor(field.of))
  if (field && isTupleField(field)) return places(field.of.map(nativeFor))
  switch (field?.kind) {
    case 'refsList':
      return each(key)
    case 'ref':
      return key
    case 'int':
    case 'bigint':
      return (stored) => (stored instanceof Decimal128 ? integer(stored) : plain(stored))
    case 'json':
    case undefined:
      return deep
    default:
      return field && noDecimal.has(field.kind) ? strict : plain
  }
}

/** Fields of these kinds hold no Decimal128; those of one's own types get its digits. */
const noDecimal = new Set([
  'string',
  'float',
  'email',
  'url',
  'ip',
  'duration',
  'oneOf',
  'datetime',
  'date',
  'time',
  'uuid',
  'bool',
  'bytes',
])

function strict(stored: unknown): unknown {
  return stored instanceof Decimal128 ? unfit : plain(stored)
}

function each(read: Reading): Reading {
  return (stored) => (Array.isArray(stored) ? stored.map(read) : stored)
}

function places(reads: readonly Reading[]): Reading {
  return (stored) =>
    Array.isArray(stored) ? stored.map((value, i) => (reads[i] ?? plain)(value)) : stored
}

/** One value; what JavaScript has no value for becomes what field types know. */
function plain(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null) return stored
  if (stored instanceof Decimal128) return stored.toString()
  if (stored instanceof ObjectId) return new StoreKey('objectId', stored.toHexString())
  if (stored instanceof Binary) return binary(stored)
  if (stored instanceof Long) return stored.toBigInt()
  return stored instanceof Double || stored instanceof Int32 ? stored.valueOf() : stored
}

function binary(stored: Binary): unknown {
  if (stored.sub_type !== Binary.SUBTYPE_UUID || stored.position !== 16) return bytesOf(stored)
  return new StoreKey('uuid', new UUID(bytesOf(stored)).toHexString())
}

/** A key: whole numbers of any coding are integers. */
function key(stored: unknown): unknown {
  if (stored instanceof Decimal128) return integer(stored)
  const value = plain(stored)
  const unsafe = typeof value === 'number' && !Number.isSafeInteger(value)
  return unsafe && Number.isInteger(value) ? BigInt(value) : value
}

const WHOLE = /^(-?\d+)(?:\.0*)?(?:E\+(\d+))?$/

function integer(stored: Decimal128): unknown {
  const text = stored.toString()
  const [, digits, zeros = '0'] = WHOLE.exec(text) ?? moved(text)
  return digits === undefined ? unfit : BigInt(digits) * 10n ** BigInt(zeros)
}

/** `1.20E+3` is 120 with one zero behind it. */
function moved(text: string): readonly (string | undefined)[] {
  const [, head = '', tail = '', power = '0'] = /^(-?\d+)\.(\d+)E\+(\d+)$/.exec(text) ?? []
  const left = Number(power) - tail.length
  if (head === '') return []
  if (left >= 0) return [text, head + tail, String(left)]
  return /^0*$/.test(tail.slice(Number(power))) ? [text, head + tail.slice(0, Number(power))] : []
}

/** JSON, and what codecs read: everything inside too. */
function deep(stored: unknown): unknown {
  if (Array.isArray(stored)) return stored.map(deep)
  if (!isMap(stored)) return plain(stored)
  return Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, deep(value)]))
}
