import type { Issue } from '../errors.ts'
import type { FieldType } from '../fields/field.ts'
import { decimal } from '../fields/decimal.ts'
import { float } from '../fields/float.ts'
import { int } from '../fields/int.ts'
import { listType } from '../fields/list-type.ts'
import { fieldPath } from '../model/field-path.ts'
import type { FieldModel } from '../model/model.ts'
import { compares } from '../model/where-values.ts'
import type { Path } from '../query/filter.ts'
import type { Arrangement } from '../query/groups.ts'
import type { Figure, SummaryFunction } from '../query/summary.ts'
import { elementType } from '../query/value.ts'
import { asMap, type GroupAsk as Ask } from './group-ask.ts'
import { forbidden, leaves, typeOfLeaf, type Found, type GroupLeaf } from './group-by.ts'
import { readablePath } from './readable-path.ts'
import { figureIndex } from './summary.ts'

type Target = Arrangement['having'][number]['target']

/** The conditions on groups; figures that nobody shows are added to `figures`. */
export function havingOf(ask: Ask, figures: Figure[], issues: Issue[]): Arrangement['having'] {
  const { inValues } = ask.model.limits
  const into = { figures, at: ['having'], issues }
  const asked = targets(ask, asMap(ask.given['having']), into)
  return asked.flatMap(({ target, type, value, names }) => {
    const path: Path = { names, type }
    const element = type.element ?? type
    const subject = { path, element, operators: type.operators, inValues }
    return compares(subject, value, ['having', ...names], issues).flatMap((one) =>
      one.kind === 'compare'
        ? [{ target, type, op: one.op, value: one.value, ignoreCase: one.ignoreCase === true }]
        : [],
    )
  })
}

/** The order of groups. */
export function sortOf(
  ask: Ask,
  wish: { by: readonly GroupLeaf[]; figures: Figure[] },
  issues: Issue[],
): Arrangement['sort'] {
  const entries = Array.isArray(ask.given['sort']) ? ask.given['sort'] : []
  return entries.flatMap((entry: unknown, place) => {
    const { key, ...rest } = asMap(entry)
    const into = { figures: wish.figures, at: ['sort', place], issues }
    const sorted = targets(ask, rest, into).map(({ target, type, value }) => ({
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
    if (!leaf) {
      issues.push(forbidden(path))
      return []
    }
    issues.push({
      path,
      code: 'unknown',
      message: 'is not in "by"; groups sort by what they are grouped by',
    })
    return []
  })
}

/** Where figures are added, and what is wrong with those that are asked for. */
interface Into {
  readonly figures: Figure[]
  readonly at: Issue['path']
  readonly issues: Issue[]
}

/** `{ count: …, sum: { pages: … } }`: what each leaf speaks of. */
function targets(ask: Ask, given: Record<string, unknown>, { figures, at, issues }: Into) {
  const found: { target: Target; type: FieldType; value: unknown; names: readonly string[] }[] = []
  for (const [name, value] of Object.entries(given)) {
    if (name === 'count') {
      found.push({ target: { kind: 'count' }, type: int().type, value, names: [name] })
      continue
    }
    const fn = name as SummaryFunction
    figureTargets(ask, { fields: ask.collection.fields, given: asMap(value), names: [] }, (one) => {
      if (!readablePath(ask.collection, one.path.names, ask.mayRead)) {
        issues.push(forbidden([...at, name, ...one.names]))
        return
      }
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
  if (fn === 'distinct') return listType(type)
  if (fn !== 'sum' && fn !== 'avg') return type
  return type.number === 'exact' ? decimal().type : float().type
}
