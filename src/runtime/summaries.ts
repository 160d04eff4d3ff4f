import { LimitError } from '../errors.ts'
import type { Step } from '../plan/plan.ts'
import { readablePath } from '../plan/readable-path.ts'
import { arrangeGroups } from '../query/groups.ts'
import type { Figure, SummaryAnswer, SummaryQuestion } from '../query/summary.ts'
import { groupKey, groupsOfRows, type FarGroupsAsk } from './far-groups.ts'
import { mergedGroups } from './merged-groups.ts'
import { readSummary } from './read.ts'
import { argsOf, mayRead, type Run, type SummaryCell } from './run.ts'

/** Count and figures over all visible rows that fit. */
export async function summaryCell(run: Run, step: Step): Promise<SummaryCell> {
  const figures = step.by.kind === 'summary' ? step.by.figures : []
  const { filter } = argsOf(run, step)
  const groups = await withheld(run, step, figures, (allowed) =>
    readSummary(run, step.collection, { filter, by: [], figures: allowed }),
  )
  return { groups: checked(run, figures, groups), leaves: [] }
}

/** Groups of the visible rows that fit, arranged. */
export async function groupsCell(run: Run, step: Step): Promise<SummaryCell> {
  const { filter, groups } = argsOf(run, step)
  if (!groups) throw new Error('Groups have arguments')
  const { by, figures, arrangement } = groups
  const far = by.some((leaf) => leaf.through.length > 0 || leaf.compute)
  const found = await withheld(run, step, figures, (allowed) => {
    const question: SummaryQuestion = { filter, by: by.map(groupKey), figures: allowed }
    return far
      ? farGroups(run, step, { question, by })
      : readSummary(run, step.collection, question)
  })
  const arranged = arrangeGroups(found, arrangement)
  return { groups: checked(run, figures, arranged), leaves: by.map((leaf) => leaf.name) }
}

/** Where the store makes groups by the refs themselves, those are put together; else the rows are read. */
async function farGroups(run: Run, step: Step, ask: FarGroupsAsk): Promise<SummaryAnswer> {
  const merged = await mergedGroups(run, step.collection, ask)
  return merged ?? groupsOfRows(run, step.collection, ask)
}

/** Figures of what the user may not read are not made: they answer null, like the fields themselves. */
async function withheld(
  run: Run,
  step: Step,
  figures: readonly Figure[],
  read: (allowed: readonly Figure[]) => Promise<SummaryAnswer>,
): Promise<SummaryAnswer> {
  const may = mayRead(run.user)
  const allowed = figures.filter(({ path }) => readablePath(step.collection, path.names, may))
  const groups = await read(allowed)
  if (allowed.length === figures.length) return groups
  const places = figures.map((figure) => allowed.indexOf(figure))
  return groups.map((group) => ({
    ...group,
    values: places.map((place) => group.values[place] ?? null),
  }))
}

/** @throws LimitError LIMIT_EXCEEDED where a `distinct` has more values than are ever answered: no cut */
function checked(run: Run, figures: readonly Figure[], groups: SummaryAnswer): SummaryAnswer {
  const max = run.model.limits.distinct
  for (const [place, { fn, path }] of figures.entries()) {
    if (fn !== 'distinct') continue
    const longest = groups.reduce((most, { values }) => {
      const list = values[place]
      return Array.isArray(list) ? Math.max(most, list.length) : most
    }, 0)
    if (longest > max)
      throw new LimitError(
        'distinct',
        max,
        `"${path.names.join('.')}" has ${longest} distinct values; at most ${max} are answered. Narrow the filter, or ask distinctCount.`,
      )
  }
  return groups
}
