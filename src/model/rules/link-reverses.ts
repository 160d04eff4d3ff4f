import type { Mistake } from '../../errors.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { placedFields } from '../declared.ts'
import type { LinkSide } from '../links.ts'
import { suggest } from '../suggest.ts'
import { eachSide, placeOf } from './each-side.ts'

/** A reverse is a link of the target that leads back and names this side. */
export function linkReverses(checked: Checked): readonly Mistake[] {
  return eachSide(checked).flatMap(({ side, at, one }) => {
    const wrong = wrongReverse(checked, side)
    return wrong === null ? [] : [mistake(one, at, wrong)]
  })
}

function wrongReverse(checked: Checked, side: LinkSide): string | null {
  const target = checked.sides.get(side.to)
  if (side.reverse === null || !target) return null
  const back = target.get(side.reverse)
  if (!back) return missing(checked, side, side.reverse)
  const there = placeOf(back)
  const here = placeOf(side)
  if (back.to !== side.collection) {
    return `the reverse ${there} links to "${back.to}", not back to "${side.collection}".${suggestBack(checked, side)}`
  }
  if (back.reverse === side.name) return null
  if (back.reverse === null)
    return `names ${there} as its reverse, and that does not name ${here}; write reverse: '${side.name}' there`
  return `names ${there} as its reverse, and that names ${side.collection}.${back.reverse} as its own; each link has one reverse`
}

function missing(checked: Checked, side: LinkSide, reverse: string): string {
  const target = checked.declared.find((one) => one.name === side.to)
  const field = placedFields(target?.declaration.fields).find(
    ({ path }) => path.join('.') === reverse,
  )
  if (field)
    return `the reverse ${side.to}.${reverse} is no link but ${field.field.type.name}.${suggestBack(checked, side)}`
  const hint = suggestBack(checked, side)
  return `there is no field "${reverse}" in ${side.to} for a reverse.${hint || ` Declare one there, or leave out reverse.`}`
}

/** The links of the target that lead back. */
function suggestBack(checked: Checked, side: LinkSide): string {
  const back = [...(checked.sides.get(side.to)?.values() ?? [])].filter(
    (one) => one.to === side.collection,
  )
  return suggest(
    side.reverse ?? '',
    back.map((one) => one.name),
  ).replace('Known:', 'Links that lead back:')
}
