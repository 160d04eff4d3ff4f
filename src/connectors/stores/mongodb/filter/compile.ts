import type { Filter } from '../../../../query/filter.ts'
import { allOf, anyOf, atMost, noneOf, type Bounds } from '../bounds.ts'
import type { Asked } from './asked.ts'
import { compareBounds } from './compare.ts'
import { elementsBounds } from './elements.ts'
import { idBounds } from './id.ts'
import { keysBounds } from './keys.ts'

/**
 * A filter in the query language. What the server means differently is guarded, so that where the bounds are exact it
 * answers as the reference does; elsewhere `upper` lets through all that matches, and more.
 */
export function filterBounds(filter: Filter, asked: Asked): Bounds {
  switch (filter.kind) {
    case 'and':
      return allOf(filter.of.map((part) => filterBounds(part, asked)))
    case 'or':
      return anyOf(filter.of.map((part) => filterBounds(part, asked)))
    case 'not':
      return noneOf(filterBounds(filter.of, asked))
    case 'compare':
      return idBounds(filter, asked) ?? compareBounds(filter, asked)
    case 'keys':
      return keysBounds(filter, asked)
    case 'elements':
      return elementsBounds(filter, asked)
    case 'test':
      return atMost(true)
    case 'linked':
      throw new TypeError(`A condition on linked ${filter.link.to} came to a store unresolved`)
  }
}

/** Dotted names of every path that a filter reads, from the document. */
export function namesIn(filter: Filter, element: readonly string[] = []): readonly string[][] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.flatMap((part) => namesIn(part, element))
    case 'not':
      return namesIn(filter.of, element)
    case 'elements': {
      const list = [...element, ...filter.path.names]
      return [list, ...namesIn(filter.of, list)]
    }
    case 'compare':
    case 'keys':
      return [[...element, ...filter.path.names]]
    default:
      return []
  }
}
