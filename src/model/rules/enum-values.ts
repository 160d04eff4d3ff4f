import type { Mistake } from '../../errors.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { elementOf, isField, isObject, placedFields } from '../declared.ts'
import type { Declared } from '../declared.ts'
import { enumValueName, enumValues, isName } from '../names.ts'
import type { EnumValue } from '../names.ts'

/** Values of `oneOf` that print alike, or not at all. */
export function enumValueNames({ declared }: Checked): readonly Mistake[] {
  return declared.flatMap((one) => {
    const computed = Object.entries(one.declaration.computed).flatMap(([name, value]) =>
      isObject(value) && isField(value['of']) ? [{ path: [name], field: value['of'] }] : [],
    )
    return [...placedFields(one.declaration.fields), ...computed].flatMap(({ path, field }) => {
      const element = elementOf(field)
      return element.kind === 'oneOf'
        ? ofEnum(one, [one.name, ...path].join('.'), enumValues(element))
        : []
    })
  })
}

function ofEnum(one: Declared, at: string, values: readonly EnumValue[]): readonly Mistake[] {
  if (values.length === 0)
    return [mistake(one, at, "has no values; write oneOf(['novel', 'essay'])")]
  return values.flatMap((value, i) => {
    const wrong = wrongName(value) ?? clash(value, values.slice(0, i))
    return wrong === null ? [] : [mistake(one, at, wrong)]
  })
}

function wrongName({ name, value }: EnumValue): string | null {
  if (isName(name) && enumValueName(name) === name) return null
  const stored = JSON.stringify(value)
  return `the value ${stored} would print as "${name}", which GraphQL does not take; name it: oneOf({ NAME: ${stored} })`
}

function clash({ name, value }: EnumValue, before: readonly EnumValue[]): string | null {
  const same = before.find((other) => other.name === name || other.value === value)
  if (!same) return null
  if (same.value === value) return `the value ${JSON.stringify(value)} is there twice`
  const names = `oneOf({ ${name}: ${JSON.stringify(same.value)}, ${name}2: ${JSON.stringify(value)} })`
  return `the values ${JSON.stringify(same.value)} and ${JSON.stringify(value)} both print as "${name}"; name them: ${names}`
}
