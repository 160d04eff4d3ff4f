import { RefractError } from '../../../errors.ts'
import { keyText, type Key } from '../../../fields/key.ts'
import type { Filter } from '../../../query/filter.ts'
import type { Sort } from '../../../query/sort.ts'
import { orderedBy, type Ordered } from './order.ts'
import { pushed } from './push.ts'
import type { Resource } from './resource.ts'
import { filled, paramsIn, type Params, type Route } from './route.ts'
import type { ListAsk } from './sheet.ts'

/** How a question is put to the list of an API. */
export interface Plan {
  /** The lists that together hold every item that matches. None: no item can. */
  readonly lists: readonly ListAsk[]
  /** Conditions that the API was given. */
  readonly pushed: ReadonlySet<Filter>
  /** Conditions that it was not. */
  readonly local: readonly Filter[]
  /** The API was given everything, in words that it takes exactly. */
  readonly exact: boolean
  readonly sort: Sort
  readonly ordered: Ordered
}

/** What of a question is asked of the list, and what stays here. @throws RefractError UNSUPPORTED_FILTER without a list */
export function planOf(
  resource: Resource,
  { parts, sort }: { parts: readonly Filter[]; sort: Sort },
): Plan {
  const { list } = resource.endpoints
  if (!list) throw noList(resource)
  const places = placesOf(resource, list, parts)
  const done = new Set<Filter>(places.parts)
  let sets: Params[] = [[]]
  let exact = true
  const taken = new Set(paramsIn(list))
  for (const part of parts) {
    const one = done.has(part) ? null : pushed(resource, part)
    if (!one || (one.sets.length > 1 && (sets.length > 1 || places.lists.length > 1))) continue
    // Two conditions in one parameter would be either of them to many an API.
    const names = new Set(one.sets.flatMap((set) => set.map(([name]) => name)))
    if ([...names].some((name) => taken.has(name))) continue
    for (const name of names) taken.add(name)
    sets = one.sets.flatMap((set) => sets.map((before) => [...before, ...set]))
    exact &&= one.exact
    done.add(part)
  }
  const local = parts.filter((part) => !done.has(part))
  const ordered = orderedBy(resource.endpoints, sort)
  const lists = places.lists.flatMap((place) =>
    sets.map((set): ListAsk => ({ ...place, params: [...set, ...ordered.params] })),
  )
  const whole = ordered.whole && (lists.length === 1 || sort.length === 0)
  return {
    lists,
    pushed: done,
    local,
    exact: exact && local.length === 0,
    sort,
    ordered: { ...ordered, whole },
  }
}

interface Placed {
  readonly lists: readonly Pick<ListAsk, 'path' | 'given'>[]
  readonly parts: readonly Filter[]
}

/** The places of the route, filled from conditions that name their values: `/users/{user}/snapshots`. */
function placesOf(resource: Resource, list: Route, parts: readonly Filter[]): Placed {
  let given: Readonly<Record<string, Key>>[] = [{}]
  const used: Filter[] = []
  for (const name of list.names) {
    const part = parts.find((one) => keysOf(one, name) !== null)
    const keys = part && keysOf(part, name)
    if (!part || !keys) throw noPlace(resource, list, name)
    used.push(part)
    given = keys.flatMap((key) => given.map((before) => ({ ...before, [name]: key })))
  }
  const lists = given.flatMap((values) => {
    const path = filled(list, (name) => values[name])
    return path === null ? [] : [{ path, given: values }]
  })
  return { lists, parts: used }
}

/** The keys that a condition names of a field, each once; null: it does not. */
export function keysOf(part: Filter, name: string): readonly Key[] | null {
  if (part.kind !== 'compare' && part.kind !== 'keys') return null
  if (part.path.names.join('.') !== name) return null
  const given = part.kind === 'keys' ? part.keys : part.op === 'in' ? part.value : [part.value]
  const named = part.kind === 'keys' || ((part.op === 'eq' || part.op === 'in') && !part.ignoreCase)
  if (!named || !Array.isArray(given) || !given.every(isKey)) return null
  return [...new Map(given.map((key) => [keyText(key), key])).values()]
}

function isKey(value: unknown): value is Key {
  return value !== null && value !== undefined && typeof value !== 'boolean'
}

function noList({ shape }: Resource): RefractError {
  const message = `The API has no list of ${shape.name}: they can only be asked for by id.`
  return unsupported(message, { field: `${shape.name}.*`, operator: 'list' })
}

function noPlace({ shape }: Resource, list: Route, name: string): RefractError {
  const message = `${shape.name} are listed by ${list.text}: ask for them through "${name}", or with a condition that says which (eq or in).`
  return unsupported(message, { field: `${shape.name}.${name}`, operator: 'list' })
}

function unsupported(message: string, where: { field: string; operator: string }): RefractError {
  return new RefractError('UNSUPPORTED_FILTER', message, { connector: 'rest', ...where })
}
