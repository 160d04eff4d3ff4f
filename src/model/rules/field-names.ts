import type { Mistake } from '../../errors.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { innerFields, isField, isObject } from '../declared.ts'
import type { Declared } from '../declared.ts'
import type { CollectionModel, FieldModel } from '../model.ts'
import { isName } from '../names.ts'

/** Names that GraphQL does not take, that filters need, or that are given already. */
export function fieldNames({ declared, model }: Checked): readonly Mistake[] {
  return declared.flatMap((one) => {
    const collection = model.collections.get(one.name)
    const { fields, computed, options } = one.declaration
    return [
      ...badNames(one, fields, one.name),
      ...rootNames(one, [...Object.keys(isObject(fields) ? fields : {}), ...Object.keys(computed)]),
      ...Object.keys(computed).flatMap((name) => badName(one, name, `${one.name}.${name}`)),
      ...computedTwice(one),
      ...(options['meta'] === false ? [] : ownMeta(one)),
      ...(collection ? keyClashes(one, collection) : []),
    ]
  })
}

function badNames(one: Declared, fields: unknown, at: string): readonly Mistake[] {
  if (!isObject(fields)) return []
  return Object.entries(fields).flatMap(([name, field]) => {
    const here = `${at}.${name}`
    const inner = isField(field) ? innerFields(field) : null
    return [...badName(one, name, here), ...badNames(one, inner, here)]
  })
}

/** In a `where` these stand beside the fields. */
const FILTER_WORDS = ['and', 'or', 'not', 'isNull', 'exists']

function badName(one: Declared, name: string, at: string): readonly Mistake[] {
  if (FILTER_WORDS.includes(name)) {
    return [
      mistake(
        one,
        at,
        `"${name}" has a meaning of its own in filters; name the field differently, and its stored name in the store's fields`,
      ),
    ]
  }
  if (isName(name)) return []
  const why = name.startsWith('__')
    ? 'names with two leading _ are kept for GraphQL itself'
    : 'GraphQL takes letters, digits and _, no digit first'
  return [mistake(one, at, `"${name}" cannot be the name of a field: ${why}`)]
}

function rootNames(one: Declared, names: readonly string[]): readonly Mistake[] {
  return names.flatMap((name) => {
    if (name === 'id')
      return [
        mistake(
          one,
          `${one.name}.id`,
          'is there without being declared; leave it out, and say idType where ids need a type',
        ),
      ]
    if (name !== '_can' && name !== '_version') return []
    return [
      mistake(
        one,
        `${one.name}.${name}`,
        `"${name}" is kept for the product; name the field differently`,
      ),
    ]
  })
}

function computedTwice(one: Declared): readonly Mistake[] {
  const { fields, computed } = one.declaration
  return Object.keys(computed)
    .filter((name) => isObject(fields) && Object.hasOwn(fields, name))
    .map((name) =>
      mistake(
        one,
        `${one.name}.${name}`,
        'is declared under fields and under computed; name one of them differently',
      ),
    )
}

function ownMeta(one: Declared): readonly Mistake[] {
  const { fields, computed } = one.declaration
  if (!(isObject(fields) && Object.hasOwn(fields, 'meta')) && !Object.hasOwn(computed, 'meta'))
    return []
  return [
    mistake(
      one,
      `${one.name}.meta`,
      'is there without being declared (created and modified, at and by); name the field differently, or say meta: false to have your own',
    ),
  ]
}

/** `author` brings `authorId`, which no other field of the same level may be. */
function keyClashes(one: Declared, collection: CollectionModel): readonly Mistake[] {
  const computed = new Map([...collection.computed].map(([name]) => [name, 'computed'] as const))
  return atLevel(one, collection.fields, one.name, computed)
}

function atLevel(
  one: Declared,
  fields: ReadonlyMap<string, FieldModel>,
  at: string,
  more: ReadonlyMap<string, unknown>,
): readonly Mistake[] {
  const taken = new Map<string, string>(
    [...fields.keys(), ...more.keys()].map((name) => [name, name]),
  )
  return [...fields.values()].flatMap((field) => {
    const inside = field.fields ? atLevel(one, field.fields, `${at}.${field.name}`, new Map()) : []
    const key = field.link?.keyName
    if (!key) return inside
    const other = taken.get(key)
    taken.set(key, field.name)
    if (other === undefined) return inside
    const who =
      other === key ? 'a field of that name is declared too' : `${other} brings that name too`
    const sentence = `brings "${key}", the stored key, and ${who}; name one of them differently`
    return [...inside, mistake(one, `${at}.${field.name}`, sentence)]
  })
}
