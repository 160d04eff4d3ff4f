/** Reads one place in a stored item; undefined where nothing is. */
export type PathReader = (stored: object) => unknown

/** A plain object, of whatever realm: what stores keep as a document or a map. */
export function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const parent: unknown = Object.getPrototypeOf(value)
  return parent === null || Object.getPrototypeOf(parent) === null
}

/** An own member: never `constructor` or `__proto__` of the language. */
export function ownMember(map: object, name: string): unknown {
  return Object.hasOwn(map, name) ? (map as Record<string, unknown>)[name] : undefined
}

/** A dotted path through own members of maps, e.g. `borrower.id`. */
export function dottedPath(path: string): PathReader {
  const names = path.split('.')
  return (stored) => {
    let value: unknown = stored
    for (const name of names) {
      if (!isMap(value)) return undefined
      value = ownMember(value, name)
    }
    return value
  }
}
