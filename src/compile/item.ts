import type { CollectionModel, FieldModel } from '../model/model.ts'
import type { OutputStamp } from '../plan/stamps.ts'
import type { Output, Outputs } from './builder.ts'
import { targetOf, type Compilation } from './compilation.ts'
import { connectionType, listArguments } from './connection.ts'
import { sentence } from './describe.ts'
import { membersOf, type Leaf, type Member } from './members.ts'
import { namesOf } from './where.ts'

/** The type of a collection's items: `Book`. */
export function itemType(c: Compilation, of: CollectionModel): string {
  return c.types.object(of.names.type, () => ({
    description: sentence(of.description ?? `An item of ${of.name}`),
    collection: of,
    fields: () => outputs(c, of),
  }))
}

/** The type of a nested object, or of the objects in a list: `BookLoan`. */
export function objectType(c: Compilation, field: FieldModel): string {
  return c.types.object(namesOf(field).type, () => ({
    description: sentence(field.description ?? `The ${field.name} of an item`),
    fields: () => outputs(c, field),
  }))
}

/** The connection of a collection's items. */
export function itemConnection(c: Compilation, of: CollectionModel): string {
  const { connection, edge } = of.names
  return connectionType(c, { connection, edge, node: itemType(c, of) })
}

function outputs(c: Compilation, of: CollectionModel | FieldModel): Outputs {
  const fields: Record<string, Output> = {}
  for (const member of membersOf(c, of)) {
    const { name, told, deprecated } = member
    fields[name] = { description: told.full, deprecated, ...output(c, member) }
  }
  return fields
}

function output(c: Compilation, member: Member): Pick<Output, 'type' | 'stamp' | 'args'> {
  if (member.kind === 'leaf') return { type: member.leaf.whole, stamp: leafStamp(member.leaf) }
  const { field } = member
  if (member.kind === 'object' || member.kind === 'objects') {
    const type = objectType(c, field)
    return {
      type: member.kind === 'objects' ? `[${type}!]` : type,
      stamp: { kind: 'object', field },
    }
  }
  const { link } = member
  const stamp: OutputStamp = { kind: 'link', link, field }
  const target = targetOf(c, link.to)
  if (member.kind === 'one') return { type: itemType(c, target), stamp }
  return { type: itemConnection(c, target), stamp, args: listArguments(c, target) }
}

function leafStamp({ source, field, computed }: Leaf): OutputStamp {
  if (computed) return { kind: 'computed', computed }
  return field ? { kind: source === 'key' ? 'key' : 'value', field } : { kind: 'id' }
}
