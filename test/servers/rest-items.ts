import type { Item, RestServerOptions } from './rest.ts'

/** The items that the parameters of a list ask for, in the order that they ask for. */
export function filtered(
  items: readonly Item[],
  options: RestServerOptions,
  query: URLSearchParams,
): readonly Item[] {
  let found = [...items]
  for (const [param, member] of Object.entries(options.filters ?? {})) {
    const wanted = query.getAll(param).flatMap((each) => each.split(','))
    if (!query.has(param)) continue
    const members = typeof member === 'string' ? [member] : member
    found = found.filter((item) =>
      members.some((name) => wanted.includes(String(memberOf(item, name)))),
    )
  }
  for (const [param, member] of Object.entries(options.search ?? {})) {
    const part = query.get(param)?.toLowerCase()
    if (part === undefined) continue
    found = found.filter((item) => textOf(memberOf(item, member)).toLowerCase().includes(part))
  }
  for (const [param, { member, op }] of Object.entries(options.bounds ?? {})) {
    const bound = query.get(param)
    if (bound === null) continue
    found = found.filter((item) => within(memberOf(item, member), op, bound))
  }
  return options.sort ? sorted(found, query.get(options.sort)) : found
}

function within(value: unknown, op: 'gte' | 'lte', bound: string): boolean {
  if (value === null || value === undefined) return false
  const order = typeof value === 'number' ? value - Number(bound) : String(value) < bound ? -1 : 1
  if (String(value) === bound) return true
  return op === 'gte' ? order >= 0 : order <= 0
}

/** By `title` or `-title`, or several with commas; what is missing comes first. */
function sorted(items: readonly Item[], by: string | null): readonly Item[] {
  if (by === null) return items
  const keys = by
    .split(',')
    .map((key) => ({ member: key.replace(/^[-+]/, ''), down: key[0] === '-' }))
  return items.toSorted((a, b) => {
    for (const { member, down } of keys) {
      const order = compare(memberOf(a, member), memberOf(b, member))
      if (order !== 0) return down ? -order : order
    }
    return 0
  })
}

function compare(a: unknown, b: unknown): number {
  const [noA, noB] = [a === null || a === undefined, b === null || b === undefined]
  if (noA || noB) return Number(noB) - Number(noA)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'number') return -1
  if (typeof b === 'number') return 1
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)))
}

function memberOf(item: Item, dotted: string): unknown {
  let value: unknown = item
  for (const name of dotted.split('.')) value = (value as Item | null | undefined)?.[name]
  return value
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** An item with some of its members, or all. */
export function shownItem(item: Item, members?: readonly string[]): Item {
  if (!members) return item
  return Object.fromEntries(Object.entries(item).filter(([name]) => members.includes(name)))
}

/** A value at a dotted place of an object, beside other members. */
export function foldedBy(
  dotted: string | undefined,
  value: unknown,
  beside: Readonly<Record<string, unknown>> = {},
): unknown {
  if (dotted === undefined)
    return Object.keys(beside).length === 0 ? value : { items: value, ...beside }
  const folded = dotted
    .split('.')
    .toReversed()
    .reduce<unknown>((inner, name) => ({ [name]: inner }), value)
  return { ...(folded as object), ...beside }
}
