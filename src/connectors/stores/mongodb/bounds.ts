import type { Document } from 'mongodb'

/**
 * What can be said of a condition in the query language: `upper` matches every document that fulfils it, `lower` none
 * that does not. Where both are the same the condition is said exactly.
 */
export interface Bounds {
  readonly upper: Query
  readonly lower: Query
}

/** A query document; true matches all, false nothing. */
export type Query = Document | boolean

export function exactly(query: Query): Bounds {
  return { upper: query, lower: query }
}

/** Nothing can be said beyond `upper`. */
export function atMost(upper: Query): Bounds {
  return { upper, lower: false }
}

export function isExact({ upper, lower }: Bounds): boolean {
  return upper === lower
}

export function allOf(parts: readonly Bounds[]): Bounds {
  return combined(parts, every)
}

export function anyOf(parts: readonly Bounds[]): Bounds {
  return combined(parts, some)
}

export function noneOf(part: Bounds): Bounds {
  if (isExact(part)) return exactly(none(part.upper))
  return { upper: none(part.lower), lower: none(part.upper) }
}

function combined(parts: readonly Bounds[], how: (of: readonly Query[]) => Query): Bounds {
  const upper = how(parts.map((part) => part.upper))
  return parts.every(isExact)
    ? exactly(upper)
    : { upper, lower: how(parts.map((part) => part.lower)) }
}

/** All hold. */
export function every(queries: readonly Query[]): Query {
  const of = queries.filter((query) => query !== true)
  if (of.includes(false)) return false
  const [first, second] = of
  if (first === undefined) return true
  return second === undefined ? first : { $and: of.flatMap(operands) }
}

/** Operands of a lone `$and` join the list around it. */
function operands(query: Query): readonly Query[] {
  if (typeof query === 'boolean') return []
  const keys = Object.keys(query)
  return keys.length === 1 && Array.isArray(query['$and']) ? (query['$and'] as Document[]) : [query]
}

/** One holds. */
export function some(queries: readonly Query[]): Query {
  const of = queries.filter((query) => query !== false)
  if (of.includes(true)) return true
  const [first, second] = of
  if (first === undefined) return false
  return second === undefined ? first : { $or: of }
}

/** The complement. */
export function none(query: Query): Query {
  return typeof query === 'boolean' ? !query : { $nor: [query] }
}

/** For the server, which knows no constants. */
export function rendered(query: Query): Document {
  if (query === true) return {}
  return query === false ? { _id: { $in: [] } } : query
}
