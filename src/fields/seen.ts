import { absentOf } from './absent.ts'
import type { Field, Fields } from './field.ts'
import { keyText } from './key.ts'
import type { Key } from './key.ts'
import { isListField } from './list.ts'
import { isObjectField } from './object.ts'
import { isTupleField } from './tuple.ts'

type Members = Readonly<Record<string, unknown>>

/**
 * Decoded values as user code sees them: every declared field is there, a missing one is null (or its
 * `absent`), links are texts; nested objects too. Members that are no fields (`id`) stay.
 */
export function seenItem(fields: Fields, values: Members): Members {
  const all = Object.entries(fields).map(([name, field]) => [name, filled(field, values[name])])
  return { ...values, ...Object.fromEntries(all) }
}

function filled(field: Field, value: unknown): unknown {
  if (value !== undefined) return seenValue(field, value, seenItem)
  return field.kind === 'refsList' ? [] : (absentOf(field) ?? null)
}

/** Only the members that are there, for what a client gave. */
export function givenItem(fields: Fields, values: Members): Members {
  const there = Object.entries(fields).filter(([name]) => values[name] !== undefined)
  return Object.fromEntries(
    there.map(([name, field]) => [name, seenValue(field, values[name], givenItem)]),
  )
}

/** The decoded value of one field as user code sees it; null stays null. `inside` sees nested objects. */
export function seenValue(field: Field, value: unknown, inside: typeof seenItem): unknown {
  if (value === null || value === undefined) return null
  if (field.kind === 'ref') return keyText(value as Key)
  if (field.kind === 'refsList') return (value as readonly Key[]).map(keyText)
  if (isObjectField(field)) return inside(field.fields, value as Members)
  if (isListField(field))
    return (value as readonly unknown[]).map((each) => seenValue(field.of, each, inside))
  if (!isTupleField(field)) return value
  return field.of.map((each, i) => seenValue(each, (value as readonly unknown[])[i], inside))
}
