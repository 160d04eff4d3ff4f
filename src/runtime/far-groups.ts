import { UnsupportedFilterError } from '../errors.ts'
import { computedValue } from '../model/computed-test.ts'
import type { CollectionModel } from '../model/model.ts'
import type { GroupLeaf } from '../plan/group-by.ts'
import { everything } from '../query/filter.ts'
import { farAbsent } from '../query/order.ts'
import { wholeList } from '../query/page.ts'
import type { Row } from '../query/row.ts'
import { summarise } from '../query/summarise.ts'
import type { GroupKey, SummaryAnswer, SummaryQuestion } from '../query/summary.ts'
import { farColumn } from './far.ts'
import { readList } from './read.ts'
import type { Run } from './run.ts'

/** A question for groups, and what the leaves of their keys are. */
export interface FarGroupsAsk {
  readonly question: SummaryQuestion
  readonly by: readonly GroupLeaf[]
}

/** Groups by what stands behind refs, or is computed: the rows are read, the far values set beside them. */
export async function groupsOfRows(
  run: Run,
  collection: CollectionModel,
  { question, by }: FarGroupsAsk,
): Promise<SummaryAnswer> {
  const { rows, more } = await readList(run, collection, {
    purpose: 'scanned',
    question: {
      filter: question.filter,
      sort: [],
      page: { ...wholeList, first: run.model.limits.rowBudget },
      fields: fieldsFor(question, by),
    },
  })
  if (more) throw tooManyRows(run, collection, by)
  const columns = await Promise.all(
    by.map((leaf) => (isFar(leaf) ? columnOf(run, collection, { rows, leaf }) : null)),
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

/** The row itself does not hold the value. */
export function isFar({ through, compute }: GroupLeaf): boolean {
  return through.length > 0 || compute !== null
}

export function groupKey({ path, part }: GroupLeaf): GroupKey {
  return { path, part }
}

/** More groups or rows than the gateway puts together. */
export function tooManyRows(
  run: Run,
  collection: CollectionModel,
  by: readonly GroupLeaf[],
): UnsupportedFilterError {
  const leaf = by.find(isFar)
  const { connector } = run.stores.store(collection.name)
  const field = `${collection.name}.${leaf?.name ?? ''}`
  return new UnsupportedFilterError(
    { connector, field, operator: 'by' },
    run.model.limits.rowBudget,
  )
}

/** No declared name holds a space. */
export function farName(place: number): string {
  return `far ${place}`
}

/** An item that is absent is in the null group. */
export function present(value: unknown): unknown {
  return value === farAbsent || value === undefined ? null : value
}

function columnOf(
  run: Run,
  near: CollectionModel,
  { rows, leaf }: { rows: readonly Row[]; leaf: GroupLeaf },
): Promise<ReadonlyMap<Row, unknown>> {
  const through = leaf.through.map((link) => link.ends)
  const { compute, path } = leaf
  const last = leaf.through.at(-1)
  const collection = last ? run.model.collections.get(last.to) : near
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
