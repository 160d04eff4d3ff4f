import type { Bound } from './bound.ts'
import type { Plan, Step } from './plan.ts'

/** One step in words. */
export interface Explained {
  /** Response keys from the root. */
  readonly at: string
  /** How it finds its rows, e.g. `authors by id`. */
  readonly does: string
  readonly store: string
  /** What it asks the store for; `*` is the whole item. */
  readonly fields: readonly string[] | '*'
  readonly calls: number
  readonly rows: number
}

/** The plan as people read it. */
export function explain(plan: Plan, bounds: readonly Bound[]): readonly Explained[] {
  return plan.steps.map((step) => ({
    at: step.at,
    does: does(step) + only(step),
    store: step.collection.store.name,
    fields: step.rows ? (step.fields ?? '*') : [],
    calls: bounds[step.slot]?.calls ?? 0,
    rows: bounds[step.slot]?.rows ?? 0,
  }))
}

/** Parents of some kinds only. */
function only({ on }: Step): string {
  return on ? `, for ${[...on].join(' and ')} only` : ''
}

function does({ by, collection: { name }, total, rows }: Step): string {
  const counted = total ? (rows ? ', counted' : ', only counted') : ''
  switch (by.kind) {
    case 'id':
    case 'ids':
      return `${name} by id`
    case 'list':
      return `${name}${by.selection ? ` (${by.selection.name})` : ''}, a page${counted}`
    case 'summary':
      return `${name}, summarised`
    case 'groups':
      return `${name}, grouped`
    case 'ref':
      return `${name} by ${by.link.by ?? 'id'}, one batch for all`
    case 'reverse':
      return `${name} by ${by.link.ends.far.names.join('.')}, ${by.link.many ? `a page per parent${counted}` : 'one per parent'}, one batch for all`
    case 'owned':
      return `${name} by the ids in ${by.link.name}, a page per parent${counted}, one batch for all`
  }
}
