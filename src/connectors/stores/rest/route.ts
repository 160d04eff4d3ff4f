import { keyText, type Key } from '../../../fields/key.ts'

/** A route with places for values: `/users/{user}/snapshots/{n}`. */
export interface Route {
  readonly text: string
  /** The places, in their order. */
  readonly names: readonly string[]
}

/** Parameters of a query, in order; a name may come several times. */
export type Params = readonly (readonly [name: string, value: string])[]

const PLACE = /\{([^{}]+)\}/g
/** Longer ids and parameters are refused by servers before anybody looks for them. */
const LONGEST = 2_000

/** Reads a route as it is written. */
export function route(text: string): Route {
  return { text, names: [...text.matchAll(PLACE)].map(([, name = '']) => name) }
}

/**
 * The route with its places filled; null where a value cannot stand in a path: an empty one, `.` and `..`, which would
 * name another route, and what is no text of whole characters.
 */
export function filled({ text }: Route, valueOf: (name: string) => Key | undefined): string | null {
  let whole = true
  const path = text.replace(PLACE, (_, name: string) => {
    const value = valueOf(name)
    const segment = value === undefined ? null : segmentOf(keyText(value))
    if (segment === null) whole = false
    return segment ?? ''
  })
  return whole ? path : null
}

function segmentOf(text: string): string | null {
  return text === '' || text === '.' || text === '..' ? null : encoded(text)
}

/** A text as it stands in an address; null where it cannot. */
export function encoded(text: string): string | null {
  return text.length > LONGEST || !isWhole(text) ? null : encodeURIComponent(text)
}

/** Without halves of characters, which no address and no JSON can hold. */
export function isWhole(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** The parameters that a route has of itself: `/posts?type=news`. */
export function paramsIn({ text }: Route): readonly string[] {
  const at = text.indexOf('?')
  return at < 0 ? [] : [...new URLSearchParams(text.slice(at)).keys()]
}

/** A path with further parameters; those that it has stay. Texts have been tried by `encoded`. */
export function withParams(path: string, params: Params): string {
  if (params.length === 0) return path
  const query = params.map(([name, value]) => `${readable(name)}=${value}`).join('&')
  return `${path}${path.includes('?') ? '&' : '?'}${query}`
}

/** `filter[name]` and `pages.$gt` are names of parameters too. */
function readable(name: string): string {
  return encodeURIComponent(name).replace(/%24/g, '$').replace(/%3A/g, ':')
}
