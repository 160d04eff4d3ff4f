import { compareRows } from '../../query/order.ts'
import type { Row } from '../../query/row.ts'
import type { Sort } from '../../query/sort.ts'

/** Orders that are kept sorted at once; the one that was asked for longest ago goes first. */
const KEPT = 16

/** The rows in an order, sorted once and kept. The store's own order is the rows themselves. */
export function sortedViews(rows: readonly Row[]): (sort: Sort) => readonly Row[] {
  const views = new Map<string, readonly Row[]>()
  return (sort) => {
    if (sort.length === 0) return rows
    const name = sort.map(keyName).join(' ')
    const view = views.get(name) ?? rows.toSorted(compareRows(sort))
    views.delete(name)
    views.set(name, view)
    const oldest = views.size > KEPT ? views.keys().next().value : undefined
    if (oldest !== undefined) views.delete(oldest)
    return view
  }
}

function keyName(key: Sort[number]): string {
  const { names, type, absent } = key.path
  return `${names.join('.')}:${type.name}${absent === undefined ? '' : ' absent'}:${key.direction}`
}
