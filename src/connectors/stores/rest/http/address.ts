import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** Where an API lies, taken from its URL. */
export interface BaseAddress {
  /** `https://api.example.com`, without a port where it is the usual one. */
  readonly origin: string
  /** What stands before each path: `/v1`, or nothing. */
  readonly path: string
  /** Parameters of the URL, sent with each request: `key=1`, or nothing. */
  readonly search: string
  /** User and password of the URL, decoded; null: none. */
  readonly credentials: { readonly user: string; readonly password: string } | null
}

/** The address of a URL; in words what is wrong with it. */
export function baseAddress(text: string): BaseAddress | string {
  if (!URL.canParse(text)) return 'is no address; write it as https://api.example.com/v1'
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `begins with ${url.protocol}; only http: and https: are spoken`
  return {
    origin: url.origin,
    path: url.pathname.replace(/\/+$/, ''),
    search: url.search.slice(1),
    credentials: credentialsOf(url),
  }
}

/** Why the host of an origin is refused as it is written: a private address, or a name of this machine; else null. */
export function privateHost(origin: string): string | null {
  const host = new URL(origin).hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return isPublicAddress(host) ? null : host
  return /(?:^|\.)localhost\.?$/.test(host) ? host : null
}

/**
 * What to ask the origin for, a path with parameters; null: it lies elsewhere. `path` begins with `/` and is appended to
 * the base, or is a whole address.
 */
export function targetOf(base: BaseAddress, path: string): string | null {
  if (!path.startsWith('/')) return sameOrigin(base, path)
  const target = base.path + clean(path)
  return leaves(target) ? null : withParameters(target, base.search)
}

function credentialsOf(url: URL): BaseAddress['credentials'] {
  if (url.username === '' && url.password === '') return null
  return { user: decoded(url.username), password: decoded(url.password) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A whole address, with those parameters of the base that it has not. */
function sameOrigin(base: BaseAddress, address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.origin !== base.origin) return null
  const given = new URLSearchParams(url.search)
  const own = base.search.split('&').filter((pair) => !given.has(nameOf(pair)))
  return withParameters(url.pathname + url.search, own.join('&'))
}

function nameOf(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? ''
}

function withParameters(target: string, search: string): string {
  return search === '' ? target : `${target}${target.includes('?') ? '&' : '?'}${search}`
}

/** Letters of other scripts and whatever would end a path or a line are coded; what is coded stays. */
function clean(path: string): string {
  if (!/[^\x21-\x7e]|[#\\]/.test(path)) return path
  return Buffer.from(path).reduce((text, byte) => text + coded(byte), '')
}

function coded(byte: number): string {
  const plain = byte > 0x20 && byte < 0x7f && byte !== 0x23 && byte !== 0x5c
  return plain ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

/** With a step up, plain or coded, a server could read another path than the one that was meant. */
function leaves(target: string): boolean {
  return target.includes('.') || target.includes('%2e') || target.includes('%2E')
    ? /(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\?]|$)/i.test(target.split('?', 1)[0] ?? '')
    : false
}
