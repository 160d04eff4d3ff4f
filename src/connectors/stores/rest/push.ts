import type { RestParam } from '../../../declare/rest.ts'
import { keyText, type Key } from '../../../fields/key.ts'
import type { Compare, Filter, Keys } from '../../../query/filter.ts'
import { elementType } from '../../../query/value.ts'
import { isMap } from '../../stored-path.ts'
import type { Resource } from './resource.ts'
import { encoded, type Params } from './route.ts'

/** A condition as parameters of a list: one set, or several whose lists together are the answer. */
export interface Pushed {
  readonly part: Filter
  readonly sets: readonly Params[]
  /** What comes is what was asked for: parts of texts are often searched for in other fields too. */
  readonly exact: boolean
}

/** Most values of one parameter, and most lists that are asked for in place of one. */
const VALUES = 100
const LISTS = 10
/** Most characters of the values in one address. */
const LENGTH = 4_000

const looseOperators: ReadonlySet<string> = new Set([
  'contains',
  'startsWith',
  'endsWith',
  'matches',
])
const several: ReadonlySet<string> = new Set(['in', 'nin', 'between', 'hasAll', 'hasAny'])

/** A condition as the API takes it; null: it does not. */
export function pushed(resource: Resource, part: Filter): Pushed | null {
  if (part.kind === 'keys') return pushedKeys(resource, part)
  if (part.kind !== 'compare' || part.ignoreCase) return null
  const name = part.path.names.join('.')
  const exact = !looseOperators.has(part.op)
  const texts = textsOf(resource, part)
  if (texts === null || texts.length === 0) return null
  const sets =
    part.op === 'eq' || part.op === 'in'
      ? anyOf(resource, name, texts)
      : other(resource, part, texts)
  return sets && { part, sets, exact }
}

function pushedKeys(resource: Resource, part: Keys): Pushed | null {
  const texts = part.keys.map((key) => keyText(key as Key))
  const sets = anyOf(resource, part.path.names.join('.'), texts)
  return sets && { part, sets, exact: true }
}

/** Equal to one of these: by `in`, else by `eq`, a list for each. */
function anyOf(resource: Resource, name: string, texts: readonly string[]): Params[] | null {
  const { filters } = resource.endpoints
  const [eq, among] = [filters.get(`${name}.eq`), filters.get(`${name}.in`)]
  const values = texts.map(encoded)
  if (!values.every((value) => value !== null) || values.length === 0) return null
  if (among && (values.length > 1 || !eq)) {
    const sets = chunked(values).map((some) => paramsOf(among, some))
    if (sets.every((set) => set !== null)) return sets
  }
  if (!eq || values.length > LISTS) return null
  return values.map((value) => [[eq.param, value]])
}

function chunked(values: readonly string[]): string[][] {
  const chunks: string[][] = []
  let room = 0
  for (const value of values) {
    const last = chunks.at(-1)
    if (!last || last.length >= VALUES || value.length > room) {
      chunks.push([value])
      room = LENGTH - value.length
    } else {
      last.push(value)
      room -= value.length
    }
  }
  return chunks
}

/** Several values of one parameter; null where a comma inside one would part it. */
export function paramsOf(to: RestParam, values: readonly string[]): Params | null {
  if (to.style !== 'comma') return values.map((value) => [to.param, value])
  return values.some((value) => value.includes('%2C')) ? null : [[to.param, values.join(',')]]
}

/** Any other operator stands for itself; `between` also for its two bounds. */
function other({ endpoints }: Resource, part: Compare, texts: readonly string[]): Params[] | null {
  const { filters } = endpoints
  const name = part.path.names.join('.')
  const values = texts.map(encoded)
  if (!values.every((value) => value !== null)) return null
  const own = filters.get(`${name}.${part.op}`)
  const params = own && paramsOf(own, values)
  if (params) return [params]
  const [low, high] = [filters.get(`${name}.gte`), filters.get(`${name}.lte`)]
  const [from, to] = values
  if (part.op !== 'between' || !low || !high || from === undefined || to === undefined) return null
  return [
    [
      [low.param, from],
      [high.param, to],
    ],
  ]
}

/** The operand as texts of parameters; null where it has none, as null has none. */
function textsOf(resource: Resource, part: Compare): string[] | null {
  const given = several.has(part.op) ? part.value : [part.value]
  if (!Array.isArray(given)) return null
  const texts = given.map((value: unknown) => textOf(resource, part, value))
  return texts.every((text) => text !== null) ? texts : null
}

const plainOperands: ReadonlySet<string> = new Set([
  'exists',
  'isNull',
  'size',
  'year',
  'month',
  'day',
])

function textOf(resource: Resource, { path, op }: Compare, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (plainOperands.has(op) || looseOperators.has(op)) return String(value)
  const type = op.startsWith('has') ? elementType(path.type) : path.type
  const stored = codingOf(resource, path.names.join('.'))?.encode(value) ?? type.encode(value)
  if (stored === null || stored === undefined) return null
  return typeof stored === 'object' ? JSON.stringify(stored) : String(stored)
}

/** The coding of a field, unless it makes addresses of keys: parameters take the keys. */
function codingOf({ shape }: Resource, name: string): { encode(value: unknown): unknown } | null {
  const stored = shape.stored[name]
  if (typeof stored !== 'object' || !stored.codec || isLinkCoding(stored.codec)) return null
  return stored.codec
}

function isLinkCoding(codec: object): boolean {
  return isMap(codec) && codec['url'] !== undefined
}
