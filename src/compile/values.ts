import type { FieldType } from '../fields/field.ts'
import { elementOf } from '../model/declared.ts'
import type { FieldModel } from '../model/model.ts'
import type { TypeText } from './builder.ts'
import type { Compilation } from './compilation.ts'
import { enumType } from './enums.ts'

/** How a value prints: one value, and the whole (`[String!]`). */
interface ValueText {
  readonly type: FieldType
  readonly text: TypeText
  readonly whole: TypeText
  readonly list: boolean
}

/** The name of a type's scalar. */
export function leafName(c: Compilation, type: FieldType): string {
  if (!type.scalar) throw new TypeError(`${type.name} has no scalar`)
  return c.types.scalar(type.scalar)
}

/** How the value of a field prints, through lists. */
export function valueText(c: Compilation, field: FieldModel): ValueText {
  const { type } = field.field
  const innermost = innermostText(c, field)
  const text = type.element ? listed(type.element, innermost) : innermost
  return {
    type: type.element ?? type,
    text,
    whole: listed(type, innermost),
    list: Boolean(type.element),
  }
}

function innermostText(c: Compilation, field: FieldModel): TypeText {
  const element = elementOf(field.field)
  return field.enumName ? enumType(c, field.enumName, field) : leafName(c, element.type)
}

function listed(type: FieldType, innermost: TypeText): TypeText {
  return type.element ? `[${listed(type.element, innermost)}!]` : innermost
}
