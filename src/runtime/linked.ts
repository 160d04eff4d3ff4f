import { both, everything, nothing, type Filter, type Linked } from '../query/filter.ts'
import { keysAt } from '../query/value.ts'
import { keyText, type Key } from '../fields/key.ts'
import { UnsupportedFilterError } from '../errors.ts'
import type { NearSide } from './near-side.ts'
import { beyond, type Run } from './run.ts'

/** Rows that the far side is asked for at first; where it has more, the near side is looked at. */
const CHUNK = 1_000
const SMALL = 100

/** On whose behalf links are followed. */
export interface Joining {
  readonly near: NearSide
  /** The filter is a rule, and so are its conditions on far items: no store is trusted with them. */
  readonly rule: boolean
}

/**
 * The filter with every condition through a link turned into one on keys, found from the cheaper end: the far side is
 * asked which of its visible items fit; where those are many, and the rows in question few, only theirs are asked for.
 */
export async function resolveLinks(run: Run, filter: Filter, ask: Joining): Promise<Filter> {
  if (!hasLinks(filter)) return filter
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const of = await Promise.all(filter.of.map((part) => resolveLinks(run, part, ask)))
      return { kind: filter.kind, of }
    }
    case 'not':
      return { kind: 'not', of: await resolveLinks(run, filter.of, ask) }
    case 'elements': {
      const near = ask.near.inside(filter.path)
      return { ...filter, of: await resolveLinks(run, filter.of, { ...ask, near }) }
    }
    case 'linked':
      return semiJoin(run, filter, ask)
    default:
      return filter
  }
}

async function semiJoin(run: Run, linked: Linked, ask: Joining): Promise<Filter> {
  const { link, quantifier } = linked
  const keys = await farKeys(run, linked, ask)
  const some: Filter = keys.length === 0 ? nothing : { kind: 'keys', path: link.near, keys }
  return quantifier === 'every' || quantifier === 'none' ? { kind: 'not', of: some } : some
}

/** Keys of the far items that fit: all of them, or those that the rows in question hold. */
async function farKeys(run: Run, linked: Linked, { near, rule }: Joining): Promise<readonly Key[]> {
  const { link } = linked
  if (near.few && !isSmall(run, link.to)) {
    const own = await near.keys(link.near, CHUNK)
    const found =
      own && (await askFar(run, linked, { size: run.model.limits.rowBudget, own, rule }))
    if (found) return found
    // theirs alone are past the budget, and so are all
    if (own) throw tooMany(run, linked, near)
  }
  for (let size = CHUNK, further = false; ; size *= 10, further = true) {
    const most = Math.min(size, run.model.limits.rowBudget)
    const all = await askFar(run, linked, { size: most, further, rule })
    if (all) return all
    const own = await near.keys(link.near, most)
    const found = own && (await askFar(run, linked, { size: most, own, further: true, rule }))
    if (found) return found
    if (most < size) throw tooMany(run, linked, near)
  }
}

/** Known to be so small that the rows in question need not be looked at first. */
function isSmall(run: Run, collection: string): boolean {
  const count = run.stores.store(collection).count?.() ?? null
  return count !== null && count <= SMALL
}

interface FarAsk {
  /** Most rows. */
  readonly size: number
  /** Only of these keys. */
  readonly own?: readonly Key[]
  readonly further?: boolean
  readonly rule: boolean
}

/** null: there are more rows than asked for. The first question is asked once per operation. */
async function askFar(run: Run, linked: Linked, ask: FarAsk): Promise<readonly Key[] | null> {
  if (ask.own)
    return chunked(ask.own, (own, first) =>
      readFar(run, linked, { ...ask, own, further: ask.further === true || !first }),
    )
  if (ask.size !== CHUNK) return readFar(run, linked, ask)
  let known = run.joined.get(linked)
  if (!known) run.joined.set(linked, (known = readFar(run, linked, ask)))
  return known
}

async function chunked(
  keys: readonly Key[],
  read: (keys: readonly Key[], first: boolean) => Promise<readonly Key[] | null>,
): Promise<readonly Key[] | null> {
  const found: Key[] = []
  for (let from = 0; from < keys.length; from += CHUNK) {
    const part = await read(keys.slice(from, from + CHUNK), from === 0)
    if (!part) return null
    found.push(...part)
  }
  return found
}

async function readFar(run: Run, { link, quantifier, of }: Linked, ask: FarAsk) {
  const { far } = link
  const fitting: Filter = quantifier === 'every' ? { kind: 'not', of } : of
  const own: Filter = ask.own ? { kind: 'keys', path: far, keys: ask.own } : everything
  const { rows, more } = await run.readers.far(ask.further ? beyond(run) : run, link.to, {
    filter: ask.rule ? own : both(own, fitting),
    ...(ask.rule && { rule: fitting }),
    size: ask.size,
    fields: far.names[0] === 'id' ? [] : [far.names.join('.')],
  })
  if (more) return null
  const wanted = ask.own && new Set(ask.own.map(keyText))
  const keys = new Map<string, Key>()
  for (const row of rows)
    for (const key of keysAt(row, far)) {
      const text = keyText(key)
      if (!wanted || wanted.has(text)) keys.set(text, key)
    }
  return [...keys.values()]
}

function tooMany(run: Run, { link, quantifier }: Linked, near: NearSide): UnsupportedFilterError {
  const { connector } = run.stores.store(link.to)
  const field = `${near.collection}.${link.near.names.join('.')}`
  const operator = quantifier === 'one' ? 'where' : quantifier
  return new UnsupportedFilterError({ connector, field, operator }, run.model.limits.rowBudget)
}

const known = new WeakMap<Filter, boolean>()

/** Whether a filter speaks of linked items anywhere. */
export function hasLinks(filter: Filter): boolean {
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
