import type { Document } from 'mongodb'
import type { Compare, Filter, Path } from '../../../query/filter.ts'
import { nothing } from '../../../query/filter.ts'
import type { Position } from '../../../query/page.ts'
import type { Question } from '../../../query/question.ts'
import type { Sort } from '../../../query/sort.ts'
import type { Served } from './collection.ts'
import { literal, when, type Expression } from './expression.ts'
import { valueOrAbsent } from './missing.ts'

/** An order as the server sorts: `computed` fields are added before, and taken away after. */
export interface Order {
  readonly sort: ReadonlyMap<string, 1 | -1>
  readonly computed: Document
}

/** Names that no stored field has. */
const COMPUTED = '__refract_sort_'

/** The order of a question; null where it is the gateway's work. The columns' forms are known by now. */
export function orderOf(of: Served, sort: Sort, backwards: boolean): Order | null {
  const order: { sort: Map<string, 1 | -1>; computed: Record<string, Expression> } = {
    sort: new Map(),
    computed: {},
  }
  for (const [i, { path, direction, through, compute }] of sort.entries()) {
    const key = through || compute ? null : keyOf(of, path)
    if (!key) return null
    const name = typeof key.at === 'string' ? key.at : `${COMPUTED}${i}`
    if (typeof key.at !== 'string') order.computed[name] = key.at.expression
    if (!order.sort.has(name)) order.sort.set(name, (direction === 'asc') === backwards ? -1 : 1)
  }
  return order
}

interface SortedBy {
  readonly at: string | { readonly expression: Expression }
}

function keyOf(of: Served, path: Path): SortedBy | null {
  const isId = path.names.length === 1 && path.names[0] === 'id'
  if (isId && of.template) return { at: { expression: of.template.expression } }
  const column = of.columns.of(path.names)
  if (!column?.kind || column.shape !== 'value' || column.lists.length > 0) return null
  if (isId || (column.kind.trusted && path.absent === undefined)) return { at: column.at }
  const value = valueOrAbsent(column, path, of.typeOf())
  const is = value === null ? null : column.kind.is(value, of.forms.hits(column))
  return is === null ? null : { at: { expression: when(is, value, literal(null)) } }
}

/** What lies between the cursors of a page, as a filter. */
export function betweenCursors(
  of: Served,
  { sort, page: { after, before } }: Pick<Question, 'sort' | 'page'>,
): readonly Filter[] {
  const keys = sort.map((key) => ({ ...key, typed: printsAlike(of, key.path) }))
  return [
    ...(after ? [beyond(keys, after, 'after')] : []),
    ...(before ? [beyond(keys, before, 'before')] : []),
  ]
}

/** Values that are equal as keys may stand apart in order: 10 comes before "10". */
function printsAlike(of: Served, { names }: Path): boolean {
  return of.columns.of(names)?.kind?.identity !== undefined
}

type Keys = readonly (Sort[number] & { readonly typed: boolean })[]

/** Rows behind (or before) a place: the first key on which they differ decides. */
function beyond(sort: Keys, { values }: Position, side: 'after' | 'before'): Filter {
  const of = sort.map(({ path, direction }, i): Filter => {
    const equal = sort.slice(0, i).map((key, j) => same(key, values[j]))
    const larger = (direction === 'asc') === (side === 'after')
    return { kind: 'and', of: [...equal, differs(path, values[i], larger)] }
  })
  return { kind: 'or', of }
}

function same({ path, typed }: Keys[number], value: unknown): Filter {
  if (isNull(value)) return compare(path, 'isNull', true)
  return typed ? compare(path, 'between', [value, value]) : compare(path, 'eq', value)
}

/** Nulls stand below all values. */
function differs(path: Path, value: unknown, larger: boolean): Filter {
  if (isNull(value)) return larger ? compare(path, 'isNull', false) : nothing
  if (larger) return compare(path, 'gt', value)
  return { kind: 'or', of: [compare(path, 'lt', value), compare(path, 'isNull', true)] }
}

function compare(path: Path, op: Compare['op'], value: unknown): Filter {
  return { kind: 'compare', path, op, value }
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined
}
