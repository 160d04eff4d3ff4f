import { defineMappingTag, mapTag } from 'js-yaml'

type Map = Record<string, unknown>

const written: unique symbol = Symbol('keys as written')

/**
 * Maps are plain objects, which would move keys such as `10` to the front; a map with a key that starts with a
 * digit remembers the order in which its keys were written.
 */
export const orderedMapTag = defineMappingTag<Map>(mapTag.tagName, {
  create: mapTag.create,
  has: mapTag.has,
  keys: mapTag.keys,
  get: mapTag.get,
  identify: () => false,
  addPair(carrier, key, value) {
    const problem = mapTag.addPair(carrier, key, value)
    if (problem !== '') return problem
    const order = orderOf(carrier)
    if (order) order.push(String(key))
    else if (startsWithDigit(key)) remember(carrier, String(key))
    return ''
  },
})

/** The members of a map in the order of the file. */
export function entriesAsWritten(map: Map): [string, unknown][] {
  return keysOf(map).map((key) => [key, map[key]])
}

function keysOf(map: Map): readonly string[] {
  return orderOf(map) ?? Object.keys(map)
}

function orderOf(map: Map): string[] | undefined {
  return (map as { [written]?: string[] })[written]
}

/** Until now every key was in its place; this one, just added, comes last. */
function remember(map: Map, last: string): void {
  const before = Object.keys(map).filter((key) => key !== last)
  Object.defineProperty(map, written, { value: [...before, last] })
}

function startsWithDigit(written: unknown): boolean {
  const key = String(written)
  const code = key.charCodeAt(0)
  return code >= 48 && code <= 57
}
