/** `kinds` as declared: one collection whose items have GraphQL types, and fields, of their own. */

import type { Field } from '../fields/field.ts'
import { isField, isObject } from './declared.ts'

/** One kind with the fields that it declares beside the common ones. */
export interface DeclaredKind {
  /** The GraphQL type: `Movie`. */
  readonly type: string
  /** As they came: not each has to be a field. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** The declared kinds, those that have the shape of one. */
export function kindsOf(options: Readonly<Record<string, unknown>>): readonly DeclaredKind[] {
  const { kinds } = options
  const of = isObject(kinds) && isObject(kinds['of']) ? kinds['of'] : {}
  return Object.entries(of).flatMap(([type, fields]) =>
    isObject(fields) ? [{ type, fields }] : [],
  )
}

/** Whether two declarations of one name mean the same: what is only told to people may differ. */
export function alike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b)
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, at) => alike(one, b[at]))
  if (!isPlain(a) || !isPlain(b)) return false
  const [left, right] = [meaning(a), meaning(b)]
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...names].every((name) => alike(left[name], right[name]))
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !(value instanceof RegExp) && !(value instanceof Date)
}

const TOLD = new Set(['description', 'example', 'deprecated'])

/** Of a field: what it was declared with. Its `type` and `bounds` are made of that, anew by each call. */
function meaning(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!isField(value)) return value
  const { type, bounds: _, options, ...rest } = value as Field & { readonly bounds?: unknown }
  const kept = Object.entries(options).filter(([name]) => !TOLD.has(name))
  const { name, scalar } = type
  return { ...rest, options: Object.fromEntries(kept), type: { name, scalar } }
}
