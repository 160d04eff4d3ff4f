/** Declared fields as the rooms behind the model read them. */

import { fieldRule, isNever, looksAtRow } from '../access/decide.ts'
import type { RuleGround } from '../access/decide.ts'
import type { Field, Fields } from '../fields/field.ts'
import { elementOf, fieldsOf, innerFields, isObject } from './declared.ts'
import type { FieldModel, FieldRule, LinkModel, User } from './model.ts'
import { enumName, objectNames } from './names.ts'

/** What all fields of a collection share. */
export interface FieldsOf {
  /** `books` */
  readonly collection: string
  /** `Book` */
  readonly type: string
  /** By dotted name. */
  readonly links: ReadonlyMap<string, LinkModel>
  /** The rules of a place, e.g. `books.title.can.read`. */
  ground(name: string): RuleGround
  /** The far fields on the way to the key that a derived link is read from; known once all collections are. */
  stored(link: LinkModel): readonly FieldModel[]
}

/** The models of declared fields, nested ones too. */
export function fieldModels(of: FieldsOf, fields: Fields): ReadonlyMap<string, FieldModel> {
  return level(of, fields, { path: [], filterable: true, inList: false })
}

interface Place {
  readonly path: readonly string[]
  readonly filterable: boolean
  readonly inList: boolean
}

function level(of: FieldsOf, fields: Fields, place: Place): ReadonlyMap<string, FieldModel> {
  return new Map(
    fieldsOf(fields).map(([name, field]) => [
      name,
      fieldModel(of, field, { ...place, path: [...place.path, name] }),
    ]),
  )
}

/** The model of one field; `place.path` ends with its name. */
export function fieldModel(of: FieldsOf, field: Field, place: Place): FieldModel {
  const { path } = place
  const filterable = place.filterable && field.options.filter !== false
  const inner = innerFields(field)
  const inList = place.inList || (inner !== null && field.kind === 'list')
  const link = of.links.get(path.join('.')) ?? null
  const own = readable(of, field, path)
  return Object.freeze({
    name: path.at(-1) ?? '',
    path: Object.freeze([...path]),
    field,
    description: described(field),
    filterable,
    readable: link?.holder === 'far' ? whereStored(own, () => of.stored(link)) : own,
    hidden: isNever(rightOf(field.options.can, 'read')),
    fields: inner && level(of, inner, { path, filterable, inList }),
    link,
    enumName: elementOf(field).kind === 'oneOf' ? enumName(of.type, path) : null,
    objectNames: inner && objectNames(of.type, path),
    inList: place.inList,
  })
}

function described(field: Field): string | null {
  return field.options.description ?? null
}

function readable(of: FieldsOf, field: Field, path: readonly string[]): FieldRule {
  const name = `${[of.collection, ...path].join('.')}.can.read`
  return readableBy(rightOf(field.options.can, 'read'), () => of.ground(name))
}

/** A derived link tells who points here: it is read only by whom the stored side may be, whatever the row. */
function whereStored(own: FieldRule, stored: () => readonly FieldModel[]): FieldRule {
  const judge = (user: User | null) =>
    stored().every(({ readable }) => readable(user) === true) && own(user)
  return Object.assign(judge, { ofRow: own.ofRow })
}

/** The rule of a field that says nothing. */
export const anyone: FieldRule = Object.assign(() => true, { ofRow: false })

/** The rule of a field, made when it is first asked: a row rule may speak of fields that come later. */
export function readableBy(can: unknown, ground: () => RuleGround): FieldRule {
  if (can === undefined) return anyone
  let rule: FieldRule | null = null
  const judge = (user: User | null) => {
    rule ??= fieldRule(can, ground())
    return rule(user)
  }
  return Object.assign(judge, { ofRow: looksAtRow(can) })
}

/** One right of a declared `can`; undefined where it says nothing of it. */
export function rightOf(can: unknown, right: string): unknown {
  return isObject(can) ? can[right] : undefined
}
