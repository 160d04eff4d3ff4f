import type { Sort, SortKey } from '../../../query/sort.ts'
import type { RestSort } from '../../../declare/rest.ts'
import type { Endpoints, ListedBy } from './endpoints.ts'
import { encoded, type Params } from './route.ts'

/** How far the API lists in an order. */
export interface Ordered {
  /** How many of the keys, from the first on, its rows are sorted by. */
  readonly keys: number
  /** The order is whole: rows come in it. */
  readonly whole: boolean
  readonly params: Params
}

/** An order as the API does it: by itself, or by its parameters, whichever goes further. */
export function orderedBy(endpoints: Endpoints, sort: Sort): Ordered {
  const listed = listedKeys(endpoints.order, sort)
  const asked = askedKeys(endpoints, sort)
  const best = listed > 0 && listed >= asked.keys ? { keys: listed, params: [] } : asked
  return { ...best, whole: best.keys >= wholeAt(sort) }
}

/** Ids differ: what stands behind them decides nothing. */
function wholeAt(sort: Sort): number {
  const id = sort.findIndex((key) => isPlain(key) && nameOf(key) === 'id')
  return id < 0 ? sort.length : id + 1
}

function listedKeys(order: readonly ListedBy[], sort: Sort): number {
  const differs = sort.findIndex((key, at) => {
    const by = order[at]
    return !by || !isPlain(key) || by.name !== nameOf(key) || by.direction !== key.direction
  })
  return differs < 0 ? sort.length : differs
}

/** The first key, and further ones of the same parameter where it takes several. */
function askedKeys({ sorts }: Endpoints, sort: Sort): Omit<Ordered, 'whole'> {
  const none = { keys: 0, params: [] }
  const [first] = sort
  const by = first && isPlain(first) ? sorts.get(nameOf(first)) : undefined
  const value = first && by && valueOf(by, first)
  if (!first || !by || value === undefined) return none
  const values = [value]
  const { join } = by
  if (join !== undefined && !by.direction) {
    for (const key of sort.slice(1)) {
      const next = isPlain(key) ? sorts.get(nameOf(key)) : undefined
      const further = next?.param === by.param && valueOf(next, key)
      if (!further) break
      values.push(further)
    }
  }
  const text = encoded(values.join(join ?? ''))
  if (text === null) return none
  const params: [string, string][] = [[by.param, text.replace(/%2C/g, ',').replace(/%3A/g, ':')]]
  if (by.direction) params.push([by.direction.param, encoded(by.direction[first.direction]) ?? ''])
  return { keys: values.length, params }
}

function valueOf(by: RestSort, key: SortKey): string | undefined {
  const own = key.direction === 'asc' ? by.asc : by.desc
  return own ?? (by.direction ? (by.asc ?? nameOf(key)) : undefined)
}

export function isPlain({ through, compute }: SortKey): boolean {
  return through === undefined && compute === undefined
}

function nameOf({ path }: SortKey): string {
  return path.names.join('.')
}
