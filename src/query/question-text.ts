import { StoreKey } from '../fields/key.ts'
import type { Filter, Path } from './filter.ts'
import type { Question } from './question.ts'
import type { Sort } from './sort.ts'
import type { SummaryQuestion } from './summary.ts'

/**
 * A question as text: equal questions give the same text and different ones never do. Null where it holds code or an
 * unresolved link, of which no text can be made.
 */
export function questionText({ filter, sort, page, fields, must }: Question): string | null {
  const conditions = filterParts(filter)
  const order = sortParts(sort)
  const rule = must ? filterParts(must) : []
  if (!conditions || !order || !rule) return null
  return JSON.stringify([conditions, order, plain(page), fields, rule])
}

/** The same for a summary. */
export function summaryText({ filter, by, figures }: SummaryQuestion): string | null {
  const conditions = filterParts(filter)
  const keys = by.map(({ path, part }) => [path.names, part])
  const asked = figures.map(({ fn, path }) => [fn, path.names])
  return conditions && JSON.stringify([conditions, keys, asked])
}

/** Values, keys and lists of them as JSON that keeps their types apart. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return ['bigint', String(value)]
  if (value === undefined) return ['undefined']
  if (typeof value === 'number' && !Number.isFinite(value)) return ['number', String(value)]
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return ['date', value.getTime()]
  if (value instanceof StoreKey) return [value.kind, value.text]
  if (value instanceof Uint8Array) return ['bytes', [...value]]
  if (Array.isArray(value)) return ['list', value.map(plain)]
  return ['map', Object.entries(value).map(([name, member]) => [name, plain(member)])]
}

function filterParts(filter: Filter): readonly unknown[] | null {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const parts = filter.of.map(filterParts)
      return parts.includes(null) ? null : [filter.kind, parts]
    }
    case 'not':
      return around(['not'], filter.of)
    case 'elements':
      return around(['elements', filter.quantifier, ...pathParts(filter.path)], filter.of)
    case 'compare':
      return [filter.op, ...pathParts(filter.path), plain(filter.value), filter.ignoreCase === true]
    case 'keys':
      return ['keys', ...pathParts(filter.path), filter.keys.map(plain)]
    case 'linked':
    case 'test':
      return null
  }
}

function around(before: readonly unknown[], of: Filter): readonly unknown[] | null {
  const inner = filterParts(of)
  return inner && [...before, inner]
}

function pathParts({ names, absent }: Path): readonly unknown[] {
  return [names, plain(absent)]
}

function sortParts(sort: Sort): readonly unknown[] | null {
  if (sort.some(({ through, compute }) => through ?? compute)) return null
  return sort.map(({ path, direction }) => [...pathParts(path), direction])
}
