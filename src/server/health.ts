import type { OpenStores } from '../connectors/open.ts'
import { apiHeaders } from './headers.ts'
import { jsonReply, type HttpReply } from './http.ts'
import { masked } from './log.ts'

/** The process is alive. */
export function health(): HttpReply {
  return jsonReply(200, { status: 'alive' }, apiHeaders)
}

/** How far the gateway is. */
export interface Progress {
  /** null while the stores are being opened. */
  readonly stores: OpenStores | null
  readonly stopping: boolean
}

/** Milliseconds for which the states of the stores are believed. */
const FRESH = 1_000

/** Whether traffic may come: 200 when every store is open, else 503; asked of the stores once a second at most. */
export function readiness(progress: () => Progress, now: () => number = Date.now): () => HttpReply {
  let cached: { readonly until: number; readonly reply: HttpReply } | null = null
  return () => {
    const { stores, stopping } = progress()
    if (stopping) return notReady('stopping')
    if (!stores) return notReady('starting')
    if (cached && now() < cached.until) return cached.reply
    cached = { until: now() + FRESH, reply: storesReply(stores) }
    return cached.reply
  }
}

function storesReply(open: OpenStores): HttpReply {
  const stores = open.states().map(({ name, state }) => ({ name: masked(name), state }))
  const ready = stores.every(({ state }) => state === 'open')
  return ready
    ? jsonReply(200, { status: 'ready', stores }, apiHeaders)
    : notReady('not ready', { stores })
}

function notReady(status: string, more: object = {}): HttpReply {
  return jsonReply(503, { status, ...more }, { ...apiHeaders, 'retry-after': '1' })
}
