import type { Filter } from '../../../query/filter.ts'
import type { FieldSet } from '../../../query/row.ts'
import type { Sort } from '../../../query/sort.ts'

/** The operands of the outer `and`, whatever their nesting. */
export function operandsOf(filter: Filter): readonly Filter[] {
  return filter.kind === 'and' ? filter.of.flatMap(operandsOf) : [filter]
}

/** The names that conditions read; null: the whole row. */
export function readsOf(filters: readonly Filter[]): FieldSet {
  const names = new Set<string>()
  return filters.every((filter) => collect(filter, names)) ? [...names] : null
}

/** The names that keys of an order read; null: the whole row. */
export function sortReads(sort: Sort): FieldSet {
  const names = new Set<string>()
  for (const { path, through, compute } of sort) {
    const [first] = through ?? []
    if (first) names.add(first.near.names.join('.'))
    else if (!compute) names.add(path.names.join('.'))
    else if (compute.reads === null) return null
    else for (const name of compute.reads) names.add(name)
  }
  return [...names]
}

/** Both sets; null where one is the whole row. */
export function joinedSets(a: FieldSet, b: FieldSet): FieldSet {
  return a && b && [...new Set([...a, ...b])]
}

function collect(filter: Filter, names: Set<string>): boolean {
  if (filter.kind === 'and' || filter.kind === 'or')
    return filter.of.every((part) => collect(part, names))
  if (filter.kind === 'not') return collect(filter.of, names)
  if (filter.kind === 'test') {
    for (const name of filter.reads ?? []) names.add(name)
    return filter.reads !== null
  }
  names.add((filter.kind === 'linked' ? filter.link.near : filter.path).names.join('.'))
  return true
}
