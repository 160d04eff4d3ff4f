import { LimitError, UnsupportedFilterError } from '../errors.ts'
import type { Step } from '../plan/plan.ts'
import type { GroupLeaf } from '../plan/group-by.ts'
import { readablePath } from '../plan/readable-path.ts'
import { computedValue } from '../model/computed-test.ts'
import { arrangeGroups } from '../query/groups.ts'
import { everything } from '../query/filter.ts'
import { wholeList } from '../query/page.ts'
import type { Row } from '../query/row.ts'
import { summarise } from '../query/summarise.ts'
import type { Figure, GroupKey, SummaryAnswer, SummaryQuestion } from '../query/summary.ts'
import { farAbsent } from '../query/order.ts'
import { farColumn } from './far.ts'
import { readList, readSummary } from './read.ts'
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

function groupKey({ path, part }: GroupLeaf): GroupKey {
  return { path, part }
}

/** Groups by what stands behind refs, or is computed: the rows are read, the far values set beside them. */
async function farGroups(
  run: Run,
  step: Step,
  ask: { question: SummaryQuestion; by: readonly GroupLeaf[] },
): Promise<SummaryAnswer> {
  const { question, by } = ask
  const { rows, more } = await readList(run, step.collection, {
    purpose: 'scanned',
    question: {
      filter: question.filter,
      sort: [],
      page: { ...wholeList, first: run.model.limits.rowBudget },
      fields: fieldsFor(question, by),
    },
  })
  if (more) throw tooManyRows(run, step, by)
  const columns = await Promise.all(
    by.map((leaf) =>
      leaf.through.length > 0 || leaf.compute ? columnOf(run, step, { rows, leaf }) : null,
    ),
  )
  const keys = by.map((leaf, place): GroupKey => {
    const path = columns[place] ? { names: [farName(place)], type: leaf.path.type } : leaf.path
    return { path, part: leaf.part }
  })
  const wide = rows.map((row) => {
    const copy: Record<string, unknown> = { ...row }
    for (const [place, column] of columns.entries())
      if (column) copy[farName(place)] = present(column.get(row))
    return copy as Row
  })
  return summarise(wide, { filter: everything, by: keys, figures: question.figures })
}

function tooManyRows(run: Run, step: Step, by: readonly GroupLeaf[]): UnsupportedFilterError {
  const leaf = by.find(({ through, compute }) => through.length > 0 || compute)
  const { connector } = run.stores.store(step.collection.name)
  const field = `${step.collection.name}.${leaf?.name ?? ''}`
  return new UnsupportedFilterError(
    { connector, field, operator: 'by' },
    run.model.limits.rowBudget,
  )
}

/** No declared name holds a space. */
function farName(place: number): string {
  return `far ${place}`
}

function present(value: unknown): unknown {
  return value === farAbsent || value === undefined ? null : value
}

function columnOf(run: Run, step: Step, ask: { rows: readonly Row[]; leaf: GroupLeaf }) {
  const { rows, leaf } = ask
  const through = leaf.through.map((link) => link.ends)
  const { compute, path } = leaf
  const last = leaf.through.at(-1)
  const collection = last ? run.model.collections.get(last.to) : step.collection
  const from = compute &&
    collection && {
      reads: compute.reads,
      from: (row: Row) => computedValue(collection, compute, row),
    }
  return farColumn(run, { rows, leaf: { through, path, ...(from && { compute: from }) } })
}

function fieldsFor(question: SummaryQuestion, by: readonly GroupLeaf[]): readonly string[] | null {
  const names = new Set<string>()
  for (const { path } of question.figures) names.add(path.names.join('.'))
  for (const { through, path, compute } of by) {
    const [first] = through
    if (first) names.add(first.ends.near.names.join('.'))
    else if (!compute) names.add(path.names.join('.'))
    else if (compute.reads === null) return null
    else for (const name of compute.reads) names.add(name)
  }
  names.delete('id')
  return [...names].sort()
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
