import type { Filter, Linked } from '../query/filter.ts'
import { nothing } from '../query/filter.ts'
import { keyText, type Key } from '../fields/key.ts'
import { keysAt } from '../query/value.ts'
import { wholeList } from '../query/page.ts'
import type { Run } from './run.ts'

/**
 * The filter with every condition through a link turned into one on keys: the far side is asked which of its
 * visible items fit. The same condition is asked once per operation.
 */
export function resolveLinks(run: Run, filter: Filter): Promise<Filter> | Filter {
  if (!hasLinks(filter)) return filter
  let known = run.joined.get(filter)
  if (!known) run.joined.set(filter, (known = resolve(run, filter)))
  return known
}

async function resolve(run: Run, filter: Filter): Promise<Filter> {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const of = await Promise.all(filter.of.map((part) => resolveLinks(run, part)))
      return { kind: filter.kind, of }
    }
    case 'not':
      return { kind: 'not', of: await resolveLinks(run, filter.of) }
    case 'elements':
      return { ...filter, of: await resolveLinks(run, filter.of) }
    case 'linked':
      return semiJoin(run, filter)
    default:
      return filter
  }
}

async function semiJoin(run: Run, linked: Linked): Promise<Filter> {
  const { link, quantifier } = linked
  const of: Filter = quantifier === 'every' ? { kind: 'not', of: linked.of } : linked.of
  const rows = await run.readers.far(run, link.to, {
    filter: of,
    sort: [],
    page: wholeList,
    fields: link.far.names[0] === 'id' ? [] : [link.far.names.join('.')],
  })
  const keys = new Map<string, Key>()
  for (const row of rows) for (const key of keysAt(row, link.far)) keys.set(keyText(key), key)
  const some: Filter =
    keys.size === 0 ? nothing : { kind: 'keys', path: link.near, keys: [...keys.values()] }
  return quantifier === 'every' || quantifier === 'none' ? { kind: 'not', of: some } : some
}

const known = new WeakMap<Filter, boolean>()

function hasLinks(filter: Filter): boolean {
  let answer = known.get(filter)
  if (answer === undefined) known.set(filter, (answer = look(filter)))
  return answer
}

function look(filter: Filter): boolean {
  if (filter.kind === 'linked') return true
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.some(hasLinks)
  return 'of' in filter && hasLinks(filter.of)
}

/** No row can match, so no store need be asked. */
export function isNothing(filter: Filter): boolean {
  if (filter.kind === 'or') return filter.of.every(isNothing)
  if (filter.kind === 'and') return filter.of.some(isNothing)
  return filter.kind === 'keys' && filter.keys.length === 0
}
