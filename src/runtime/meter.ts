/** What an operation used of one store; `ms` is the time waited for its answers, overlaps counted twice. */
export interface StoreUse {
  calls: number
  rows: number
  ms: number
}

/**
 * What an operation used. `rows` are those of its steps, `keys` those that semi-joins and sorts through refs read,
 * `scanned` those read to finish in memory what a store could not do.
 */
export interface Meter {
  calls: number
  rows: number
  keys: number
  scanned: number
  /** Further pages of a step, beyond its own call. */
  pages: number
  /** Reads that another operation had under way: no calls of this one. */
  joined: number
  readonly stores: Map<string, StoreUse>
}

/** What rows are read for. */
export type Purpose = 'rows' | 'keys' | 'scanned'

export function newMeter(): Meter {
  return { calls: 0, rows: 0, keys: 0, scanned: 0, pages: 0, joined: 0, stores: new Map() }
}

/**
 * One answered store call; `more`: the requests that it took beyond the first, as told before; `pages` those of residual
 * work, for which `scanned` rows were read.
 */
export interface Used {
  readonly purpose: Purpose
  readonly rows: number
  readonly ms: number
  readonly further: boolean
  readonly joined: boolean
  readonly more: number
  readonly pages: number
  readonly scanned: number
}

/** Counts one answered store call. */
export function count(meter: Meter, store: string, used: Used): void {
  const { more } = used
  if (used.joined) meter.joined += 1
  else if (used.further) meter.pages += 1 + more
  else {
    meter.calls += 1
    meter[used.purpose === 'rows' ? 'calls' : 'pages'] += more
  }
  if (!used.joined) meter.pages += used.pages
  meter.scanned += used.scanned
  meter[used.purpose] += used.rows
  let use = meter.stores.get(store)
  if (!use) meter.stores.set(store, (use = { calls: 0, rows: 0, ms: 0 }))
  if (!used.joined) use.calls += 1 + more + used.pages
  use.rows += used.rows
  use.ms += used.ms
}
