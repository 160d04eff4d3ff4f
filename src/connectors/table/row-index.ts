import { keyText } from '../../fields/key.ts'
import type { Compare, Keys, Path } from '../../query/filter.ts'
import type { Filter } from '../../query/filter.ts'
import type { Row } from '../../query/row.ts'
import { keysAt, valueAt } from '../../query/value.ts'

/** Numbers of rows, ascending: the store's order. */
export type RowNumbers = readonly number[]

/** Hash indexes over the rows of one table, each built when it is first needed. */
export interface RowIndexes {
  /** The rows that hold the key (as printed) at the path. */
  byKey(path: Path, key: string): RowNumbers
  /** Some rows among which all that match are; null when no index narrows the filter. */
  candidates(filter: Filter): RowNumbers | null
}

const none: RowNumbers = []

/** The indexes of an unchanging list of rows. */
export function rowIndexes(rows: readonly Row[]): RowIndexes {
  const built = new Map<string, Map<unknown, number[]>>()
  const index = (name: string, path: Path, entries: (row: Row) => readonly unknown[]) => {
    const at = `${name} ${path.names.join('.')}${path.absent === undefined ? '' : ' absent'}`
    const found = built.get(at) ?? buildIndex(rows, entries)
    built.set(at, found)
    return found
  }
  const keys = (path: Path) => index('keys', path, (row) => keysAt(row, path).map(keyText))
  const values = (path: Path) =>
    index(`values of ${path.type.name}`, path, (row) => {
      const value = valueAt(row, path)
      return value === null || value === undefined ? [] : [path.type.identity(value)]
    })
  const look = (filter: Filter): RowNumbers | null => {
    if (filter.kind === 'keys') return union(keys(filter.path), filter.keys.map(printed))
    if (filter.kind === 'compare') return lookCompare(filter, values)
    if (filter.kind === 'and') return shortest(filter.of.map(look))
    if (filter.kind === 'or') return joined(filter.of.map(look), rows.length)
    return null
  }
  return {
    byKey: (path, key) => keys(path).get(key) ?? none,
    candidates: look,
  }
}

function printed(key: Keys['keys'][number]): string {
  return String(key)
}

function lookCompare(
  filter: Compare,
  values: (path: Path) => ReadonlyMap<unknown, RowNumbers>,
): RowNumbers | null {
  const { op, value, path } = filter
  if (filter.ignoreCase || (op !== 'eq' && op !== 'in')) return null
  const wanted = op === 'in' ? (value as readonly unknown[]) : [value]
  if (wanted.some((each) => each === null || each === undefined)) return null
  return union(
    values(path),
    wanted.map((each) => path.type.identity(each)),
  )
}

function buildIndex(
  rows: readonly Row[],
  entries: (row: Row) => readonly unknown[],
): Map<unknown, number[]> {
  const index = new Map<unknown, number[]>()
  rows.forEach((row, number) => {
    for (const entry of entries(row)) {
      const numbers = index.get(entry)
      if (!numbers) index.set(entry, [number])
      else if (numbers[numbers.length - 1] !== number) numbers.push(number)
    }
  })
  return index
}

function union(index: ReadonlyMap<unknown, RowNumbers>, entries: readonly unknown[]): RowNumbers {
  const distinct = [...new Set(entries)]
  const lists = distinct.flatMap((entry) => index.get(entry) ?? [])
  return distinct.length > 1 ? merged(lists) : lists
}

function merged(numbers: readonly number[]): RowNumbers {
  return [...new Set(numbers)].sort((a, b) => a - b)
}

function shortest(lists: readonly (RowNumbers | null)[]): RowNumbers | null {
  let best: RowNumbers | null = null
  for (const list of lists) if (list && (!best || list.length < best.length)) best = list
  return best
}

/** The rows of every operand; worth it only while they are few. */
function joined(lists: readonly (RowNumbers | null)[], size: number): RowNumbers | null {
  const found = lists.filter((list) => list !== null)
  if (found.length < lists.length) return null
  const all = found.flat()
  return all.length > size ? null : merged(all)
}
