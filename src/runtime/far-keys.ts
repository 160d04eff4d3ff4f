import { UnsupportedFilterError } from '../errors.ts'
import { keyText, type Key } from '../fields/key.ts'
import type { CollectionModel } from '../model/model.ts'
import { everything, type Filter, type LinkEnds } from '../query/filter.ts'
import { positionOf, valueOrder } from '../query/order.ts'
import { wholeList, type Position } from '../query/page.ts'
import type { Row } from '../query/row.ts'
import type { Sort, SortKey } from '../query/sort.ts'
import { keysAt, valueAt } from '../query/value.ts'
import { collectionOf, type Run } from './run.ts'

/** The keys that near rows hold of far items with one and the same value. */
export interface FarRun {
  readonly value: unknown
  readonly keys: readonly Key[]
}

/** A sort key that looks through links. */
export type FarSortKey = SortKey & { readonly through: readonly LinkEnds[] }

/** Walks the far side of a sort key in its order, run by run. */
export interface FarKeys {
  /** The next complete runs, from about so many far items; none left: `done`. */
  next(size: number): Promise<readonly FarRun[]>
  done(): boolean
  /** Every key handed out so far. */
  all(): readonly Key[]
}

/** Starts at the place that `from` names: far items that stand before it are left out. */
export function farKeys(run: Run, key: FarSortKey, from: Position | null): FarKeys {
  const { through, path, direction } = key
  const last = through.at(-1)
  if (!last) throw new Error('A far sort key leads through links')
  const far = collectionOf(run, last.to)
  const sort: Sort = [
    { path, direction },
    { path: far.id, direction: 'asc' },
  ]
  const same = valueOrder(path.type, direction)
  const filter = from ? fromOn(key, from.values[0] ?? null) : everything
  const all = new Map<string, Key>()
  let after: Position | null = null
  let pending: FarRun | null = null
  let read = 0
  let done = false

  const chunk = async (size: number): Promise<readonly Row[]> => {
    const budget = run.model.limits.rowBudget
    const most = run.partial.has(run.stores.store(far.name)) ? budget : size
    const names = [path, last.far].map((one) => one.names.join('.'))
    const answer = await run.readers.list(run, far, {
      purpose: 'keys',
      question: {
        filter,
        sort,
        page: { ...wholeList, first: most, after },
        fields: [...new Set(names)].filter((name) => name !== 'id'),
      },
    })
    read += answer.rows.length
    if (read > budget || (read === budget && answer.more)) throw tooFar(run, far, key)
    const end = answer.rows.at(-1)
    after = end ? positionOf(end, sort) : after
    done = !answer.more || !end
    return answer.rows
  }

  return {
    async next(size) {
      const rows = await chunk(size)
      const runs = await nearRuns(run, key, rows)
      for (const { keys } of runs) for (const one of keys) all.set(keyText(one), one)
      const joined = joinRuns(pending === null ? runs : [pending, ...runs], same)
      pending = done ? null : (joined.pop() ?? null)
      return joined
    },
    done: () => done,
    all: () => [...all.values()],
  }
}

/** The far items at the value or behind it, nulls first ascending. */
function fromOn({ path, direction }: SortKey, value: unknown): Filter {
  const isNull: Filter = { kind: 'compare', path, op: 'isNull', value: true }
  if (value === null) return direction === 'asc' ? everything : isNull
  if (direction === 'asc') return { kind: 'compare', path, op: 'gte', value }
  return { kind: 'or', of: [{ kind: 'compare', path, op: 'lte', value }, isNull] }
}

function tooFar(run: Run, far: CollectionModel, { path }: SortKey): UnsupportedFilterError {
  const { connector } = run.stores.store(far.name)
  const field = `${far.name}.${path.names.join('.')}`
  return new UnsupportedFilterError(
    { connector, field, operator: 'sort' },
    run.model.limits.rowBudget,
  )
}

/** Neighbours of equal value become one. */
function joinRuns(runs: readonly FarRun[], same: (a: unknown, b: unknown) => number): FarRun[] {
  const joined: FarRun[] = []
  for (const one of runs) {
    const before = joined.at(-1)
    if (before && same(before.value, one.value) === 0)
      joined[joined.length - 1] = { value: before.value, keys: [...before.keys, ...one.keys] }
    else joined.push(one)
  }
  return joined
}

/** Back along the links: for each far item, in order, the keys by which near rows lead to it. */
async function nearRuns(
  run: Run,
  { through, path }: FarSortKey,
  rows: readonly Row[],
): Promise<readonly FarRun[]> {
  let at: readonly { readonly row: Row; readonly place: number }[] = rows.map((row, place) => {
    return { row, place }
  })
  for (let hop = through.length - 1; ; hop -= 1) {
    const ends = through[hop]
    if (!ends) break
    const keyed = await leading(run, ends, at)
    const above = through[hop - 1]
    if (!above) return runsOf(rows, keyed, (row) => valueAt(row, path) ?? null)
    at = await holders(run, { ends, above: above.to, keyed })
  }
  return []
}

type Keyed = ReadonlyMap<string, { readonly key: Key; readonly place: number }>

/** The keys that name these items: of several items with one key, the first by id is meant. */
async function leading(
  run: Run,
  ends: LinkEnds,
  at: readonly { readonly row: Row; readonly place: number }[],
): Promise<Keyed> {
  const keyed = new Map<string, { key: Key; place: number; row: Row }>()
  const found = at.flatMap(({ row, place }) =>
    keysAt(row, ends.far).map((key) => ({ key, place, row })),
  )
  if (ends.far.names.join('.') === 'id') {
    for (const one of found) keyed.set(keyText(one.key), one)
    return keyed
  }
  const keys = [...new Map(found.map(({ key }) => [keyText(key), key])).values()]
  const meant =
    keys.length === 0
      ? new Map<string, Row>()
      : await run.readers.keyed(run, ends.to, { path: ends.far, keys, fields: [] })
  for (const one of found) {
    const text = keyText(one.key)
    const row = meant.get(text)
    if (row && keyText(row.id) === keyText(one.row.id)) keyed.set(text, one)
  }
  return keyed
}

/** The visible items one link nearer that hold these keys. */
async function holders(
  run: Run,
  { ends, above, keyed }: { ends: LinkEnds; above: string; keyed: Keyed },
): Promise<readonly { row: Row; place: number }[]> {
  if (keyed.size === 0) return []
  const size = run.model.limits.rowBudget
  const keys = [...keyed.values()].map(({ key }) => key)
  const { rows, more } = await run.readers.far(run, above, {
    filter: { kind: 'keys', path: ends.near, keys },
    size,
    fields: null,
  })
  if (more) {
    const { connector } = run.stores.store(above)
    const field = `${above}.${ends.near.names.join('.')}`
    throw new UnsupportedFilterError({ connector, field, operator: 'sort' }, size)
  }
  return rows.flatMap((row) => {
    const [key] = keysAt(row, ends.near)
    const found = key === undefined ? undefined : keyed.get(keyText(key))
    return found ? [{ row, place: found.place }] : []
  })
}

function runsOf(
  rows: readonly Row[],
  keyed: Keyed,
  valueOf: (row: Row) => unknown,
): readonly FarRun[] {
  const keys = rows.map((): Key[] => [])
  for (const { key, place } of keyed.values()) keys[place]?.push(key)
  return rows.map((row, place) => ({ value: valueOf(row), keys: keys[place] ?? [] }))
}
