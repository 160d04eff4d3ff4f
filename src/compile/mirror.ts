import type { CollectionModel, FieldModel } from '../model/model.ts'
import type { Compilation } from './compilation.ts'
import { askable, type LeafMember, type Member } from './members.ts'

type RefMember = Extract<Member, { kind: 'one' }>

interface Named {
  readonly description: string
  readonly deprecated?: string | undefined
}

/** What each member becomes; null or false leaves it out. */
export interface Mirror<T> {
  leaf(member: LeafMember): T | null | false
  /** `inside` has what the members of the nested object became, one at least. */
  object(field: FieldModel, inside: Readonly<Record<string, T & Named>>): T
  one?(member: RefMember): T | null
}

/** What is parallel to the items of a collection: sorts, groups, figures. Lists of items or objects have no part in it. */
export function mirrored<T extends object>(
  c: Compilation,
  of: CollectionModel | FieldModel,
  mirror: Mirror<T>,
): Record<string, T & Named> {
  const made: Record<string, T & Named> = {}
  for (const member of askable(c, of)) {
    const one = mirroredMember(c, member, mirror)
    const { name, told, deprecated } = member
    if (one) made[name] = { description: told.brief, deprecated, ...one }
  }
  return made
}

function mirroredMember<T extends object>(
  c: Compilation,
  member: Member,
  mirror: Mirror<T>,
): T | null | false {
  if (member.kind === 'leaf') return mirror.leaf(member)
  if (member.kind === 'one') return mirror.one?.(member) ?? null
  if (member.kind !== 'object') return null
  const inside = mirrored(c, member.field, mirror)
  return Object.keys(inside).length > 0 ? mirror.object(member.field, inside) : null
}
