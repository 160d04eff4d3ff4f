import type { Filter } from '../query/filter.ts'
import type { FieldSet } from '../query/row.ts'
import type { Sort } from '../query/sort.ts'
import { both, everything } from '../query/filter.ts'

/** A filter in two: what any store may be asked, and what only code can test (null: nothing). */
export interface Split {
  readonly push: Filter
  readonly tests: Filter | null
}

/** Takes off the operands of the outer `and` that hold code. */
export function splitTests(filter: Filter): Split {
  if (!hasTest(filter)) return { push: filter, tests: null }
  if (filter.kind !== 'and') return { push: everything, tests: filter }
  let push = everything
  let tests = everything
  for (const part of filter.of) {
    const inner = splitTests(part)
    push = both(push, inner.push)
    if (inner.tests) tests = both(tests, inner.tests)
  }
  return { push, tests }
}

function hasTest(filter: Filter): boolean {
  if (filter.kind === 'test') return true
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.some(hasTest)
  return 'of' in filter && hasTest(filter.of)
}

/** A sort that no store can do: through refs, or by what code computes. */
export function sortsInGateway(sort: Sort): boolean {
  return sort.some((key) => key.through !== undefined || key.compute !== undefined)
}

/** The names that finishing needs on top of what the answer shows; null: the whole row. */
export function withNeeds(
  fields: FieldSet,
  needs: { filter: Filter | null; sort: Sort },
): FieldSet {
  const names = new Set<string>()
  const whole =
    fields === null ||
    (needs.filter !== null && !readBy(needs.filter, names)) ||
    !readBySort(needs.sort, names)
  if (whole) return null
  for (const name of fields) names.add(name)
  names.delete('id')
  return [...names].sort()
}

/** Collects what a filter reads; false: the whole row. */
function readBy(filter: Filter, names: Set<string>): boolean {
  if (filter.kind === 'and' || filter.kind === 'or')
    return filter.of.every((part) => readBy(part, names))
  if (filter.kind === 'not') return readBy(filter.of, names)
  if (filter.kind === 'test') {
    for (const name of filter.reads ?? []) names.add(name)
    return filter.reads !== null
  }
  names.add((filter.kind === 'linked' ? filter.link.near : filter.path).names.join('.'))
  return true
}

function readBySort(sort: Sort, names: Set<string>): boolean {
  for (const { path, through, compute } of sort) {
    const [first] = through ?? []
    if (first) names.add(first.near.names.join('.'))
    else if (!compute) names.add(path.names.join('.'))
    else if (compute.reads === null) return false
    else for (const name of compute.reads) names.add(name)
  }
  return true
}
