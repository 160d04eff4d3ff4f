import type { CollectionModel } from '../model/model.ts'
import type { StepArguments } from '../plan/arguments.ts'
import type { Plan, Step } from '../plan/plan.ts'

/** The collections that an operation reads by id after it has read them in another way. */
export function rereadCollections(
  plan: Plan,
  args: readonly StepArguments[],
): ReadonlySet<CollectionModel> {
  const times = new Map<string, number>()
  const count = (name: string) => times.set(name, (times.get(name) ?? 0) + 1)
  for (const step of plan.steps) count(step.collection.name)
  for (const { sort } of args)
    for (const { through } of sort) through?.forEach(({ to }) => count(to))
  const again = plan.steps.filter(
    (step) => readsIds(step) && (times.get(step.collection.name) ?? 0) > 1,
  )
  return new Set(again.map((step) => step.collection))
}

function readsIds({ by }: Step): boolean {
  if (by.kind === 'ref') return by.link.by === null
  return by.kind === 'id' || by.kind === 'ids' || by.kind === 'owned'
}
