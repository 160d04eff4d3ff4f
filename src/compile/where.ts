import type { CollectionModel, FieldModel, LinkModel } from '../model/model.ts'
import type { Input, Inputs } from './builder.ts'
import { targetOf, type Compilation } from './compilation.ts'
import { one } from './describe.ts'
import { whereExample } from './examples.ts'
import { filterInput } from './filters.ts'
import { askable, type Leaf, type Member } from './members.ts'

/** Conditions on the items of a collection: `BookWhere`. */
export function whereInput(c: Compilation, of: CollectionModel): string {
  const { where, type } = of.names
  return c.types.input(where, () => ({
    description: `Conditions on ${one(type)}; all that are given must hold, and \`{}\` asks nothing.\n\nExample: ${whereExample(c, of)}`,
    fields: () => ({ ...combined(where), ...conditions(c, of) }),
  }))
}

/** Conditions on a ref: those on the item that it leads to, and whether it is set. */
function refWhereInput(c: Compilation, to: CollectionModel): string {
  return c.types.input(to.names.refWhere, () => ({
    description: `Conditions on a ref to ${one(to.type)}. But for \`isNull\` and the stored key, they are false where that item is absent or not visible.`,
    fields: () => ({ ...combined(whereInput(c, to)), isNull: refIsNull, ...conditions(c, to) }),
  }))
}

/** Conditions on a list of linked items. */
function listWhereInput(c: Compilation, to: CollectionModel): string {
  return c.types.input(to.names.listWhere, () => ({
    description: `Conditions on a list of linked items of type ${to.type}, as far as they are visible.`,
    fields: () => quantified(whereInput(c, to)),
  }))
}

/** Conditions on a nested object, or on an element of a list of objects. */
function objectWhereInput(c: Compilation, field: FieldModel): string {
  const { where, type } = namesOf(field)
  const presence = field.field.kind === 'list' ? {} : { exists, isNull }
  return c.types.input(where, () => ({
    description: `Conditions on ${one(type)}; all that are given must hold.`,
    fields: () => ({ ...combined(where), ...presence, ...conditions(c, field) }),
  }))
}

/** Conditions on a list of objects. */
function objectsWhereInput(c: Compilation, field: FieldModel): string {
  const { listWhere, type } = namesOf(field)
  return c.types.input(listWhere, () => ({
    description: `Conditions on a list of objects of type ${type}; a missing list reads as null.`,
    fields: () => ({ ...quantified(objectWhereInput(c, field)), size, exists, isNull }),
  }))
}

function conditions(c: Compilation, of: CollectionModel | FieldModel): Inputs {
  const inputs: Record<string, Input> = {}
  for (const member of askable(c, of)) {
    const { name, told, deprecated } = member
    inputs[name] = { type: conditionType(c, member), description: told.asked, deprecated }
  }
  return inputs
}

function conditionType(c: Compilation, member: Member): string {
  switch (member.kind) {
    case 'leaf':
      return leafFilter(c, member.leaf)
    case 'object':
      return objectWhereInput(c, member.field)
    case 'objects':
      return objectsWhereInput(c, member.field)
    case 'one':
      return refWhereInput(c, far(c, member.link))
    case 'many':
      return listWhereInput(c, far(c, member.link))
  }
}

function leafFilter(c: Compilation, { text, list, path }: Leaf): string {
  return filterInput(c, { text, list, operators: path.type.operators })
}

function far(c: Compilation, link: LinkModel): CollectionModel {
  return targetOf(c, link.to)
}

/** The names of a nested object, which every field with fields has. */
export function namesOf(field: FieldModel): NonNullable<FieldModel['objectNames']> {
  if (!field.objectNames) throw new TypeError(`${field.path.join('.')} is an object without names`)
  return field.objectNames
}

/** `and or not` over an input of conditions. */
function combined(where: string): Inputs {
  return {
    and: { type: `[${where}!]`, description: 'All of these hold; true of `[]`.' },
    or: { type: `[${where}!]`, description: 'One of these at least holds; false of `[]`.' },
    not: {
      type: where,
      description: 'This as a whole does not hold; null and missing values are included.',
    },
  }
}

function quantified(where: string): Inputs {
  return {
    some: { type: where, description: 'One element at least meets the conditions.' },
    every: { type: where, description: 'All elements meet the conditions; true of an empty list.' },
    none: { type: where, description: 'No element meets the conditions; true of an empty list.' },
  }
}

const isNull: Input = {
  type: 'Boolean',
  description: '`true`: null or missing; `false`: it is there.',
}
const exists: Input = {
  type: 'Boolean',
  description: '`true`: the key is stored, be its value null; `false`: it is missing.',
}
const size: Input = {
  type: 'Int',
  description: 'Has exactly so many elements; false of a missing list.',
}
const refIsNull: Input = {
  type: 'Boolean',
  description: '`true`: no key is stored; `false`: one is, whether or not its item is there.',
}
