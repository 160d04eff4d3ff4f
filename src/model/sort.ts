/** The one translator of `sort`, of GraphQL arguments and of declarations. */

import type { Issue } from '../errors.ts'
import { shown } from '../fields/misfit.ts'
import type { LinkEnds } from '../query/filter.ts'
import type { Sort, SortKey } from '../query/sort.ts'
import { computedValue } from './computed-test.ts'
import { isLink, isObject } from './declared.ts'
import { fieldPath } from './field-path.ts'
import { idPath } from './links.ts'
import type { CollectionModel, ComputedModel, FieldModel, LinkModel, Model } from './model.ts'
import { suggest } from './suggest.ts'
import type { Trail } from './where-values.ts'

/** A `sort` to translate: `[{ title: 'asc' }, { author: { name: 'desc' } }]`. */
export interface SortAsk {
  readonly model: Model
  readonly collection: CollectionModel
  readonly sort: unknown
  /** Whether the caller may read a field; what may not be read cannot be sorted by. */
  mayRead(field: FieldModel | ComputedModel): boolean
  /** Where the `sort` stands, for issues; `['sort']`. */
  readonly at?: Trail
}

/** The keys, and everything wrong with what came. With issues the keys mean nothing. */
export interface SortAnswer {
  readonly sort: Sort
  readonly issues: Issue[]
}

/** The id, ascending: the last key of every order. */
export const idKey: SortKey = Object.freeze({ path: idPath, direction: 'asc' })

/** Translates a `sort`; the id is appended. Null, undefined and `[]` are the collection's own order. */
export function sortKeys(ask: SortAsk): SortAnswer {
  const issues: Issue[] = []
  const { sort } = ask
  if (sort === null || sort === undefined) return { sort: ask.collection.order, issues }
  const list: readonly unknown[] = Array.isArray(sort) ? sort : [sort]
  if (list.length === 0) return { sort: ask.collection.order, issues }
  const at = ask.at ?? ['sort']
  const keys = list.flatMap((one, i) => key(scopeOf(ask, issues), one, [...at, i]) ?? [])
  return { sort: withId(keys), issues }
}

/** Keys behind the id decide nothing. */
function withId(keys: readonly SortKey[]): Sort {
  const id = keys.findIndex((one) => one.path.names[0] === 'id' && !one.through)
  return Object.freeze(id < 0 ? [...keys, idKey] : keys.slice(0, id + 1))
}

/** Where a name is read: an item, at the end of some links, or a nested object of it. */
interface Scope {
  readonly ask: SortAsk
  readonly issues: Issue[]
  readonly collection: CollectionModel
  readonly fields: ReadonlyMap<string, FieldModel>
  readonly root: boolean
  readonly through: readonly LinkEnds[]
}

function scopeOf(ask: SortAsk, issues: Issue[]): Scope {
  const { collection } = ask
  return { ask, issues, collection, fields: collection.fields, root: true, through: [] }
}

function key(scope: Scope, input: unknown, at: Trail): SortKey | null {
  const entries = isObject(input) ? Object.entries(input) : []
  const [entry] = entries
  if (!entry || entries.length > 1) {
    const message = `takes exactly one name, such as { title: 'asc' }, not ${isObject(input) ? entries.length : shown(input)}; further keys are further elements of the list`
    return wrong(scope, { path: at, code: 'oneOf', message })
  }
  const [name, value] = entry
  return named(scope, name, value, [...at, name])
}

function named(scope: Scope, name: string, value: unknown, at: Trail): SortKey | null {
  if (name === 'id' && scope.root) return ending(scope, { path: scope.collection.id }, value, at)
  const field = scope.fields.get(name)
  if (field) return allowed(scope, field, at) ? fieldKey(scope, field, value, at) : null
  const computed = scope.root ? scope.collection.computed.get(name) : undefined
  if (computed) return allowed(scope, computed, at) ? computedKey(scope, computed, value, at) : null
  const keyed = [...scope.fields.values()].find((one) => one.link?.keyName === name)
  if (keyed?.link && !keyed.link.many) {
    return allowed(scope, keyed, at)
      ? ending(scope, { path: keyed.link.ends.near }, value, at)
      : null
  }
  const known = [
    ...scope.fields.keys(),
    ...(scope.root ? ['id', ...scope.collection.computed.keys()] : []),
  ]
  const message = `${scope.collection.name} has no field "${name}" here.${suggest(name, known)}`
  return wrong(scope, { path: at, code: 'unknown', message })
}

function fieldKey(scope: Scope, field: FieldModel, value: unknown, at: Trail): SortKey | null {
  if (field.link)
    return field.link.many ? notSortable(scope, at) : through(scope, field.link, value, at)
  if (isLink(field.field)) return null
  if (field.field.kind === 'object' && field.fields) {
    return key({ ...scope, fields: field.fields, root: false }, value, at)
  }
  if (!sortable(field)) return notSortable(scope, at)
  return ending(scope, { path: fieldPath(field) }, value, at)
}

/** Whether a field has one value of an order: no list, no object, no JSON. Refs are sorted by their target's fields. */
export function sortable({ field, inList }: FieldModel): boolean {
  return !inList && !UNORDERED.has(field.kind)
}

const UNORDERED: ReadonlySet<string> = new Set([
  'list',
  'object',
  'tuple',
  'json',
  'ref',
  'refsList',
])

function notSortable(scope: Scope, path: Trail): null {
  return wrong(scope, {
    path,
    code: 'type',
    message: 'has no order of its own, and cannot be sorted by',
  })
}

function through(scope: Scope, link: LinkModel, value: unknown, at: Trail): SortKey | null {
  const far = scope.ask.model.collections.get(link.to)
  if (!far) return null
  const there = {
    ...scope,
    collection: far,
    fields: far.fields,
    root: true,
    through: [...scope.through, link.ends],
  }
  return key(there, value, at)
}

function computedKey(
  scope: Scope,
  computed: ComputedModel,
  value: unknown,
  at: Trail,
): SortKey | null {
  if (!sortable(computed.of)) return notSortable(scope, at)
  const { collection } = scope
  const compute = {
    reads: computed.reads,
    from: (row: Parameters<typeof computedValue>[2]) => computedValue(collection, computed, row),
  }
  return ending(scope, { path: fieldPath(computed.of), compute }, value, at)
}

function ending(
  scope: Scope,
  found: Omit<SortKey, 'direction'>,
  value: unknown,
  at: Trail,
): SortKey | null {
  if (value !== 'asc' && value !== 'desc') {
    return wrong(scope, {
      path: at,
      code: 'type',
      message: `takes 'asc' or 'desc', not ${shown(value)}`,
    })
  }
  const direction = value
  return scope.through.length > 0
    ? { ...found, direction, through: scope.through }
    : { ...found, direction }
}

function allowed(scope: Scope, field: FieldModel | ComputedModel, path: Trail): boolean {
  if (field.filterable && scope.ask.mayRead(field)) return true
  const message = field.filterable
    ? 'may not be read, and so cannot be sorted by'
    : 'cannot be filtered, sorted or grouped by'
  wrong(scope, { path, code: field.filterable ? 'forbidden' : 'filter', message })
  return false
}

function wrong(scope: Scope, issue: Issue): null {
  scope.issues.push(issue)
  return null
}
