import { UnsupportedFilterError, type StoreError } from '../../../errors.ts'
import { keyText } from '../../../fields/key.ts'
import type { Row } from '../../../query/row.ts'
import type { Call } from './call.ts'
import { readChunks } from './chunks.ts'
import { inParallel } from './in-parallel.ts'
import type { Plan } from './plan.ts'
import { badAnswer, bodyName, type Resource } from './resource.ts'
import type { ListAsk } from './sheet.ts'

/** What is read of the lists of a plan. */
export interface Gathering {
  readonly plan: Plan
  /** Those of the rows that are asked for. */
  sift(rows: readonly Row[]): Promise<readonly Row[]>
  /** Whether the rows of one list decide the answer, so that no more need be read of it. */
  enough(rows: readonly Row[]): boolean
  /** How many items are likely to be enough; all unless given. */
  readonly need?: number
  /** What cannot be told without reading on, where the gateway limits that. */
  readonly residual?: Culprit | null
}

/** What a message names as the reason for reading on. */
export interface Culprit {
  readonly field: string
  readonly operator: string
}

/** What was read. */
export interface Gathered {
  readonly rows: readonly Row[]
  /** What the API says of the number of all, where one list was read. */
  readonly total: number | null
  /** Some items were not among those asked for: the API was given less, or does less. */
  readonly dropped: boolean
}

/** Most lists that are read at once. */
const LISTS = 10

/** The rows of all lists, each once, in their order. @throws UnsupportedFilterError past the row budget */
export async function gather(resource: Resource, call: Call, ask: Gathering): Promise<Gathered> {
  const state: State = { seen: new Set(), read: 0, dropped: false, total: null }
  const { lists } = ask.plan
  const found = await inParallel(lists, LISTS, (list) =>
    gatherOne(resource, call, { ...ask, list, state }),
  )
  const total = lists.length === 1 ? state.total : null
  return { rows: found.flat(), total, dropped: state.dropped }
}

interface State {
  readonly seen: Set<string>
  read: number
  dropped: boolean
  total: number | null
}

async function gatherOne(
  resource: Resource,
  call: Call,
  ask: Gathering & { list: ListAsk; state: State },
): Promise<readonly Row[]> {
  const { list, state } = ask
  const rows: Row[] = []
  const want = { start: 0, need: ask.need ?? Infinity }
  for await (const chunk of readChunks(resource, call, { list, want })) {
    state.read += chunk.items.length
    const fresh = gatherOnce(resource, { list, seen: state.seen, items: chunk.items })
    const sifted = await ask.sift(fresh)
    rows.push(...sifted)
    state.total = chunk.total
    const left = chunk.items.length - sifted.length
    if (left > 0) state.dropped = true
    call.leaves(left)
    if (chunk.last || ask.enough(rows)) break
    inBudget(resource, call, ask)
  }
  return rows
}

/**
 * The decoded items that were not met before; of two with one id the first is served.
 *
 * @throws StoreError STORE_BAD_DATA where a list holds nothing that can be served: that is no list of such items
 */
export function gatherOnce(
  resource: Resource,
  { list, seen, items }: { list: ListAsk; seen: Set<string>; items: readonly unknown[] },
): Row[] {
  const rows: Row[] = []
  const before = seen.size
  for (const stored of items) {
    const row = resource.items.listed(stored, list.given)
    const id = row && keyText(row.id)
    if (row === null || id === null || seen.has(id)) continue
    seen.add(id)
    rows.push(row)
  }
  if (before === 0 && rows.length === 0 && items.length > 1) throw noItems(resource, list, items)
  return rows
}

function noItems(resource: Resource, { path }: ListAsk, items: readonly unknown[]): StoreError {
  const { idFrom } = resource.shape
  const from = idFrom ?? 'id'
  return badAnswer(
    resource,
    `answered ${items.length} items of ${path || '/'}, and none has an id at "${from}": the first is ${bodyName(items[0])}. Say which field is the id: id: 'uuid', or where the items lie: rows.`,
  )
}

function inBudget(
  { shape }: Resource,
  { ctx }: Call,
  { residual, state }: Gathering & { state: State },
): void {
  const { rowBudget } = ctx
  if (!residual || rowBudget === undefined || state.read <= rowBudget) return
  const field = `${shape.name}.${residual.field}`
  throw new UnsupportedFilterError(
    { connector: 'rest', field, operator: residual.operator },
    rowBudget,
  )
}
