import type { Mistake } from '../../errors.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { fieldsOf } from '../declared.ts'
import { holds, partnerOf } from '../links.ts'
import type { LinkSide } from '../links.ts'
import { suggest } from '../suggest.ts'
import { eachSide } from './each-side.ts'

/** Fields whose values can be keys. */
const KEYS: ReadonlySet<string> = new Set(['string', 'int', 'bigint', 'uuid', 'email', 'url'])

/** `by` names a unique field of the target. */
export function linkKeys(checked: Checked): readonly Mistake[] {
  return eachSide(checked).flatMap(({ side, at, one }) => {
    const derived = holds(side, partnerOf(side, checked.sides)) === false
    const wrong = side.by === null || derived ? null : wrongKey(checked, side, side.by)
    return wrong === null ? [] : [mistake(one, at, wrong)]
  })
}

function wrongKey({ declared, model }: Checked, side: LinkSide, by: string): string | null {
  const target = declared.find((one) => one.name === side.to)
  if (!target) return null
  if (by === 'id') return "links by id anyway; leave out by: 'id'"
  const fields = fieldsOf(target.declaration.fields)
  const field = fields.find(([name]) => name === by)?.[1]
  if (!field)
    return `there is no field "${by}" in ${side.to} to link by.${suggest(
      by,
      fields.map(([name]) => name),
    )}`
  if (!KEYS.has(field.kind))
    return `cannot link by ${side.to}.${by}, which is ${field.type.name}; link by a text or an integer`
  const unique = model.collections.get(side.to)?.unique ?? []
  if (unique.some((set) => set.length === 1 && set[0] === by)) return null
  return `links by ${side.to}.${by}, which is not unique; say unique: true there`
}
