import type { StoreContext } from '../../../connector.ts'
import { forwardedHeaders } from './headers.ts'
import type { HttpOptions } from './http.ts'

/** Names of requests, not of callers: they change no answer, and no two requests have the same. */
const traces = new Set(['b3', 'traceparent', 'tracestate', 'x-correlation-id', 'x-request-id'])

/** Writes down whose answers are alike: what of a caller reaches the API. */
export function alikeText({ forward = [], auth }: HttpOptions): (ctx: StoreContext) => string {
  const names = forward.map((name) => name.toLowerCase()).filter((name) => !traces.has(name))
  const perUser = typeof auth === 'function'
  if (names.length === 0 && !perUser) return () => ''
  names.sort()
  return ({ headers, user }) =>
    JSON.stringify([perUser ? (user ?? null) : null, forwardedHeaders(names, headers)])
}
