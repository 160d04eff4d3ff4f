import { nearest } from '../fields/nearest.ts'

/**
 * The end of a sentence about an unknown name: ` Did you mean "authors"?`, else the known names when they are few,
 * else nothing.
 */
export function suggest(word: string, known: Iterable<string>): string {
  const names = [...new Set(known)]
  const near = nearest(word, names)
  if (near !== null) return ` Did you mean "${near}"?`
  if (names.length === 0 || names.length > LISTED) return ''
  return ` Known: ${names.join(', ')}.`
}

/** Longer lists of known names help nobody. */
const LISTED = 12
