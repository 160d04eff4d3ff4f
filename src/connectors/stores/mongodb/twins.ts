import type { Collection } from 'mongodb'
import { keyText, type Key } from '../../../fields/key.ts'
import type { Shape, StoreContext, StoreLog } from '../../connector.ts'
import { keyForms, LIKE_OTHERS } from './kinds/keys.ts'
import type { Hits } from './kinds/kind.ts'
import { atLeisure, reading } from './reading.ts'

/** The `_id`s of documents whose id prints like that of one before them in order: they are not served. */
export type Twins = (hits: Hits, ctx: StoreContext) => Promise<readonly unknown[]>

/** Milliseconds for which an answer holds. */
const HELD = 10_000
/** More texts than these that look like other keys are not compared. */
const MOST = 10_000

/** Only where texts look like keys of other types is anything asked. */
export function twinsOf(
  collection: () => Collection,
  { store, shape, log }: { store: string; shape: Shape; log: StoreLog },
): Twins {
  let held: { until: number; later: Promise<readonly unknown[]> } | null = null
  const said = new Set<string>()
  const ask = async (ctx: StoreContext): Promise<readonly unknown[]> => {
    const later = await laterOf(collection(), store, ctx)
    for (const id of later.map(String)) {
      if (said.size >= 20 || said.has(id)) continue
      said.add(id)
      log.warn(
        `${store} (${shape.name}): two documents have the id ${JSON.stringify(id)}, one of them as a text; only the first in order is served`,
      )
    }
    return later
  }
  return (hits, ctx) => {
    if (!hits.has('like') || shape.idType !== null) return Promise.resolve([])
    if (held && held.until > Date.now()) return held.later
    const later = ask(ctx)
    const own = { until: Date.now() + HELD, later }
    held = own
    later.catch(() => {
      if (held === own) held = null
    })
    return later
  }
}

async function laterOf(
  collection: Collection,
  store: string,
  ctx: StoreContext,
): Promise<readonly unknown[]> {
  return reading({ store, ctx, ms: atLeisure }, async (options) => {
    const ids = async (query: object) => {
      const found = await collection
        .find({ _id: query }, { ...options, projection: { _id: 1 }, limit: MOST })
        .toArray()
      return found.map(({ _id }): unknown => _id)
    }
    const texts = (await ids({ $regex: LIKE_OTHERS })).filter((id) => typeof id === 'string')
    const others = texts.flatMap((text) => keyForms(text, null).filter((form) => form !== text))
    const there = new Map((await ids({ $in: others })).map((id) => [printed(id), id]))
    return texts.flatMap((text) => {
      const other = there.get(text)
      if (other === undefined) return []
      // In the order of keys texts stand behind numbers, and before UUIDs and ObjectIds.
      return [typeof other === 'object' ? other : text]
    })
  })
}

function printed(id: unknown): string {
  return keyText(typeof id === 'object' ? String(id) : (id as Key))
}
