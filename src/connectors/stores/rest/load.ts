import { StoreError } from '../../../errors.ts'
import { keyText, type Key } from '../../../fields/key.ts'
import type { FieldSet, Row } from '../../../query/row.ts'
import type { Call } from './call.ts'
import { carries } from './carried.ts'
import type { Many } from './endpoints.ts'
import { gather } from './gather.ts'
import { inParallel } from './in-parallel.ts'
import { canAsk, idChunks, loadChunk } from './load-many.ts'
import { inItsPlace, loadOne } from './load-one.ts'
import { planOf } from './plan.ts'
import type { Resource } from './resource.ts'
import { isWhole } from './route.ts'
import { SomeMissing } from './sheet.ts'

/** Items by the text of their ids; errors are those of single items. What is absent is not in it. */
export type Loaded = ReadonlyMap<string, Row | StoreError>

/** Most single items, and most chunks of several, that are asked for at once. */
const SINGLE = 10
const CHUNKS = 4

interface Wanted {
  readonly ids: readonly Key[]
  readonly fields: FieldSet
  /** Not as lists show them, even where those are said to carry the fields. */
  readonly whole?: boolean
}

/** The items with these ids and at least these fields, in the order of the answers. */
export async function loadByIds(
  resource: Resource,
  call: Call,
  { ids, fields, whole = false }: Wanted,
): Promise<Loaded> {
  const texts = [...new Set(ids.map(keyText))].filter((id) => id !== '' && isWhole(id))
  const { get } = resource.endpoints
  const several = manyFor(resource, fields)
  const many = whole && several?.listed ? null : several
  if (!get && !many) return search(resource, call, texts)
  if (!many || (texts.length === 1 && get)) return loadSingles(resource, call, texts)
  const together = texts.filter((id) => canAsk(many, id))
  const alone = get ? texts.filter((id) => !canAsk(many, id)) : []
  const [chunks, singles] = await Promise.all([
    inParallel(idChunks(many, together), CHUNKS, (some) =>
      tryChunk(resource, call, { many, ids: some }),
    ),
    loadSingles(resource, call, alone),
  ])
  return new Map([...chunks, singles].flatMap((loaded) => [...loaded]))
}

/** The route of several items, where it answers these fields. */
export function manyFor(resource: Resource, fields: FieldSet): Many | null {
  const { many } = resource.endpoints
  return many && (!many.listed || carries(resource, fields)) ? many : null
}

async function tryChunk(
  resource: Resource,
  call: Call,
  ask: { many: Many; ids: readonly string[] },
): Promise<Loaded> {
  try {
    return await loadChunk(resource, call, ask)
  } catch (error) {
    if (error instanceof SomeMissing) return loadSingles(resource, call, ask.ids)
    const failed = inItsPlace(error)
    return new Map(ask.ids.map((id) => [id, failed]))
  }
}

async function loadSingles(
  resource: Resource,
  call: Call,
  ids: readonly string[],
): Promise<Loaded> {
  const { get } = resource.endpoints
  const found = new Map<string, Row | StoreError>()
  if (!get) return found
  const rows = await inParallel(ids, SINGLE, (id) =>
    loadOne(resource, call, { id, get }).catch(inItsPlace),
  )
  for (const [at, id] of ids.entries()) {
    const row = rows[at]
    if (!row) continue
    found.set(id, row)
    if (!(row instanceof StoreError)) call.whole.add(row)
  }
  return found
}

/** An API without a route for items: its list is searched. */
async function search(resource: Resource, call: Call, ids: readonly string[]): Promise<Loaded> {
  if (ids.length === 0) return new Map()
  const wanted = new Set(ids)
  const plan = planOf(resource, { parts: [], sort: [] })
  const { rows } = await gather(resource, call, {
    plan,
    sift: async (all) => all.filter((row) => wanted.has(keyText(row.id))),
    enough: (found) => found.length >= wanted.size,
  })
  return new Map(rows.map((row) => [keyText(row.id), row]))
}
