/** Whether an origin is written as browsers send it. */
export function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text
  } catch {
    return false
  }
}

/**
 * The headers that let a page of a listed origin read the reply; none for others, and never with credentials. With a
 * list, every reply says that it depends on the origin, so that no cache mixes them up.
 */
export function corsHeaders(
  origins: readonly string[],
  origin: string | undefined,
): Record<string, string> {
  if (origins.length === 0) return {}
  if (origin === undefined || !origins.includes(origin)) return { vary: 'Origin' }
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-request-id',
  }
}

/** What a preflight asks in addition. */
export const preflightHeaders = Object.freeze({
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'content-type, authorization, x-request-id, idempotency-key',
  'access-control-max-age': '600',
})
