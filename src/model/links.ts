/** Pairs refs and reverses. Broken pairs are left out here and named by the rules. */

import type { Field, FieldType } from '../fields/field.ts'
import { idType } from '../fields/id.ts'
import type { Path } from '../query/filter.ts'
import { isLink, placedFields, textOption } from './declared.ts'
import type { Declared } from './declared.ts'
import type { LinkModel } from './model.ts'
import { keyName } from './names.ts'

/** A declared ref or refsList, before it is paired. */
export interface LinkSide {
  readonly collection: string
  /** Dotted: `loan.user`. */
  readonly name: string
  readonly path: readonly string[]
  readonly field: Field
  readonly many: boolean
  readonly to: string
  readonly reverse: string | null
  readonly by: string | null
  readonly owns: boolean
  readonly stored: boolean
  /** In a list of objects. */
  readonly inList: boolean
}

/** All declared links, by collection and dotted name. */
export type LinkSides = ReadonlyMap<string, ReadonlyMap<string, LinkSide>>

/** Every ref and refsList of every collection. */
export function linkSides(declared: readonly Declared[]): LinkSides {
  return new Map(declared.map((collection) => [collection.name, sidesOf(collection)]))
}

function sidesOf({ name, declaration }: Declared): ReadonlyMap<string, LinkSide> {
  const sides = placedFields(declaration.fields)
    .filter((placed) => isLink(placed.field))
    .map(({ path, field, inList }): LinkSide => ({
      collection: name,
      name: path.join('.'),
      path,
      field,
      many: field.kind === 'refsList',
      to: String((field as { readonly to?: unknown }).to),
      reverse: textOption(field, 'reverse'),
      by: textOption(field, 'by'),
      owns: field.options['owns'] === true,
      stored: field.options['stored'] === true,
      inList,
    }))
  return new Map(sides.map((side) => [side.name, side]))
}

/** The side at the other end, where both name each other. */
export function partnerOf(side: LinkSide, sides: LinkSides): LinkSide | null {
  if (side.reverse === null) return null
  const partner = sides.get(side.to)?.get(side.reverse)
  if (!partner || partner.to !== side.collection || partner.reverse !== side.name) return null
  return partner
}

/** Whether the side's own rows hold the keys; null where both or neither side say so. */
export function holds(side: LinkSide, partner: LinkSide | null): boolean | null {
  if (!partner || partner === side || side.stored) return true
  if (side.many !== partner.many) return !side.many
  return side.owns === partner.owns ? null : side.owns
}

/** The links of every collection by dotted name, those that are sound. */
export function pairLinks(
  declared: readonly Declared[],
): ReadonlyMap<string, ReadonlyMap<string, LinkModel>> {
  const sides = linkSides(declared)
  const fields = keyFields(declared)
  return new Map(
    [...sides].map(([name, own]) => {
      const links = [...own.values()].flatMap((side) => {
        const link = linkOf(side, sides, fields)
        return link ? [[side.name, link] as const] : []
      })
      return [name, new Map(links)]
    }),
  )
}

/** The type of a field by collection and dotted name. */
type KeyFields = ReadonlyMap<string, ReadonlyMap<string, FieldType>>

function keyFields(declared: readonly Declared[]): KeyFields {
  return new Map(
    declared.map(({ name, declaration }) => [
      name,
      new Map(
        placedFields(declaration.fields).map(({ path, field }) => [path.join('.'), field.type]),
      ),
    ]),
  )
}

function linkOf(side: LinkSide, sides: LinkSides, fields: KeyFields): LinkModel | null {
  const partner = partnerOf(side, sides)
  const near = holds(side, partner)
  if (!sides.has(side.to) || (side.reverse !== null && !partner) || near === null) return null
  const ends = near ? endsAt(side, fields) : partner && turned(endsAt(partner, fields))
  if (!ends) return null
  return Object.freeze({
    name: side.name,
    from: side.collection,
    to: side.to,
    many: side.many,
    holder: near ? 'near' : 'far',
    ends: Object.freeze({ to: side.to, ...ends }),
    by: near ? side.by : null,
    keyName: near ? keyName(side.path.at(-1) ?? side.name, side.many, side.by) : null,
    reverse: side.reverse,
    onDelete: onDeleteOf(side.field),
  })
}

interface Ends {
  readonly near: Path
  readonly far: Path
}

/** The ends seen from the side that holds the keys; null where `by` names no field. */
function endsAt(side: LinkSide, fields: KeyFields): Ends | null {
  if (side.by === null) return { near: pathOf(side.path, side.field.type), far: idPath }
  const type = fields.get(side.to)?.get(side.by)
  if (!type) return null
  const near = pathOf(side.path, side.many ? side.field.type : type)
  return { near, far: pathOf(side.by.split('.'), type) }
}

function turned(ends: Ends | null): Ends | null {
  return ends && { near: ends.far, far: ends.near }
}

function pathOf(names: readonly string[], type: FieldType): Path {
  return Object.freeze({ names: Object.freeze([...names]), type })
}

/** `id`, as a path. */
export const idPath: Path = pathOf(['id'], idType)

/** What a delete may do to the other side. */
export const onDeletes = ['restrict', 'cascade', 'unlink'] as const

function onDeleteOf(field: Field): LinkModel['onDelete'] {
  return onDeletes.find((one) => one === field.options['onDelete']) ?? 'restrict'
}
