import type { Mistake } from '../../errors.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { suggest } from '../suggest.ts'
import { eachSide } from './each-side.ts'

/** Links to collections that are not there. */
export function linkTargets(checked: Checked): readonly Mistake[] {
  return eachSide(checked).flatMap(({ side, at, one }) => {
    if (checked.sides.has(side.to)) return []
    return [
      mistake(
        one,
        at,
        `there is no collection "${side.to}".${suggest(side.to, checked.sides.keys())}`,
      ),
    ]
  })
}
