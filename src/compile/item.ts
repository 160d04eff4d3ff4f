import type { CollectionModel, FieldModel, KindsModel } from '../model/model.ts'
import type { OutputStamp } from '../plan/stamps.ts'
import type { Output, Outputs } from './builder.ts'
import { targetOf, type Compilation } from './compilation.ts'
import { connectionType, listArguments } from './connection.ts'
import { describeKind, sentence } from './describe.ts'
import { membersOf, type Leaf, type Member } from './members.ts'
import { namesOf } from './where.ts'

/** The type of a collection's items: `Book`; an interface where they are of several kinds. */
export function itemType(c: Compilation, of: CollectionModel): string {
  const description = sentence(of.description ?? `An item of ${of.name}`)
  const { type } = of.names
  const { kinds } = of
  if (!kinds)
    return c.types.object(type, () => ({
      description,
      collection: of,
      fields: () => outputs(c, of),
    }))
  const common = () => outputs(c, of, (name) => !kinds.only.has(name))
  c.types.abstract(type, () => ({ description, collection: of, fields: common }))
  for (const kind of kinds.types) kindType(c, of, { kinds, kind })
  return type
}

/** The type of the items of one kind: `Movie`, `TitleOther`. */
function kindType(
  c: Compilation,
  of: CollectionModel,
  { kinds, kind }: { readonly kinds: KindsModel; readonly kind: string },
): void {
  const has = (name: string) => kinds.only.get(name)?.has(kind) ?? true
  c.types.object(kind, () => ({
    description: describeKind(of.type, kinds, kind),
    collection: of,
    implements: of.names.type,
    fields: () => outputs(c, of, has),
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

/** `has` leaves out fields of other kinds, by name. */
function outputs(
  c: Compilation,
  of: CollectionModel | FieldModel,
  has?: (field: string) => boolean,
): Outputs {
  const fields: Record<string, Output> = {}
  for (const member of membersOf(c, of)) {
    const field = member.kind === 'leaf' ? member.leaf.field : member.field
    if (has && field && !has(field.name)) continue
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
