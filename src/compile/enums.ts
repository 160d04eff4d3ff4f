import type { OneOfField } from '../fields/one-of.ts'
import type { Field } from '../fields/field.ts'
import { elementOf } from '../model/declared.ts'
import type { FieldModel } from '../model/model.ts'
import { enumValueName } from '../model/names.ts'
import type { Compilation } from './compilation.ts'

/** The enum of a `oneOf` field, or of the elements of a list: printed names, stored texts in code. */
export function enumType(c: Compilation, name: string, field: FieldModel): string {
  return c.types.enumeration(name, () => ({
    description: `What \`${field.path.join('.')}\` may be.`,
    values: Object.fromEntries(namedValues(field.field).map(enumValue)),
  }))
}

/** The printed name of a stored text; null where the field is no `oneOf`, or has no such value. */
export function enumLabel(field: Field, value: unknown): string | null {
  const named = namedValues(field).find(([, stored]) => stored === value)
  return named ? named[0] : null
}

function enumValue([name, value]: readonly [string, string]): [
  string,
  { value: string; description: string },
] {
  return [name, { value, description: `Stored as ${JSON.stringify(value)}.` }]
}

function namedValues(field: Field): readonly (readonly [string, string])[] {
  const element = elementOf(field)
  if (!isOneOf(element)) return []
  if (element.names) return Object.entries(element.names)
  return element.values.map((value) => [enumValueName(value), value] as const)
}

function isOneOf(field: Field): field is OneOfField {
  return field.kind === 'oneOf'
}
