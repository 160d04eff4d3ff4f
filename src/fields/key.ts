/**
 * Ids. An id keeps the type that it has in its store and is text in GraphQL: numbers and bigints are integer
 * ids, strings are text ids, `StoreKey` holds the two that JavaScript has no value for. Two ids are the same
 * when they print alike; their order is by type first: integers, texts, UUIDs, ObjectIds (MongoDB's own).
 */
export type Key = string | number | bigint | StoreKey

/** A UUID or an ObjectId as a store keeps it; prints as lower-case text. */
export class StoreKey {
  readonly kind: 'uuid' | 'objectId'
  readonly text: string
  constructor(kind: 'uuid' | 'objectId', text: string) {
    this.kind = kind
    this.text = text.toLowerCase()
  }
  toString(): string {
    return this.text
  }
  toJSON(): string {
    return this.text
  }
}

/** The key as clients and code see it. */
export function keyText(key: Key): string {
  return typeof key === 'string' ? key : String(key)
}

const CANONICAL = /^(?:0|-?[1-9]\d*)$/

/** A file name, map key or typed text as a key: a canonical integer is an integer, anything else text. */
export function keyOf(text: string): Key {
  if (!CANONICAL.test(text)) return text
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

/** The order of two keys: integers by number, texts by code point, UUIDs, ObjectIds. */
export function compareKeys(a: Key, b: Key): number {
  const rank = keyRank(a) - keyRank(b)
  if (rank !== 0) return rank
  if (typeof a === 'string') return compareText(a, b as string)
  if (a instanceof StoreKey) return compareText(a.text, (b as StoreKey).text)
  const other = b as number | bigint
  return a < other ? -1 : a > other ? 1 : 0
}

function keyRank(key: Key): number {
  if (typeof key === 'string') return 1
  if (typeof key !== 'object') return 0
  return key.kind === 'uuid' ? 2 : 3
}

/** The order of two texts by code point (not by UTF-16 unit, not by locale). */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return codePointOrder(x) - codePointOrder(y)
  }
  return a.length - b.length
}

/** Surrogates (above U+FFFF) sort behind the rest of the basic plane. */
function codePointOrder(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit
}
