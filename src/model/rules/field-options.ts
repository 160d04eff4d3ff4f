import type { Mistake } from '../../errors.ts'
import { fieldMistakes } from '../../fields/mistakes.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { isField, isObject } from '../declared.ts'
import type { Declared } from '../declared.ts'

/** Bounds and defaults that no value can meet: a `min` above its `max`, a default of another type. */
export function fieldOptions({ declared }: Checked): readonly Mistake[] {
  return declared.flatMap((one) => within(one, one.declaration.fields, one.name))
}

function within(one: Declared, fields: unknown, at: string): readonly Mistake[] {
  if (!isObject(fields)) return []
  return Object.entries(fields).flatMap(([name, field]) => ofField(one, field, `${at}.${name}`))
}

function ofField(one: Declared, field: unknown, at: string): readonly Mistake[] {
  if (!isField(field)) return []
  const own = fieldMistakes(field).map((message) => mistake(one, at, message))
  const { fields, of } = field as { readonly fields?: unknown; readonly of?: unknown }
  const inside = Array.isArray(of) ? of : [of]
  return [
    ...own,
    ...within(one, fields, at),
    ...inside.flatMap((element) => ofField(one, element, at)),
  ]
}
