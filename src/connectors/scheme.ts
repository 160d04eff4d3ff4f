/**
 * URL schemes and what of a URL may be shown. Schemes are taken by pattern: a multi-host Mongo URL
 * (`mongodb://a:1,b:2/db`) is no WHATWG URL.
 */

const SCHEME = /^([a-z][a-z0-9+.-]*):/i

/** What a connector may claim, e.g. `mongodb+srv`. */
export const schemePattern = /^[a-z][a-z0-9+.-]*$/

/** The scheme of a URL in lower case, e.g. `mongodb+srv`; null when there is none. */
export function schemeOf(url: string): string | null {
  return SCHEME.exec(url)?.[1]?.toLowerCase() ?? null
}

const SECRET_PARAMETER =
  /([?&;][^=&;#]*(?:pass|pwd|secret|token|key|auth|sig|cred)[^=&;#]*=)[^&;#]*/gi

/**
 * A URL without its user, password and secret parameters, for messages: `mongodb://***@host/shop`.
 * A password that holds `/` or `@` unescaped is masked too.
 */
export function maskUrl(url: string): string {
  const start = url.indexOf('://')
  if (start < 0) return url.replace(SECRET_PARAMETER, '$1***')
  const rest = url.slice(start + 3)
  return (url.slice(0, start + 3) + maskUser(rest)).replace(SECRET_PARAMETER, '$1***')
}

function maskUser(rest: string): string {
  const authority = rest.slice(0, endOf(rest, /[/?#]/))
  const at = mayHoldUser(authority) ? rest.lastIndexOf('@') : -1
  return at < 0 ? rest : `***@${rest.slice(at + 1)}`
}

/** With an `@`; or with a colon, which may be a password cut off by its unescaped `/` as well as a port. */
function mayHoldUser(authority: string): boolean {
  return authority.includes('@') || authority.replace(/\[[^\]]*\]/g, '').includes(':')
}

function endOf(text: string, pattern: RegExp): number {
  const at = text.search(pattern)
  return at < 0 ? text.length : at
}

/** A message of a driver or a parser with every trace of the URL's credentials taken out. */
export function withoutSecrets(message: string, url: string): string {
  let text = message.replaceAll(url, maskUrl(url))
  for (const secret of secretsOf(url)) text = text.replaceAll(secret, '***')
  return text
}

function secretsOf(url: string): string[] {
  const start = url.indexOf('://')
  const at = url.lastIndexOf('@')
  const user = start < 0 || at < start ? '' : url.slice(start + 3, at)
  const password = user.slice(user.indexOf(':') + 1)
  const parameters = [...url.matchAll(SECRET_PARAMETER)].map((hit) => hit[0].slice(hit[1]?.length))
  const raw = [user, user.includes(':') ? password : '', ...parameters].filter((s) => s.length > 3)
  return [...raw, ...raw.map(decoded)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
