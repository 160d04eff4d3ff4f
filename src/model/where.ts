/**
 * The one translator of `where`: of GraphQL arguments, of selections and of row rules; the names are the same
 * in all three.
 */

import type { Issue } from '../errors.ts'
import { everything } from '../query/filter.ts'
import type { Filter } from '../query/filter.ts'
import { computedTest } from './computed-test.ts'
import { elementOf, isLink, isObject } from './declared.ts'
import { fieldPath, nearPath } from './field-path.ts'
import type { CollectionModel, ComputedModel, FieldModel, LinkModel, Model } from './model.ts'
import { suggest } from './suggest.ts'
import { LIST_OPERATORS, parted, QUANTIFIERS, quantifiers } from './where-parts.ts'
import { compares, noCondition } from './where-values.ts'
import type { Subject, Trail } from './where-values.ts'

/** A `where` to translate. */
export interface WhereAsk {
  readonly model: Model
  readonly collection: CollectionModel
  readonly where: unknown
  /** Whether the caller may read a field, of this or of a linked collection; what may not be read cannot be asked for. */
  mayRead(field: FieldModel | ComputedModel): boolean
  /** Where the `where` stands, for issues; `['where']`. */
  readonly at?: Trail
}

/** The filter, and everything wrong with what came. With issues the filter means nothing. */
export interface WhereAnswer {
  readonly filter: Filter
  readonly issues: Issue[]
}

/** Translates a `where`; null or undefined asks nothing. */
export function whereFilter(ask: WhereAsk): WhereAnswer {
  const issues: Issue[] = []
  if (ask.where === null || ask.where === undefined) return { filter: everything, issues }
  const scope = scopeOf(ask, ask.collection, issues)
  return { filter: conditions(scope, ask.where, ask.at ?? ['where']), issues }
}

/** Where a condition is read: an item, a nested object of it, or an element of a list of objects. */
interface Scope {
  readonly ask: WhereAsk
  readonly issues: Issue[]
  readonly collection: CollectionModel
  readonly fields: ReadonlyMap<string, FieldModel>
  /** At the item itself, where `id` and computed fields are. */
  readonly root: boolean
  /** The nested object at hand, which `isNull` and `exists` ask; at an item and an element, none. */
  readonly object: FieldModel | null
  /** Names that lead to the element at hand: paths speak of it. */
  readonly base: number
}

function scopeOf(ask: WhereAsk, collection: CollectionModel, issues: Issue[]): Scope {
  return { ask, issues, collection, fields: collection.fields, root: true, object: null, base: 0 }
}

function conditions(scope: Scope, where: unknown, at: Trail): Filter {
  if (!isObject(where)) return wrong(scope, noWhere(where, at))
  return all(
    Object.entries(where).flatMap(([name, value]) => named(scope, name, value, [...at, name])),
  )
}

function noWhere(where: unknown, at: Trail): Issue {
  return {
    ...noCondition(where, at),
    message: 'takes conditions by field, such as { title: { eq: "Emma" } }',
  }
}

function named(scope: Scope, name: string, value: unknown, at: Trail): Filter[] {
  if (name === 'and' || name === 'or') return [listed(scope, name, value, at)]
  if (name === 'not') return [{ kind: 'not', of: conditions(scope, value, at) }]
  if (name === 'id' && scope.root) return idConditions(scope, value, at)
  if (scope.object && PRESENCE.has(name))
    return presence(scope, scope.object, { [name]: value }, at.slice(0, -1))
  const field = scope.fields.get(name)
  if (field) return allowed(scope, field, at) ? fieldConditions(scope, field, value, at) : []
  const keyed = [...scope.fields.values()].find((one) => one.link?.keyName === name)
  if (keyed?.link)
    return allowed(scope, keyed, at) ? keyConditions(scope, keyed.link, value, at) : []
  const computed = scope.root ? scope.collection.computed.get(name) : undefined
  if (computed)
    return allowed(scope, computed, at) ? computedConditions(scope, computed, value, at) : []
  return [wrong(scope, unknownName(scope, name, at))]
}

function listed(scope: Scope, kind: 'and' | 'or', value: unknown, at: Trail): Filter {
  const list = Array.isArray(value) ? value : isObject(value) ? [value] : null
  if (!list) return wrong(scope, { path: at, code: 'type', message: 'takes a list of conditions' })
  const of = list.map((one: unknown, i) => conditions(scope, one, [...at, i]))
  return kind === 'and' ? all(of) : { kind, of }
}

function unknownName({ fields, root, collection }: Scope, name: string, path: Trail): Issue {
  const keys = [...fields.values()].flatMap((field) => field.link?.keyName ?? [])
  const known = [...fields.keys(), ...keys, ...(root ? ['id', ...collection.computed.keys()] : [])]
  return {
    path,
    code: 'unknown',
    message: `${collection.name} has no field "${name}" here.${suggest(name, known)}`,
  }
}

function allowed(scope: Scope, field: FieldModel | ComputedModel, path: Trail): boolean {
  if (!field.filterable) {
    wrong(scope, { path, code: 'filter', message: 'cannot be filtered, sorted or grouped by' })
    return false
  }
  if (scope.ask.mayRead(field)) return true
  wrong(scope, { path, code: 'forbidden', message: 'may not be read, and so cannot be asked for' })
  return false
}

function wrong(scope: Scope, issue: Issue): Filter {
  scope.issues.push(issue)
  return everything
}

function all(filters: readonly Filter[]): Filter {
  const asking = filters.filter((filter) => filter !== everything)
  const [only] = asking
  if (!only) return everything
  return asking.length === 1 ? only : { kind: 'and', of: asking }
}

function idConditions(scope: Scope, value: unknown, at: Trail): Filter[] {
  return valueConditions(
    scope,
    { path: scope.collection.id, element: scope.collection.id.type },
    value,
    at,
  )
}

function valueConditions(
  scope: Scope,
  subject: Pick<Subject, 'path' | 'element'>,
  value: unknown,
  at: Trail,
): Filter[] {
  const { operators } = subject.path.type
  const inValues = scope.ask.model.limits.inValues
  return compares({ ...subject, operators, inValues }, value, at, scope.issues)
}

function fieldConditions(scope: Scope, field: FieldModel, value: unknown, at: Trail): Filter[] {
  if (field.link) {
    return field.link.many
      ? manyConditions(scope, field.link, value, at)
      : oneConditions(scope, field.link, value, at)
  }
  if (isLink(field.field)) return []
  if (field.fields) {
    return field.field.kind === 'list'
      ? elementConditions(scope, field, value, at)
      : objectConditions(scope, field, value, at)
  }
  const element = elementOf(field.field).type
  return valueConditions(scope, { path: fieldPath(field, scope.base), element }, value, at)
}

/** `authorId`, `tagsIds`. */
function keyConditions(scope: Scope, link: LinkModel, value: unknown, at: Trail): Filter[] {
  const subject = { path: nearPath(link, scope.base), element: link.ends.far.type }
  return valueConditions(scope, subject, value, at)
}

function computedConditions(
  scope: Scope,
  computed: ComputedModel,
  value: unknown,
  at: Trail,
): Filter[] {
  const { field } = computed.of
  const path = { names: [computed.name], type: field.type }
  const filters = valueConditions(scope, { path, element: elementOf(field).type }, value, at)
  return filters.map((filter) => computedTest(scope.collection, computed, filter))
}

/** `loan: { until: { lt: … } }`, `loan: { isNull: true }`. */
function objectConditions(scope: Scope, field: FieldModel, value: unknown, at: Trail): Filter[] {
  if (!isObject(value)) return [wrong(scope, noWhere(value, at))]
  const within = { ...scope, fields: field.fields ?? new Map(), root: false, object: field }
  const [own, inner] = parted(value, [...PRESENCE])
  return [...presence(scope, field, own, at), conditions(within, inner, at)]
}

const PRESENCE: ReadonlySet<string> = new Set(['isNull', 'exists'])

function presence(scope: Scope, object: FieldModel, asked: unknown, at: Trail): Filter[] {
  const path = fieldPath(object, scope.base)
  return valueConditions(scope, { path, element: path.type }, asked, at)
}

/** `chapters: { some: { title: … } }` on a list of objects. */
function elementConditions(scope: Scope, field: FieldModel, value: unknown, at: Trail): Filter[] {
  if (!isObject(value)) return [wrong(scope, noCondition(value, at))]
  const path = fieldPath(field, scope.base)
  const within = {
    ...scope,
    fields: field.fields ?? new Map(),
    root: false,
    object: null,
    base: field.path.length,
  }
  const [quantified, own] = parted(value, QUANTIFIERS)
  const elements = quantifiers(quantified).map(([quantifier, of]): Filter => {
    return { kind: 'elements', path, quantifier, of: conditions(within, of, [...at, quantifier]) }
  })
  const operators = path.type.operators.filter((op) => LIST_OPERATORS.has(op))
  const subject = {
    path,
    element: path.type,
    operators,
    also: QUANTIFIERS,
    inValues: scope.ask.model.limits.inValues,
  }
  return [...elements, ...compares(subject, own, at, scope.issues)]
}

/** `books: { some: { title: … } }`: speaks of the items that the caller sees. */
function manyConditions(scope: Scope, link: LinkModel, value: unknown, at: Trail): Filter[] {
  if (!isObject(value)) return [wrong(scope, noCondition(value, at))]
  const [quantified, other] = parted(value, QUANTIFIERS)
  for (const name of Object.keys(other)) {
    const keys = link.keyName ? ` Stored keys are asked for with ${link.keyName}.` : ''
    wrong(scope, {
      path: [...at, name],
      code: 'operator',
      message: `is not asked of a list of items, which offers some every none.${keys}`,
    })
  }
  return quantifiers(quantified).map(([quantifier, of]) => ({
    kind: 'linked',
    link: endsOf(scope, link),
    quantifier,
    of: farConditions(scope, link, of, [...at, quantifier]),
  }))
}

/** `author: { … }`: the stored key where only that is asked for, else the item that the caller sees. */
function oneConditions(scope: Scope, link: LinkModel, value: unknown, at: Trail): Filter[] {
  if (!isObject(value)) return [wrong(scope, noWhere(value, at))]
  const [isNull, asked] = parted(value, ['isNull'])
  const [key, rest] =
    link.holder === 'near' && mayAskKey(scope, link)
      ? parted(asked, [link.by ?? 'id'])
      : [{}, asked]
  return [
    ...nullConditions(scope, link, isNull, at),
    ...Object.entries(key).flatMap(([name, of]) => keyConditions(scope, link, of, [...at, name])),
    ...(Object.keys(rest).length > 0
      ? [linkedOne(scope, link, farConditions(scope, link, rest, at))]
      : []),
  ]
}

/** The target's own rule of the `by` field holds although the key is stored here. */
function mayAskKey(scope: Scope, link: LinkModel): boolean {
  if (link.by === null) return true
  const field = scope.ask.model.collections.get(link.to)?.fields.get(link.by)
  return field !== undefined && field.filterable && scope.ask.mayRead(field)
}

function nullConditions(
  scope: Scope,
  link: LinkModel,
  isNull: Readonly<Record<string, unknown>>,
  at: Trail,
): Filter[] {
  const path = nearPath(link, scope.base)
  const subject = { path, element: path.type, operators: ['isNull'] as const, inValues: 1 }
  const filters = compares(subject, isNull, at, scope.issues)
  if (link.holder === 'near') return filters
  const linked = linkedOne(scope, link, everything)
  return filters.map(() => (isNull['isNull'] === true ? { kind: 'not', of: linked } : linked))
}

function linkedOne(scope: Scope, link: LinkModel, of: Filter): Filter {
  return { kind: 'linked', link: endsOf(scope, link), quantifier: 'one', of }
}

function endsOf(scope: Scope, link: LinkModel): LinkModel['ends'] {
  return { ...link.ends, near: nearPath(link, scope.base) }
}

function farConditions(scope: Scope, link: LinkModel, where: unknown, at: Trail): Filter {
  const far = scope.ask.model.collections.get(link.to)
  return far ? conditions(scopeOf(scope.ask, far, scope.issues), where, at) : everything
}
