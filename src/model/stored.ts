import { keyText } from '../fields/key.ts'
import type { Key } from '../fields/key.ts'
import type { Row } from '../query/row.ts'
import { absentOf } from '../fields/absent.ts'
import { seenItem, seenValue } from '../fields/seen.ts'
import { isObject } from './declared.ts'
import type { CollectionModel, FieldModel } from './model.ts'

const views = new WeakMap<Row, object>()

/**
 * The row as user code sees it (type `Stored`): ids and refs as text, a missing value as null (or what
 * `absent` says), nested objects and lists of objects likewise. Derived links are null and empty lists.
 */
export function storedView(collection: CollectionModel, row: Row): object {
  const known = views.get(row)
  if (known) return known
  const view = Object.freeze({ id: keyText(row.id), ...viewOf(collection.fields, row) })
  views.set(row, view)
  return view
}

type Level = ReadonlyMap<string, FieldModel>

function viewOf(fields: Level, value: Readonly<Record<string, unknown>>): object {
  const entries = [...fields].map(([name, field]) => [name, seen(field, value[name])] as const)
  return Object.freeze(Object.fromEntries(entries))
}

function seen(field: FieldModel, value: unknown): unknown {
  if (field.field.kind === 'refsList') return keys(field.link?.holder === 'far' ? [] : value)
  if (field.field.kind === 'ref') return key(field.link?.holder === 'far' ? null : value)
  if (value === undefined || value === null) return filled(field, value)
  return field.fields ? within(field.fields, value) : seenValue(field.field, value, seenItem)
}

function filled({ field }: FieldModel, value: null | undefined): unknown {
  return value === undefined ? (absentOf(field) ?? null) : null
}

const none: readonly never[] = Object.freeze([])

function within(fields: Level, value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map((one) => within(fields, one)))
  return isObject(value) ? viewOf(fields, value) : null
}

function key(value: unknown): string | null {
  return value === undefined || value === null ? null : keyText(value as Key)
}

function keys(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return none
  return Object.freeze(value.flatMap((one) => key(one) ?? []))
}
