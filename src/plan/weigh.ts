import type { Filter } from '../query/filter.ts'

/** How many conditions a filter holds. */
export function conditionsOf(filter: Filter): number {
  if (filter.kind === 'and' || filter.kind === 'or')
    return filter.of.reduce((sum, part) => sum + conditionsOf(part), 0)
  if ('of' in filter) return conditionsOf(filter.of) + (filter.kind === 'not' ? 0 : 1)
  return 1
}

/** How many store calls the rule of a collection needs beside those for its own rows. */
export type RuleCalls = (collection: string) => number

/** How many store calls the semi-joins of a filter need: one each, and those of the rules of whom they ask. */
export function semiJoinsOf(filter: Filter, ofRule: RuleCalls): number {
  if (filter.kind === 'and' || filter.kind === 'or')
    return filter.of.reduce((sum, part) => sum + semiJoinsOf(part, ofRule), 0)
  if (!('of' in filter)) return 0
  const own = filter.kind === 'linked' ? 1 + ofRule(filter.link.to) : 0
  return own + semiJoinsOf(filter.of, ofRule)
}

/** How many store calls lead through links: one each, and those of the rules of whom they ask. */
export function hopsOf(through: readonly { readonly to: string }[], ofRule: RuleCalls): number {
  return through.reduce((sum, { to }) => sum + 1 + ofRule(to), 0)
}

/** A filter holds code, so that the gateway tests rows itself. */
export function hasCode(filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.some(hasCode)
  return filter.kind === 'test' || ('of' in filter && hasCode(filter.of))
}

/**
 * How deep a `where` is nested: `and`, `or`, `not`, links, lists and objects are a level each; `some every none`
 * and the operators of a value are none.
 */
export function nestingOf(where: unknown): number {
  if (!isMap(where)) return 0
  let deepest = 0
  for (const [name, value] of Object.entries(where)) {
    const level = name === 'some' || name === 'every' || name === 'none' ? 0 : 1
    if ((name === 'and' || name === 'or') && Array.isArray(value))
      deepest = Math.max(deepest, 1 + Math.max(0, ...value.map(nestingOf)))
    else if (isMap(value) && (name === 'not' || level === 0 || Object.values(value).some(isMap)))
      deepest = Math.max(deepest, level + nestingOf(value))
  }
  return deepest
}

function isMap(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    (Object.getPrototypeOf(value) === null || Object.getPrototypeOf(value) === Object.prototype)
  )
}
