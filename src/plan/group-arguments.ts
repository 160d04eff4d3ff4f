import type { Issue } from '../errors.ts'
import type { FieldType } from '../fields/field.ts'
import { decimal } from '../fields/decimal.ts'
import { float } from '../fields/float.ts'
import { int } from '../fields/int.ts'
import type {
  CollectionModel,
  ComputedModel,
  FieldModel,
  LinkModel,
  Model,
} from '../model/model.ts'
import { fieldPath } from '../model/field-path.ts'
import type { Path } from '../query/filter.ts'
import type { Arrangement } from '../query/groups.ts'
import type { Figure, SummaryFunction } from '../query/summary.ts'
import { elementType } from '../query/value.ts'
import type { Operator } from '../fields/field.ts'
import type { DatePart } from './stamps.ts'
import { figureIndex, groupLeafName } from './summary.ts'

/** What rows are grouped by, which figures are needed, and which groups are answered in which order. */
export interface GroupArguments {
  readonly by: readonly GroupLeaf[]
  /** Those of the answer first, then those of `having` and `sort`. */
  readonly figures: readonly Figure[]
  readonly arrangement: Arrangement
}

/** A leaf of a group's key: behind refs, or computed, where the row alone does not hold it. */
export interface GroupLeaf {
  /** As in the answer's shape; equal leaves have the same name. */
  readonly name: string
  readonly through: readonly LinkModel[]
  readonly path: Path
  readonly part: DatePart
  readonly compute: ComputedModel | null
}

interface Ask {
  readonly given: Readonly<Record<string, unknown>>
  readonly model: Model
  readonly collection: CollectionModel
  readonly figures: readonly Figure[]
  readonly mayRead: (field: FieldModel | ComputedModel) => boolean
}

/** Reads `by`, `having`, `sort`, `first` and `skip` of groups. */
export function groupArguments(ask: Ask, issues: Issue[]): GroupArguments {
  const by = leavesOf(ask, issues)
  const figures = [...ask.figures]
  const having = havingOf(ask, figures, issues)
  const sort = sortOf(ask, { by, figures }, issues)
  const { groupsDefault, groupsMax, skip } = ask.model.limits
  const arrangement: Arrangement = {
    having,
    sort,
    keyTypes: by.map(typeOfLeaf),
    first: size(ask, { name: 'first', fallback: groupsDefault, max: groupsMax }, issues),
    skip: size(ask, { name: 'skip', fallback: 0, max: skip }, issues),
  }
  return { by, figures, arrangement }
}

function size(
  ask: Ask,
  wish: { name: string; fallback: number; max: number },
  issues: Issue[],
): number {
  const value = ask.given[wish.name] ?? wish.fallback
  const number = Number(value)
  const code = number < 0 ? 'min' : 'max'
  if (number < 0 || number > wish.max)
    issues.push({ path: [wish.name], code, message: `${number} is not between 0 and ${wish.max}` })
  return number
}

function leavesOf(ask: Ask, issues: Issue[]): readonly GroupLeaf[] {
  const by = Array.isArray(ask.given['by']) ? ask.given['by'] : []
  if (by.length === 0)
    issues.push({
      path: ['by'],
      code: 'min',
      message: 'names nothing to group by, e.g. [{ genre: true }]',
    })
  return by.flatMap((entry: unknown, place) => {
    const found: Found[] = []
    leaves(ask, { collection: ask.collection, entry, fields: ask.collection.fields }, found)
    return found.flatMap(({ leaf, value, names }) => {
      if (value === true && leaf) return [leaf]
      const path = ['by', place, ...names]
      issues.push({
        path,
        code: 'type',
        message: 'takes true; leave out what is not to be grouped by',
      })
      return []
    })
  })
}

/** A leaf that an argument names, with the value given to it. */
interface Found {
  readonly leaf: GroupLeaf | null
  readonly value: unknown
  readonly names: readonly string[]
}

interface At {
  readonly collection: CollectionModel
  readonly fields: ReadonlyMap<string, FieldModel>
  readonly entry: unknown
  readonly through?: readonly LinkModel[]
  readonly prefix?: string
  readonly names?: readonly string[]
}

/** Walks `{ author: { country: true } }` along the model, by names. */
function leaves(ask: Ask, at: At, found: Found[]): void {
  const prefix = at.prefix ?? ''
  const through = at.through ?? []
  for (const [name, value] of Object.entries(asMap(at.entry))) {
    const names = [...(at.names ?? []), name]
    const add = (path: Path, part: DatePart = 'value', given: unknown = value) =>
      found.push({
        leaf: { name: groupLeafName(prefix, path.names, part), through, path, part, compute: null },
        value: given,
        names: part === 'value' ? names : [...names, part],
      })
    const field = at.fields.get(name)
    const computed = at.collection.computed.get(name)
    const keyed = [...at.fields.values()].find((one) => one.link?.keyName === name)
    if (name === 'id' && !field) add(at.collection.id)
    else if (keyed?.link) {
      if (!forbidden(ask, keyed, names, found)) add(keyed.link.ends.near)
    } else if (computed) {
      const path: Path = { names: [name], type: computed.of.field.type }
      const leaf = {
        name: groupLeafName(prefix, [name]),
        through,
        path,
        part: 'value' as const,
        compute: computed,
      }
      if (!forbidden(ask, computed, names, found)) found.push({ leaf, value, names })
    } else if (!field || forbidden(ask, field, names, found)) continue
    else if (field.link)
      farLeaves(ask, { ...at, entry: value, through, prefix, names }, { link: field.link, found })
    else if (field.fields) leaves(ask, { ...at, fields: field.fields, entry: value, names }, found)
    else if (isMap(value))
      for (const [part, given] of Object.entries(value))
        add(fieldPath(field), part as DatePart, given)
    else add(fieldPath(field))
  }
}

function farLeaves(ask: Ask, at: At, far: { link: LinkModel; found: Found[] }): void {
  const { link, found } = far
  const collection = ask.model.collections.get(link.to)
  if (!collection) return
  const prefix = `${at.prefix ?? ''}${link.name}>`
  const through = [...(at.through ?? []), link]
  leaves(ask, { ...at, collection, fields: collection.fields, prefix, through }, found)
}

function forbidden(
  ask: Ask,
  field: FieldModel | ComputedModel,
  names: readonly string[],
  found: Found[],
): boolean {
  if (ask.mayRead(field)) return false
  found.push({ leaf: null, value: false, names })
  return true
}

function typeOfLeaf(leaf: GroupLeaf): FieldType {
  return leaf.part === 'value' ? elementType(leaf.path.type) : int().type
}

type Target = Arrangement['sort'][number]['target']

function havingOf(ask: Ask, figures: Figure[], issues: Issue[]): Arrangement['having'] {
  const having: { target: Target; op: Operator; value: unknown; type: FieldType }[] = []
  for (const { target, type, value, names } of targets(ask, asMap(ask.given['having']), figures))
    for (const [op, operand] of Object.entries(asMap(value))) {
      if (operand === null && !['eq', 'ne'].includes(op))
        issues.push({ path: ['having', ...names, op], code: 'type', message: 'takes no null' })
      else if (target.kind !== 'key')
        having.push({ target, op: op as Operator, value: operand, type })
    }
  return having as Arrangement['having']
}

function sortOf(
  ask: Ask,
  wish: { by: readonly GroupLeaf[]; figures: Figure[] },
  issues: Issue[],
): Arrangement['sort'] {
  const entries = Array.isArray(ask.given['sort']) ? ask.given['sort'] : []
  return entries.flatMap((entry: unknown, place) => {
    const { key, ...rest } = asMap(entry)
    const sorted = targets(ask, rest, wish.figures).map(({ target, type, value }) => ({
      target,
      type,
      direction: value === 'desc' ? ('desc' as const) : ('asc' as const),
    }))
    return key === undefined
      ? sorted
      : [...sorted, ...keySorts(ask, { key, place, by: wish.by }, issues)]
  })
}

function keySorts(
  ask: Ask,
  wish: { key: unknown; place: number; by: readonly GroupLeaf[] },
  issues: Issue[],
): Arrangement['sort'] {
  const found: Found[] = []
  leaves(ask, { collection: ask.collection, fields: ask.collection.fields, entry: wish.key }, found)
  return found.flatMap(({ leaf, value, names }) => {
    const index = wish.by.findIndex((one) => one.name === leaf?.name)
    const direction = value === 'desc' ? ('desc' as const) : ('asc' as const)
    if (leaf && index >= 0)
      return [{ target: { kind: 'key' as const, index }, type: typeOfLeaf(leaf), direction }]
    const path = ['sort', wish.place, 'key', ...names]
    issues.push({
      path,
      code: 'unknown',
      message: 'is not in "by"; groups sort by what they are grouped by',
    })
    return []
  })
}

/** `{ count: …, sum: { pages: … } }`: what each leaf speaks of. */
function targets(ask: Ask, given: Record<string, unknown>, figures: Figure[]) {
  const found: { target: Target; type: FieldType; value: unknown; names: readonly string[] }[] = []
  for (const [name, value] of Object.entries(given)) {
    if (name === 'count') {
      found.push({ target: { kind: 'count' }, type: int().type, value, names: [name] })
      continue
    }
    const fn = name as SummaryFunction
    figureTargets(ask, { fields: ask.collection.fields, given: asMap(value), names: [] }, (one) => {
      const index = figureIndex(figures, { fn, path: one.path })
      const target = { kind: 'figure' as const, index }
      found.push({
        target,
        type: figureType(fn, one.path),
        value: one.value,
        names: [name, ...one.names],
      })
    })
  }
  return found
}

function figureTargets(
  ask: Ask,
  at: { fields: ReadonlyMap<string, FieldModel>; given: Record<string, unknown>; names: string[] },
  add: (one: { path: Path; value: unknown; names: string[] }) => void,
): void {
  for (const [name, value] of Object.entries(at.given)) {
    const names = [...at.names, name]
    const field = at.fields.get(name)
    const keyed = [...at.fields.values()].find((one) => one.link?.keyName === name)
    if (name === 'id' && !field) add({ path: ask.collection.id, value, names })
    else if (keyed?.link) add({ path: keyed.link.ends.near, value, names })
    else if (field?.fields)
      figureTargets(ask, { fields: field.fields, given: asMap(value), names }, add)
    else if (field) add({ path: fieldPath(field), value, names })
  }
}

/** The type of a figure's value: sums and averages are floats or exact digits. */
export function figureType(fn: SummaryFunction, path: Path): FieldType {
  const type = elementType(path.type)
  if (fn === 'distinctCount') return int().type
  if (fn !== 'sum' && fn !== 'avg') return type
  return type.number === 'exact' ? decimal().type : float().type
}

function asMap(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {}
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
