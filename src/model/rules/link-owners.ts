import type { Mistake } from '../../errors.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { holds, onDeletes, partnerOf } from '../links.ts'
import type { LinkSide } from '../links.ts'
import { suggest } from '../suggest.ts'
import { eachSide, placeOf } from './each-side.ts'

/** Which side stores a link is said once; what a delete does, on the list side. */
export function linkOwners(checked: Checked): readonly Mistake[] {
  return eachSide(checked).flatMap(({ side, at, one }) => {
    const partner = partnerOf(side, checked.sides)
    return [...ownerWrong(side, partner), ...derivedWrong(side, partner), ...deleteWrong(side)].map(
      (sentence) => mistake(one, at, sentence),
    )
  })
}

/** Told once per pair, at the side that comes first. */
function ownerWrong(side: LinkSide, partner: LinkSide | null): readonly string[] {
  if (!partner || partner === side) return []
  const there = placeOf(partner)
  if (side.many !== partner.many) {
    if (!side.many || !side.owns) return []
    return [
      `says owns: true, but of a list and a ref the ref, ${there}, holds the id; leave it out, or say stored: true to keep both`,
    ]
  }
  if (side.owns !== partner.owns || placeOf(side) > there) return []
  const both = side.owns ? 'both say owns: true' : 'neither says owns: true'
  return [
    `this and ${there} are each other's reverse, and ${both}; one of the two must own the link`,
  ]
}

function derivedWrong(side: LinkSide, partner: LinkSide | null): readonly string[] {
  if (!partner || partner === side || holds(side, partner) !== false) return []
  const name = placeOf(partner)
  return [
    ...(side.inList
      ? [
          `is derived from ${name}, and cannot stand in a list of objects; move it out, or let it own the link`,
        ]
      : []),
    ...(side.by === null
      ? []
      : [`is derived from ${name}, which holds the key; write by: '${side.by}' there`]),
  ]
}

function deleteWrong(side: LinkSide): readonly string[] {
  const onDelete = side.field.options['onDelete']
  if (onDelete === undefined) return []
  if (!side.many)
    return [
      "has onDelete, which stands on the list side: refsList('books', { reverse: …, onDelete: 'restrict' })",
    ]
  if (onDeletes.some((one) => one === onDelete)) return []
  return [
    `onDelete takes one of ${onDeletes.join(' ')}, not ${shown(onDelete)}.${typeof onDelete === 'string' ? suggest(onDelete, onDeletes).replace(/ Known:.*/, '') : ''}`,
  ]
}
