import type { Filter } from '../query/filter.ts'
import type { Sort } from '../query/sort.ts'
import type { StepArguments } from './arguments.ts'
import type { Step } from './plan.ts'
import { hasCode, hopsOf, semiJoinsOf, type RuleCalls } from './weigh.ts'

/** The cost of a step's arguments, apart from its own call. */
export interface ArgumentCost {
  /** Semi-joins of the filter, links of the sort and of groups. */
  readonly calls: number
  /** Rows per parent. */
  readonly size: number
  /** The gateway finishes in memory. */
  readonly code: boolean
  /** An owned list is asked for its keys first. */
  readonly keysFirst: boolean
}

/** The cost of this request's arguments. */
export function exactCost(
  step: Step,
  args: StepArguments | undefined,
  ofRule: RuleCalls,
): ArgumentCost {
  if (!args) throw new Error(`No arguments for step ${step.at}`)
  const { filter, sort, page, groups, ids } = args
  const far = (groups?.by ?? []).reduce((total, { through }) => total + hopsOf(through, ofRule), 0)
  const code = hasCode(filter) || sortsByCode(sort) || far > 0
  const size = sizeOf(step, {
    ids: new Set(ids.map(String)).size,
    page: page.last ?? page.first ?? 0,
  })
  return {
    calls:
      semiJoinsOf(filter, ofRule) +
      far +
      sort.reduce((total, key) => total + hopsOf(key.through ?? [], ofRule), 0),
    size,
    code: code || (groups?.by.some(({ compute }) => compute) ?? false),
    keysFirst: step.by.kind === 'owned' && asksAll({ filter, sort, args, step }),
  }
}

/** Rows per parent, by the kind of the step. */
export function sizeOf(step: Step, most: { ids: number; page: number }): number {
  switch (step.by.kind) {
    case 'id':
    case 'ref':
      return 1
    case 'ids':
      return most.ids
    case 'summary':
    case 'groups':
      return 0
    case 'owned':
      return most.page + 1
    case 'list':
    case 'reverse':
      return most.page
  }
}

function sortsByCode(sort: Sort): boolean {
  return sort.some((key) => key.through ?? key.compute)
}

function asksAll(ask: { filter: Filter; sort: Sort; args: StepArguments; step: Step }): boolean {
  const { page } = ask.args
  const narrowed = ask.filter.kind !== 'and' || ask.filter.of.length > 0
  const moved = page.last !== null || page.after !== null || page.before !== null || page.skip > 0
  return narrowed || moved || ask.sort.length > 0 || ask.step.total
}
