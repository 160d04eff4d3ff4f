import { Misfit, type FieldType } from '../fields/field.ts'
import { StoreKey } from '../fields/key.ts'
import { checksum, fingerprint } from './fingerprint.ts'
import type { Position } from './page.ts'
import type { Sort } from './sort.ts'

/**
 * A position as opaque text: base64url of compact JSON `[sort, checksum, values, missing?]`, or with an index for
 * the values in the store's own order. Values are encoded by the types of the sort keys; keys keep theirs.
 *
 * @example
 * encodeCursor(positionOf(row, sort), sort)
 */
export function encodeCursor(position: Position, sort: Sort): string {
  const content = contentOf(position, sort)
  const whole = [fingerprint(sort), checksum(JSON.stringify(content)), ...content]
  return Buffer.from(JSON.stringify(whole)).toString('base64url')
}

/**
 * The position that a cursor names, under the sort that it came with.
 * @throws Misfit when the text is no cursor, was changed, or belongs to another sort
 */
export function decodeCursor(text: string, sort: Sort): Position {
  const [owner, sum, ...content] = cursorParts(text)
  if (sum !== checksum(JSON.stringify(content))) throw damaged()
  if (owner !== fingerprint(sort)) {
    throw new Misfit(
      'belongs to another sort; send it with the sort that it came with, or start without a cursor',
    )
  }
  return sort.length === 0 ? indexPosition(content) : valuesPosition(content, sort)
}

function contentOf({ values, index, missing }: Position, sort: Sort): readonly unknown[] {
  if (sort.length === 0) return [index ?? 0]
  const coded = sort.map(({ path }, i) => encodeValue(values[i], path.type))
  return missing && missing.length > 0 ? [coded, missing] : [coded]
}

function cursorParts(text: string): readonly unknown[] {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw damaged()
  try {
    const whole: unknown = JSON.parse(bytes.toString())
    if (Array.isArray(whole) && whole.length <= 4) return whole
  } catch {
    throw damaged()
  }
  throw damaged()
}

function indexPosition(content: readonly unknown[]): Position {
  const [index] = content
  if (content.length !== 1 || !isIndex(index)) throw damaged()
  return { values: [], index }
}

function valuesPosition([coded, missing]: readonly unknown[], sort: Sort): Position {
  if (!Array.isArray(coded) || coded.length !== sort.length) throw damaged()
  const values = sort.map(({ path }, i) => decodeValue(coded[i], path.type))
  if (missing === undefined) return { values }
  if (!Array.isArray(missing) || !missing.every(isIndex)) throw damaged()
  return { values, missing }
}

function encodeValue(value: unknown, type: FieldType): unknown {
  if (value === null || value === undefined) return null
  if (value instanceof StoreKey) return { [value.kind]: value.text }
  if (typeof value === 'bigint') return { integer: String(value) }
  const coded = type.encode(value)
  return typeof coded === 'object' ? { coded } : coded
}

function decodeValue(coded: unknown, type: FieldType): unknown {
  if (coded === null) return null
  const value = type.decode(typeof coded === 'object' ? untagged(coded) : coded)
  if (value === undefined) throw damaged()
  return value
}

const KEY_TEXT = /^[\da-f-]{1,36}$/
const DIGITS = /^-?\d{1,40}$/

function untagged(tagged: object): unknown {
  const [[tag, coded] = []] = Object.entries(tagged)
  if (tag === 'coded') return coded
  if (typeof coded !== 'string') return undefined
  if (tag === 'integer') return DIGITS.test(coded) ? BigInt(coded) : undefined
  if (!KEY_TEXT.test(coded)) return undefined
  return tag === 'uuid' || tag === 'objectId' ? new StoreKey(tag, coded) : undefined
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function damaged(): Misfit {
  return new Misfit('is not a cursor of this list; send one that an earlier page gave, unchanged')
}
