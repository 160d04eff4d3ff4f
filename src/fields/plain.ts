import { Misfit } from './field.ts'
import { StoreKey } from './key.ts'
import { misfit } from './misfit.ts'
import { bytesText } from './scalars/bytes.ts'

/** Anything that JSON can say. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json }

/** Deeper values are refused: they would end the stack, here or in a client. */
const DEEPEST = 100

type Place = readonly (string | number)[]

/**
 * A value as plain JSON, whatever a store or code hands over: dates become RFC 3339 text, bytes base64 text,
 * integers past 2^53 text, NaN and infinities null, `undefined` members go. @throws Misfit for functions, symbols, cycles
 */
export function plainJson(value: unknown, path: Place = []): Json {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return jsonInteger(value)
  if (typeof value !== 'object') throw misfit(value, 'JSON', path)
  if (path.length > DEEPEST) throw new Misfit(`nests deeper than ${DEEPEST} levels`)
  return plainObject(value, path)
}

/** A number where it is exact, else its digits. */
export function jsonInteger(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

function plainObject(value: object, path: Place): Json {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof Uint8Array) return bytesText(value)
  if (value instanceof StoreKey) return value.text
  if (Array.isArray(value)) return value.map((each, i) => plainJson(each ?? null, [...path, i]))
  if (value instanceof Map)
    return plainEntries(
      [...value].map(([k, v]) => [String(k), v]),
      path,
    )
  if (value instanceof Set) return plainJson([...value], path)
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return plainJson(value.toJSON(), [...path, 'toJSON'])
  }
  return plainEntries(Object.entries(value), path)
}

/** `fromEntries` defines members, so that one called `__proto__` is only a member. */
function plainEntries(entries: readonly (readonly [string, unknown])[], path: Place): Json {
  const kept = entries.filter(([, value]) => value !== undefined)
  return Object.fromEntries(kept.map(([name, value]) => [name, plainJson(value, [...path, name])]))
}

/** Equal texts exactly for equal JSON: members are sorted, lists keep their order. */
export function stableText(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(stableText).join(',')}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${stableText(each)}`).join(',')}}`
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
