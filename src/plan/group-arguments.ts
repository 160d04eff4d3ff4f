import type { Issue } from '../errors.ts'
import type { Arrangement } from '../query/groups.ts'
import type { Figure } from '../query/summary.ts'
import type { GroupAsk as Ask } from './group-ask.ts'
import { leavesOf, typeOfLeaf, type GroupLeaf } from './group-by.ts'
import { havingOf, sortOf } from './group-figures.ts'

/** What rows are grouped by, which figures are needed, and which groups are answered in which order. */
export interface GroupArguments {
  readonly by: readonly GroupLeaf[]
  /** Those of the answer first, then those of `having` and `sort`. */
  readonly figures: readonly Figure[]
  readonly arrangement: Arrangement
}

/** Reads `by`, `having`, `sort`, `first` and `skip` of groups. */
export function groupArguments(ask: Ask, issues: Issue[]): GroupArguments {
  const by = leavesOf(ask, issues)
  const figures = [...ask.figures]
  const having = havingOf(ask, figures, issues)
  const sort = sortOf(ask, { by, figures }, issues)
  const { groupsDefault, groupsMax, skip } = ask.model.limits
  const arrangement: Arrangement = {
    having,
    sort,
    keyTypes: by.map(typeOfLeaf),
    first: size(ask, { name: 'first', fallback: groupsDefault, max: groupsMax }, issues),
    skip: size(ask, { name: 'skip', fallback: 0, max: skip }, issues),
  }
  return { by, figures, arrangement }
}

function size(
  ask: Ask,
  wish: { name: string; fallback: number; max: number },
  issues: Issue[],
): number {
  const value = ask.given[wish.name] ?? wish.fallback
  const number = Number(value)
  const code = number < 0 ? 'min' : 'max'
  if (number < 0 || number > wish.max)
    issues.push({ path: [wish.name], code, message: `${number} is not between 0 and ${wish.max}` })
  return number
}
