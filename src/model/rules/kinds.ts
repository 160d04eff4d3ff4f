import type { Mistake } from '../../errors.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { isField, isObject } from '../declared.ts'
import type { Declared } from '../declared.ts'
import { alike, kindsOf } from '../declared-kinds.ts'
import type { CollectionModel } from '../model.ts'
import { enumValues, isName, otherKind } from '../names.ts'
import { suggest } from '../suggest.ts'

/** Kinds are told apart by a common field, and their own fields do not contradict each other. */
export function kinds({ declared, model }: Checked): readonly Mistake[] {
  return declared.flatMap((one) => {
    const given = one.declaration.options['kinds']
    const collection = model.collections.get(one.name)
    if (given === undefined || !collection) return []
    const at = `${one.name}.kinds`
    if (!isObject(given)) return [mistake(one, at, takes(given))]
    const unknown = Object.keys(given).filter((name) => name !== 'by' && name !== 'of')
    return [
      ...unknown.map((name) =>
        mistake(one, `${at}.${name}`, `is no option of kinds.${suggest(name, ['by', 'of'])}`),
      ),
      ...byWrong(one, collection, given['by']).map((text) => mistake(one, `${at}.by`, text)),
      ...ofWrong(one, given['of']),
      ...contradictions(one),
    ]
  })
}

function takes(given: unknown): string {
  return `takes { by: 'type', of: { Movie: { runtime: int() } } }, not ${shown(given)}`
}

/** A caller is told the kind by the field's value, so it is one that callers may be told. */
function byWrong(one: Declared, collection: CollectionModel, by: unknown): readonly string[] {
  const common = one.declaration.common ?? {}
  if (typeof by !== 'string') return [`takes the name of a field, not ${shown(by)}`]
  const field = Object.hasOwn(common, by) ? common[by] : undefined
  if (!field) {
    const own = kindsOf(one.declaration.options).find(({ fields }) => Object.hasOwn(fields, by))
    if (own)
      return [`"${by}" is a field of ${own.type} alone; name one that all kinds have, under fields`]
    return [`there is no field "${by}" to tell the kinds apart.${suggest(by, Object.keys(common))}`]
  }
  // What stands there instead of a field is told of elsewhere.
  if (!isField(field)) return []
  if (field.kind !== 'string' && field.kind !== 'oneOf')
    return [`"${by}" is ${field.type.name}; kinds are told apart by a oneOf() or a string()`]
  if (collection.fields.get(by)?.hidden)
    return [`nobody may read "${by}", so every item would be ${otherKind(collection.type)}`]
  return field.kind === 'oneOf' ? strangers(one, by) : []
}

/** Kinds that no value of the enum is. */
function strangers(one: Declared, by: string): readonly string[] {
  const field = one.declaration.fields[by]
  if (!field) return []
  const names = enumValues(field).map(({ name }) => name)
  return kindsOf(one.declaration.options)
    .filter(({ type }) => !names.includes(type))
    .map(({ type }) => `"${by}" has no value "${type}".${suggest(type, names)}`)
}

function ofWrong(one: Declared, of: unknown): readonly Mistake[] {
  const at = `${one.name}.kinds.of`
  if (!isObject(of)) return [mistake(one, at, `takes fields by type, not ${shown(of)}`)]
  if (Object.keys(of).length === 0)
    return [mistake(one, at, 'has no kinds; write { Movie: { runtime: int() } }')]
  return Object.entries(of).flatMap(([type, fields]) => [
    ...nameWrong(one, type).map((text) => mistake(one, `${at}.${type}`, text)),
    ...(isObject(fields)
      ? []
      : [mistake(one, `${at}.${type}`, `takes fields, { runtime: int() }, not ${shown(fields)}`)]),
  ])
}

function nameWrong({ declaration }: Declared, type: string): readonly string[] {
  if (type === otherKind(declaration.type))
    return ['is the type of what is of no known kind; name it differently']
  if (isName(type)) return []
  return [
    `the type "${type}" is no name that GraphQL takes; use letters, digits and _, no digit first and no two _`,
  ]
}

/** A name means one thing in a collection: filters and stores know no kinds. */
function contradictions(one: Declared): readonly Mistake[] {
  const { common } = one.declaration
  const first = new Map<string, { readonly type: string; readonly field: unknown }>()
  return kindsOf(one.declaration.options).flatMap(({ type, fields }) =>
    Object.entries(fields).flatMap(([name, field]) => {
      const at = `${one.name}.kinds.of.${type}.${name}`
      if (common && Object.hasOwn(common, name))
        return [mistake(one, at, 'repeats a field that all kinds have; leave it out here or there')]
      const other = first.get(name)
      if (!other) first.set(name, { type, field })
      if (!other || alike(other.field, field)) return []
      const text = `is declared otherwise than in ${other.type}, and what is stored has one meaning; declare both alike (a const that both name), or name one differently`
      return [mistake(one, at, text)]
    }),
  )
}
