import type { CollectionModel } from '../model/model.ts'
import type { Compilation } from './compilation.ts'
import { literal } from './describe.ts'
import { askable, type LeafMember } from './members.ts'

/** A `where` that this collection takes: a field with a declared example, or else the first. */
export function whereExample(c: Compilation, of: CollectionModel): string {
  const leaves = ownLeaves(c, of)
  const told = leaves.find((member) => exampleOf(member) !== undefined && member.leaf.type.scalar)
  if (told) return `\`{ ${told.name}: { eq: ${literal(exampleOf(told))} } }\``
  const name = leaves[0]?.name ?? 'id'
  return `\`{ ${name}: { isNull: false } }\``
}

/** A `sort` that this collection takes. */
export function sortExample(c: Compilation, of: CollectionModel): string {
  const name = ownLeaves(c, of)[0]?.name ?? 'id'
  return `\`[{ ${name}: ASC }]\``
}

/** The declared values, without ids and lists. */
function ownLeaves(c: Compilation, of: CollectionModel): LeafMember[] {
  const members = askable(c, of)
  return members.filter(
    (member): member is LeafMember =>
      member.kind === 'leaf' && member.leaf.source === 'value' && !member.leaf.list,
  )
}

function exampleOf(member: LeafMember): unknown {
  return member.leaf.field?.field.options.example
}
