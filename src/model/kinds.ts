import { absentOf } from '../fields/absent.ts'
import type { Field } from '../fields/field.ts'
import type { Row } from '../query/row.ts'
import { isObject } from './declared.ts'
import type { CollectionDeclaration } from './declared.ts'
import { kindsOf, type DeclaredKind } from './declared-kinds.ts'
import type { FieldModel, KindsModel, User } from './model.ts'
import { enumValues, otherKind } from './names.ts'

/** The kinds of a collection; null where there are none, or where nothing tells them apart. */
export function kindsModel(
  { type, options, common }: CollectionDeclaration,
  fields: ReadonlyMap<string, FieldModel>,
): KindsModel | null {
  const declared = kindsOf(options)
  const name = isObject(options['kinds']) ? String(options['kinds']['by']) : ''
  const by = common && Object.hasOwn(common, name) ? fields.get(name) : undefined
  if (!by || declared.length === 0) return null
  const other = otherKind(type)
  return Object.freeze({
    by,
    types: Object.freeze([...declared.map((kind) => kind.type), other]),
    other,
    typeOf: new Map(declared.map((kind) => [valueOf(by.field, kind.type), kind.type])),
    only: onlyOf(declared),
  })
}

function onlyOf(declared: readonly DeclaredKind[]): ReadonlyMap<string, ReadonlySet<string>> {
  const only = new Map<string, Set<string>>()
  for (const { type, fields } of declared) {
    for (const name of Object.keys(fields)) only.set(name, (only.get(name) ?? new Set()).add(type))
  }
  return only
}

/** The stored text of a kind: its own name, or what the enum value of that name stands for (`oneOf({ Movie: 'film' })`). */
function valueOf(by: Field, type: string): string {
  return enumValues(by).find(({ name }) => name === type)?.value ?? type
}

/** The GraphQL type of an item for somebody: who may not read what tells the kinds apart is not told the kind. */
export function kindOf({ by, typeOf, other }: KindsModel, row: Row, user: User | null): string {
  const rule = by.readable(user)
  if (typeof rule === 'function' ? !rule(row) : !rule) return other
  const value = row[by.name]
  return typeOf.get(value === undefined ? absentOf(by.field) : value) ?? other
}
