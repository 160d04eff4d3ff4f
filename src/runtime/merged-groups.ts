import { int } from '../fields/int.ts'
import type { CollectionModel } from '../model/model.ts'
import type { GroupLeaf } from '../plan/group-by.ts'
import { foldOf } from '../query/figure.ts'
import { grouped } from '../query/grouped.ts'
import type { Row } from '../query/row.ts'
import type { Figure, GroupKey, Summary, SummaryAnswer } from '../query/summary.ts'
import { elementType } from '../query/value.ts'
import { farColumn } from './far.ts'
import { farName, groupKey, isFar, present, tooManyRows, type FarGroupsAsk } from './far-groups.ts'
import { readSummary } from './read.ts'
import type { Run } from './run.ts'

/**
 * Groups through refs, made of the store's own groups by the refs: as many rows as there are keys, however many items
 * there are. null: the store makes no groups, or they cannot be put together (averages, computed fields).
 */
export async function mergedGroups(
  run: Run,
  collection: CollectionModel,
  { question, by }: FarGroupsAsk,
): Promise<SummaryAnswer | null> {
  if (!run.stores.store(collection.name).summarise) return null
  const mergeable = question.figures.every(({ fn }) => fn !== 'avg')
  if (!mergeable || !by.every((leaf) => isMergeable(leaf, collection))) return null
  const parts = await readSummary(run, collection, {
    filter: question.filter,
    by: by.map((leaf) => nearKey(leaf)),
    figures: question.figures.map(partFigure),
  })
  if (parts.length > run.model.limits.rowBudget) throw tooManyRows(run, collection, by)
  const wide = await widened(run, by, parts)
  return grouped(wide, by.map(wideKey)).map(({ key, rows }) => {
    const of = rows.flatMap((row) => parts[Number(row.id)] ?? [])
    return {
      key,
      count: of.reduce((sum, part) => sum + part.count, 0),
      values: question.figures.map((figure, place) => folded(figure, of, place)),
    }
  })
}

/** Behind one ref that the row itself holds, and no list on the way. */
function isMergeable({ through, compute }: GroupLeaf, { fields }: CollectionModel): boolean {
  if (compute) return false
  const [first] = through
  if (!first) return true
  const [top] = first.ends.near.names
  const inList = top !== undefined && fields.get(top)?.field.kind === 'list'
  return first.holder === 'near' && !first.many && !inList
}

function nearKey(leaf: GroupLeaf): GroupKey {
  const [first] = leaf.through
  return first ? { path: first.ends.near, part: 'value' } : groupKey(leaf)
}

/** Counts of different values do not add up: the values themselves do. */
function partFigure({ fn, path }: Figure): Figure {
  return { fn: fn === 'distinctCount' ? 'distinct' : fn, path }
}

/** A row for each of the store's groups: its number as id, its far values beside its own. */
async function widened(
  run: Run,
  by: readonly GroupLeaf[],
  parts: SummaryAnswer,
): Promise<readonly Row[]> {
  const wide = parts.map((_, place): Record<string, unknown> => ({ id: place }))
  for (const [place, leaf] of by.entries()) {
    const far = isFar(leaf) ? await farValues(run, leaf, { parts, place }) : null
    for (const [at, row] of wide.entries())
      row[farName(place)] = far ? far[at] : parts[at]?.key[place]
  }
  return wide as unknown as readonly Row[]
}

async function farValues(
  run: Run,
  { through, path }: GroupLeaf,
  { parts, place }: { parts: SummaryAnswer; place: number },
): Promise<readonly unknown[]> {
  const names = through[0]?.ends.near.names ?? []
  const rows = parts.map(({ key }) => holding(names, key[place]) as Row)
  const column = await farColumn(run, {
    rows,
    leaf: { through: through.map(({ ends }) => ends), path },
  })
  return rows.map((row) => present(column.get(row)))
}

function holding(names: readonly string[], value: unknown): unknown {
  return names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value)
}

/** The store has taken the parts of dates already, of the row's own; of far ones they are still to be taken. */
function wideKey(leaf: GroupLeaf, place: number): GroupKey {
  const names = [farName(place)]
  if (isFar(leaf)) return { path: { names, type: leaf.path.type }, part: leaf.part }
  const type = leaf.part === 'value' ? elementType(leaf.path.type) : int().type
  return { path: { names, type }, part: 'value' }
}

function folded({ fn, path }: Figure, parts: readonly Summary[], place: number): unknown {
  const fold = foldOf(fn, elementType(path.type))
  for (const { values } of parts) {
    const value = values[place]
    for (const one of Array.isArray(value) && fn.startsWith('distinct') ? value : [value])
      if (one !== null && one !== undefined) fold.add(one)
  }
  return fold.result()
}
