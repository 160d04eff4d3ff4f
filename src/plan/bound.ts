import type { ReadDecision, ReadRule, User } from '../access/rule.ts'
import { LimitError } from '../errors.ts'
import type { CollectionModel, Model } from '../model/model.ts'
import type { StepArguments } from './arguments.ts'
import type { Plan, Step } from './plan.ts'
import { exactCost, type ArgumentCost } from './cost.ts'
import { maximalCost } from './static-cost.ts'
import { hasCode, semiJoinsOf, type RuleCalls } from './weigh.ts'

/**
 * What an operation costs at most. `calls` and `rows` hold when stores do what they are asked (a semi-join is one
 * call; its keys are no rows) and are refused in advance above the limits; `scan` are further pages that the
 * gateway may read to finish in memory what a store cannot do, stopped while running.
 */
export interface Bound {
  readonly calls: number
  readonly rows: number
  readonly scan: number
}

/** The bound of each step, and their sum. */
export interface PlanBound extends Bound {
  readonly steps: readonly Bound[]
}

/** Whose rules count; `anybody`: the costliest, where nobody has asked yet. */
export type Asking = User | null | 'anybody'

/** The bound with this request's arguments. */
export function exactBound(
  plan: Plan,
  ask: { model: Model; args: readonly StepArguments[]; user: Asking },
): PlanBound {
  return sum(plan, ask, (step, ofRule) => exactCost(step, ask.args[step.slot], ofRule))
}

/** The bound over all arguments that the variables may hold. */
export function staticBound(plan: Plan, ask: { model: Model; user: Asking }): PlanBound {
  return sum(plan, ask, (step, ofRule) => maximalCost(step, ask.model, ofRule))
}

/** @throws LimitError LIMIT_EXCEEDED: calls, rows */
export function checkBound(bound: Bound, { limits }: Model): void {
  for (const name of ['calls', 'rows'] as const) {
    const max = limits[name]
    if (bound[name] > max)
      throw new LimitError(
        name,
        max,
        `The operation may cost ${bound[name]} ${name === 'calls' ? 'store calls' : 'rows'}; at most ${max} are allowed. Ask for smaller pages or fewer levels.`,
      )
  }
}

function sum(
  plan: Plan,
  ask: { model: Model; user: Asking },
  cost: (step: Step, ofRule: RuleCalls) => ArgumentCost,
): PlanBound {
  const rowsOf: number[] = []
  const ofRule = ruleCalls(ask)
  const steps = plan.steps.map((step) => {
    const parents = step.parent ? (rowsOf[step.parent.slot] ?? 0) : 1
    const one = stepBound(step, {
      parents: parents * carriersPerRow(step),
      cost: cost(step, ofRule),
      ofRule,
      ...ask,
    })
    rowsOf[step.slot] = one.rows
    return one
  })
  const total = { calls: 0, rows: 0, scan: 0 }
  for (const { calls, rows, scan } of steps) {
    total.calls += calls
    total.rows += rows
    total.scan += scan
  }
  return { ...total, steps }
}

function stepBound(
  step: Step,
  ask: {
    parents: number
    cost: ArgumentCost
    ofRule: RuleCalls
    model: Model
    user: Asking
  },
): Bound {
  const { parents, cost, model } = ask
  if (parents === 0) return { calls: 0, rows: 0, scan: 0 }
  const rules = ruleCost(step, ask)
  const rows = step.rows ? parents * cost.size : 0
  const calls = ownCalls(step, { parents, size: cost.size }) + cost.calls + rules.calls
  const pages = Math.ceil(model.limits.rowBudget / model.limits.pageMax)
  const keysFirst = cost.keysFirst ? 1 : 0
  return {
    calls: calls + keysFirst,
    rows,
    scan: cost.code || rules.code || step.collection.store.calls ? pages : 0,
  }
}

/** What a step's own load costs: one call, where its store does not say otherwise. */
function ownCalls(step: Step, { parents, size }: { parents: number; size: number }): number {
  const { by, fields, rows } = step
  const { calls } = step.collection.store
  if (!calls) return 1
  switch (by.kind) {
    case 'id':
    case 'ids':
      return calls.byIds({ ids: size, fields })
    case 'owned':
      return calls.byIds({ ids: parents * size, fields })
    case 'ref':
      return by.link.by === null
        ? calls.byIds({ ids: parents, fields })
        : calls.byKeys({ path: by.link.by, keys: parents, rows: 1, fields })
    case 'reverse': {
      const path = by.link.ends.far.names.join('.')
      return calls.byKeys({ path, keys: parents, rows: rows ? size : 0, fields })
    }
    case 'list':
      return calls.find({ rows: rows ? size : 0, fields })
    case 'summary':
    case 'groups':
      return 1
  }
}

/** Start-up has made sure that no rule leads back to itself. */
function ruleCalls({ model, user }: { model: Model; user: Asking }): RuleCalls {
  const known = new Map<string, number>()
  const ofRule: RuleCalls = (name) => {
    const found = known.get(name)
    if (found !== undefined) return found
    const rule = model.collections.get(name)?.read
    const calls = rule ? semiJoinsOf(decided(rule, user).filter, ofRule) : 0
    known.set(name, calls)
    return calls
  }
  return ofRule
}

function ruleCost(
  step: Step,
  { user, ofRule }: { user: Asking; ofRule: RuleCalls },
): { calls: number; code: boolean } {
  const rules = [decided(step.collection.read, user)]
  if (step.by.kind === 'list' && step.by.selection)
    rules.push(decided(step.by.selection.read, user))
  return {
    calls: rules.reduce((total, rule) => total + semiJoinsOf(rule.filter, ofRule), 0),
    code: rules.some(isCode),
  }
}

function decided(rule: ReadRule, user: Asking): ReadDecision {
  return user === 'anybody' ? rule.costliest : rule(user)
}

function isCode(rule: ReadDecision): boolean {
  return rule.rows !== null || hasCode(rule.filter)
}

/** How many places of one row hold a step's keys: a declared `max` of a list of objects, else a page. */
export function carriersPerRow(step: Step): number {
  if (!('carrier' in step.by) || !step.by.carrier || !step.parent) return 1
  return listMax(step.parent.collection, step.by.carrier.names)
}

function listMax(collection: CollectionModel, names: readonly string[]): number {
  let fields = collection.fields
  let most = 1
  for (const name of names) {
    const field = fields.get(name)
    const max = field?.field.options['max']
    if (field?.field.kind === 'list') most *= typeof max === 'number' ? max : collection.page.max
    fields = field?.fields ?? new Map()
  }
  return most
}
