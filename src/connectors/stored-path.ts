/** Reads one place in a stored item; undefined where nothing is. */
export type PathReader = (stored: object) => unknown

/** A plain object, of whatever realm: what stores keep as a document or a map. */
export function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const parent: unknown = Object.getPrototypeOf(value)
  if (parent === Object.prototype || parent === null) return true
  return !Array.isArray(value) && Object.getPrototypeOf(parent) === null
}

/** An own member: never `constructor` or `__proto__` of the language. */
export function ownMember(map: object, name: string): unknown {
  return Object.hasOwn(map, name) ? (map as Record<string, unknown>)[name] : undefined
}

/** `ownMember` for one name and many maps. */
export function memberReader(name: string): (map: object) => unknown {
  // What no map inherits can only be its own.
  if (name in Object.prototype) return (map) => ownMember(map, name)
  return (map) => (map as Readonly<Record<string, unknown>>)[name]
}

/** A dotted path through own members of maps, e.g. `borrower.id`. */
export function dottedPath(path: string): PathReader {
  const names = path.split('.')
  if (names.length === 1) {
    const read = memberReader(path)
    return (stored) => (isMap(stored) ? read(stored) : undefined)
  }
  return (stored) => {
    let value: unknown = stored
    for (const name of names) {
      if (!isMap(value)) return undefined
      value = ownMember(value, name)
    }
    return value
  }
}
