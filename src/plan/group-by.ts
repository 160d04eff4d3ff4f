import type { Issue } from '../errors.ts'
import type { FieldType } from '../fields/field.ts'
import { int } from '../fields/int.ts'
import { fieldPath } from '../model/field-path.ts'
import type { CollectionModel, ComputedModel, FieldModel, LinkModel } from '../model/model.ts'
import type { Path } from '../query/filter.ts'
import { elementType } from '../query/value.ts'
import { asMap, isMap, type GroupAsk as Ask } from './group-ask.ts'
import type { DatePart } from './stamps.ts'
import { groupLeafName } from './summary.ts'

/** A leaf of a group's key: behind refs, or computed, where the row alone does not hold it. */
export interface GroupLeaf {
  /** As in the answer's shape; equal leaves have the same name. */
  readonly name: string
  readonly through: readonly LinkModel[]
  readonly path: Path
  readonly part: DatePart
  readonly compute: ComputedModel | null
}

/** The leaves that `by` names. */
export function leavesOf(ask: Ask, issues: Issue[]): readonly GroupLeaf[] {
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
      const path = ['by', place, ...names]
      if (!leaf) issues.push(forbidden(path))
      else if (value === true) return [leaf]
      else
        issues.push({
          path,
          code: 'type',
          message: 'takes true; leave out what is not to be grouped by',
        })
      return []
    })
  })
}

/** What may not be read cannot be grouped by, nor can groups be chosen or sorted by it. */
export function forbidden(path: Issue['path']): Issue {
  return { path, code: 'forbidden', message: 'may not be read, and so cannot be asked for' }
}

/** A leaf that an argument names, with the value given to it; null: it may not be read. */
export interface Found {
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
export function leaves(ask: Ask, at: At, found: Found[]): void {
  const { prefix = '', through = [] } = at
  for (const [name, value] of Object.entries(asMap(at.entry))) {
    const names = [...(at.names ?? []), name]
    const named = namedIn(at, name)
    if (!named) continue
    const { path, compute, field } = named
    if ((compute && !ask.mayRead(compute)) || (field && !ask.mayRead(field)))
      found.push({ leaf: null, value: false, names })
    else if (field?.link && !path)
      farLeaves(ask, { ...at, entry: value, through, prefix, names }, { link: field.link, found })
    else if (field?.fields && !path)
      leaves(ask, { ...at, fields: field.fields, entry: value, names }, found)
    else if (path) found.push(...partsOf({ prefix, through, path, compute }, value, names))
  }
}

/** What a name means: a leaf has a path; links and objects lead on. */
interface Named {
  readonly path: Path | null
  readonly compute: ComputedModel | null
  readonly field: FieldModel | null
}

function namedIn(at: At, name: string): Named | null {
  const field = at.fields.get(name)
  if (field) {
    const leadsOn = field.link !== null || field.fields !== null
    return { path: leadsOn ? null : fieldPath(field), compute: null, field }
  }
  if (name === 'id') return { path: at.collection.id, compute: null, field: null }
  const keyed = [...at.fields.values()].find((one) => one.link?.keyName === name)
  if (keyed?.link) return { path: keyed.link.ends.near, compute: null, field: keyed }
  const compute = at.collection.computed.get(name)
  if (!compute) return null
  return { path: { names: [name], type: compute.of.field.type }, compute, field: null }
}

/** The value itself, or the parts of a date that are asked for. */
function partsOf(
  leaf: Omit<GroupLeaf, 'name' | 'part'> & { prefix: string },
  value: unknown,
  names: readonly string[],
): readonly Found[] {
  const { prefix, ...rest } = leaf
  const asked: [DatePart, unknown][] = isMap(value)
    ? (Object.entries(value) as [DatePart, unknown][])
    : [['value', value]]
  return asked.map(([part, given]) => ({
    leaf: { ...rest, part, name: groupLeafName(prefix, leaf.path.names, part) },
    value: given,
    names: isMap(value) ? [...names, part] : names,
  }))
}

function farLeaves(ask: Ask, at: At, far: { link: LinkModel; found: Found[] }): void {
  const { link, found } = far
  const collection = ask.model.collections.get(link.to)
  if (!collection) return
  const prefix = `${at.prefix ?? ''}${link.name}>`
  const through = [...(at.through ?? []), link]
  leaves(ask, { ...at, collection, fields: collection.fields, prefix, through }, found)
}

/** The type of a key's values; of a part of a date a number's. */
export function typeOfLeaf(leaf: GroupLeaf): FieldType {
  return leaf.part === 'value' ? elementType(leaf.path.type) : int().type
}
