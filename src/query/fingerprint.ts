import type { LinkEnds } from './filter.ts'
import type { Sort, SortKey } from './sort.ts'

/** 32 bits of a text (FNV-1a) in base 36: tells accidents apart, keeps no secret. */
export function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

const known = new WeakMap<Sort, string>()

/** The same for sorts of the same paths and directions, also behind links. */
export function fingerprint(sort: Sort): string {
  const found = known.get(sort)
  if (found !== undefined) return found
  const made = checksum(JSON.stringify(sort.map(keyParts)))
  known.set(sort, made)
  return made
}

function keyParts({ path, direction, through = [], compute }: SortKey): unknown {
  return [path.names, direction, through.map(linkParts), compute ? 1 : 0]
}

function linkParts({ to, near, far }: LinkEnds): unknown {
  return [to, near.names, far.names]
}
