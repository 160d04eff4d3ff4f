import type { Mistake } from '../../errors.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { isField, isLink, isObject } from '../declared.ts'
import type { Declared } from '../declared.ts'

/** What stands where a field is expected and is none, and fields that cannot stand where they do. */
export function fieldKinds({ declared }: Checked): readonly Mistake[] {
  return declared.flatMap((one) => {
    const { fields } = one.declaration
    if (!isObject(fields))
      return [mistake(one, `${one.name}.fields`, 'is missing; write fields: { title: string() }')]
    return within(one, fields, one.name, false)
  })
}

function within(one: Declared, fields: unknown, at: string, inList: boolean): readonly Mistake[] {
  if (!isObject(fields)) return []
  return Object.entries(fields).flatMap(([name, field]) =>
    ofField(one, field, `${at}.${name}`, inList),
  )
}

function ofField(one: Declared, field: unknown, at: string, inList: boolean): readonly Mistake[] {
  if (!isField(field)) return [mistake(one, at, notAField(field))]
  const own =
    inList && field.options.unique === true && field.kind !== 'list'
      ? [mistake(one, at, 'cannot be unique inside a list of objects; leave out unique')]
      : []
  if (field.kind === 'object') return [...own, ...ofObject(one, field, at, inList)]
  if (field.kind === 'tuple') return [...own, ...ofTuple(one, field, at)]
  return field.kind === 'list' ? [...own, ...ofList(one, field, at)] : own
}

function ofObject(one: Declared, field: object, at: string, inList: boolean): readonly Mistake[] {
  const { fields } = field as { readonly fields?: unknown }
  if (isObject(fields) && Object.keys(fields).length > 0) return within(one, fields, at, inList)
  return [mistake(one, at, 'is an object without fields; declare some, or use json()')]
}

function ofList(one: Declared, field: object, at: string): readonly Mistake[] {
  const { of } = field as { readonly of?: unknown }
  if (!isField(of)) return [mistake(one, at, `is a list of ${given(of)}; write list(string())`)]
  if (isLink(of))
    return [
      mistake(
        one,
        at,
        "is a list of links; write refsList('authors') instead of list(ref('authors'))",
      ),
    ]
  if (of.kind === 'object') return ofObject(one, of, at, true)
  return of.kind === 'list' ? ofList(one, of, at) : []
}

function ofTuple(one: Declared, field: object, at: string): readonly Mistake[] {
  const { of } = field as { readonly of?: unknown }
  if (Array.isArray(of) && of.length > 0 && of.every(isField)) return []
  const wrong = Array.isArray(of) ? of.find((each) => !isField(each)) : of
  const what = wrong === undefined ? 'no fields' : given(wrong)
  return [mistake(one, at, `is a tuple of ${what}; write tuple([string(), int()])`)]
}

/** `list(string)` for `list(string())` is the likeliest slip. */
function given(value: unknown): string {
  if (typeof value === 'function') return 'a function that was not called'
  return value === undefined ? 'nothing' : shown(value)
}

function notAField(value: unknown): string {
  if (typeof value === 'function') return 'is a function, not a field; call it: string()'
  return `is no field but ${shown(value)}; write a field type such as string() or ref('authors')`
}
