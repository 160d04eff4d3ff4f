import { keyText, type Key } from '../fields/key.ts'
import type { LinkModel } from '../model/model.ts'
import type { Path } from '../query/filter.ts'

/** Each key once, by its text. */
export function uniqueKeys(keys: Iterable<Key>): readonly Key[] {
  const unique = new Map<string, Key>()
  for (const key of keys) unique.set(keyText(key), key)
  return [...unique.values()]
}

/** A link's stored key as seen from the element of a list of objects. */
export function inCarrier(link: LinkModel, carrier: Path | null): Path {
  const { near } = link.ends
  return carrier ? { ...near, names: near.names.slice(carrier.names.length) } : near
}
