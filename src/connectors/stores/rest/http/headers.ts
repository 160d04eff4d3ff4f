import type { RestHeaders } from '../../../../declare/rest.ts'

/** Names that frame a message, belong to one connection, or say where a request came from: never an API's business. */
const kept = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'forwarded',
  'host',
  'http2-settings',
  'keep-alive',
  'max-forwards',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-original-url',
  'x-real-ip',
  'x-rewrite-url',
])

const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/** Why a name cannot be one of a header that is sent, in words; else null. */
export function badHeaderName(name: string): string | null {
  if (!NAME.test(name)) return 'is no name of a header'
  const low = name.toLowerCase()
  return kept.has(low) || low.startsWith('proxy-') || low.startsWith('x-forwarded-')
    ? 'is never sent: it belongs to the connection between the gateway and the API'
    : null
}

/** Whether a header may hold it: text of one line, in Latin letters. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && VALUE.test(value)
}

/** The headers of a caller that are passed on, in lower case; names come in lower case. */
export function forwardedHeaders(
  names: readonly string[],
  headers: RestHeaders | undefined,
): Record<string, string> {
  const passed: Record<string, string> = {}
  if (!headers) return passed
  for (const name of names) {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined
    if (value !== undefined) passed[name] = value
  }
  return passed
}

/** Headers with names in lower case. */
export function lowerCase(headers: RestHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
}

/** The caller's headers that cannot be sent as they are; leaving them out would ask for somebody else. */
export function unsendable(forwarded: RestHeaders): string | undefined {
  return Object.keys(forwarded).find((name) => !isHeaderValue(forwarded[name]))
}

/** Headers of an answer that are about the gateway's own connection and credentials. */
const dropped = new Set(['set-cookie', 'set-cookie2', 'www-authenticate', 'proxy-authenticate'])

/** The headers of an answer as the connector reads them. */
export function replyHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const reply: Record<string, string> = Object.create(null) as Record<string, string>
  for (const name in headers) {
    const value = headers[name]
    if (value === undefined || dropped.has(name)) continue
    reply[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return reply
}
