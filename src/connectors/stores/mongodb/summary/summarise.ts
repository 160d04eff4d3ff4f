import type { Document } from 'mongodb'
import type { Summary, SummaryAnswer, SummaryQuestion } from '../../../../query/summary.ts'
import type { StoreContext } from '../../../connector.ts'
import { isExact, rendered, type Query } from '../bounds.ts'
import { askedOf, type Served } from '../collection.ts'
import { atLeisure, reading } from '../reading.ts'
import { distinctPlan, keyFields, keyPaths, unwound, type DistinctPlan } from './distinct.ts'
import { figurePlan, type FigurePlan } from './figures.ts'
import { keyPlan, type KeyPlan } from './keys.ts'

/**
 * Count, figures and groups, one pipeline for all but `distinct` and `distinctCount`, which have one each. null where
 * the server would answer otherwise than the reference: the gateway reads the rows then.
 */
export async function summarise(
  of: Served,
  question: SummaryQuestion,
  ctx: StoreContext,
): Promise<SummaryAnswer | null> {
  const { filter, by, figures } = question
  const values = [...by, ...figures].map(({ path }) => path.names)
  const { bounds } = await askedOf(of, { filter, uses: { values } }, ctx)
  if (!isExact(bounds)) return null
  const plan = planned(of, question)
  if (!plan) return null
  const run = (stages: readonly Document[]) => aggregated(of, { query: bounds.upper, stages }, ctx)
  const [groups, ...distinct] = await Promise.all([
    run(groupStages(plan)),
    ...plan.distinct.map(({ stages }) => run(stages)),
  ])
  return assembled(plan, groups ?? [], distinct)
}

/** How a question is asked; a place is a figure's in the question. */
interface Plan {
  readonly keys: readonly KeyPlan[]
  readonly figures: readonly (FigurePlan | null)[]
  readonly distinct: readonly DistinctPlan[]
  /** Of each figure: its place among the distinct ones, or -1. */
  readonly places: readonly number[]
}

function planned(of: Served, { by, figures }: SummaryQuestion): Plan | null {
  const keys = by.map((key) => keyPlan(of, key))
  if (keys.includes(null)) return null
  const known = keys as KeyPlan[]
  const distinct: DistinctPlan[] = []
  const plans: (FigurePlan | null)[] = []
  const places: number[] = []
  for (const figure of figures) {
    const apart = figure.fn === 'distinct' || figure.fn === 'distinctCount'
    const one = apart ? distinctPlan(of, figure, known) : figurePlan(of, figure)
    if (!one) return null
    places.push('stages' in one ? distinct.push(one) - 1 : -1)
    plans.push('stages' in one ? null : one)
  }
  return { keys: known, figures: plans, distinct, places }
}

function groupStages({ keys, figures }: Plan): readonly Document[] {
  const computed: Document = { _id: 0, one: { $literal: 1 }, ...keyFields(keys) }
  const gathered: Document = { count: { $sum: 1 } }
  for (const [i, { first }] of keys.entries()) {
    if (first === null) continue
    computed[`r${i}`] = first
    gathered[`r${i}`] = { $min: `$r${i}` }
  }
  for (const [i, figure] of figures.entries()) {
    if (!figure) continue
    computed[`f${i}`] = figure.expression
    for (const [name, accumulator] of Object.entries(figure.gather(`$f${i}`))) {
      gathered[`f${i}_${name}`] = accumulator
    }
  }
  return [
    { $project: computed },
    ...unwound(keys),
    { $group: { _id: keyPaths(keys), ...gathered } },
  ]
}

async function aggregated(
  of: Served,
  { query, stages }: { query: Query; stages: readonly Document[] },
  ctx: StoreContext,
): Promise<Document[]> {
  if (query === false) return []
  return reading({ store: of.store, ctx, ms: atLeisure }, (options) =>
    of
      .collection()
      .aggregate([{ $match: rendered(query) }, ...stages], { ...options, allowDiskUse: true })
      .toArray(),
  )
}

function assembled(
  plan: Plan,
  groups: readonly Document[],
  distinct: readonly (readonly Document[])[],
): SummaryAnswer | null {
  const { keys } = plan
  const identity = (of: Document | null): string =>
    JSON.stringify(keys.map((key, i) => key.identity(of?.[`k${i}`])))
  const folded = plan.distinct.map((one, i) => one.fold(distinct[i] ?? [], identity))
  const all = groups.length === 0 && keys.length === 0 ? [{ _id: null, count: 0 }] : groups
  const seen = new Set<string>()
  const summaries: Summary[] = []
  for (const group of all) {
    const at = identity(group['_id'] as Document | null)
    const values = valuesOf(plan, group, (place) => folded[place]?.get(at))
    // Two groups of the server that are one: only the rows can tell which of them are the same.
    if (seen.has(at) || values.includes(undefined)) return null
    seen.add(at)
    const key = keys.map((one, i) => one.value(group['_id']?.[`k${i}`], group[`r${i}`] ?? null))
    summaries.push({ key, count: Number(group['count']), values })
  }
  return keys.some(({ first }) => first !== null) ? alike(keys, summaries) : summaries
}

/** Groups that share their first keys show them alike, whichever of several ways to write a value each has met. */
function alike(keys: readonly KeyPlan[], summaries: readonly Summary[]): Summary[] {
  const known = new Map<string, unknown>()
  const places = (key: readonly unknown[]) =>
    key.map((_, i) =>
      JSON.stringify([i, ...key.slice(0, i + 1).map((one, j) => keys[j]?.same(one))]),
    )
  for (const { key } of summaries) {
    places(key).forEach((place, i) => {
      const held = known.get(place)
      const better = key[i] !== null && held !== undefined && keys[i]?.prefers(key[i], held)
      if (held === undefined || better) known.set(place, key[i])
    })
  }
  return summaries.map((one) => ({ ...one, key: places(one.key).map((place) => known.get(place)) }))
}

function valuesOf(
  { figures, distinct, places }: Plan,
  group: Document,
  folded: (place: number) => unknown,
): unknown[] {
  return figures.map((figure, i) => {
    const place = places[i] ?? -1
    if (place >= 0) return folded(place) ?? distinct[place]?.none ?? null
    return figure?.result(gatheredOf(group, `f${i}_`))
  })
}

function gatheredOf(group: Document, prefix: string): Document {
  const entries = Object.entries(group).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(prefix.length), value]))
}
