import type { CollectionModel } from '../model/model.ts'
import { sortable } from '../model/sort.ts'
import type { Inputs } from './builder.ts'
import { targetOf, type Compilation } from './compilation.ts'
import { one } from './describe.ts'
import { sortExample } from './examples.ts'
import type { Leaf } from './members.ts'
import { mirrored } from './mirror.ts'
import { namesOf } from './where.ts'

/** What to sort a collection by: `BookSort`. */
export function sortInput(c: Compilation, of: CollectionModel): string {
  return c.types.input(of.names.sort, () => ({
    description: `What to sort by, one per element of the list; the id decides between equals. Nulls come first ascending, text goes by code point.\n\nExample: ${sortExample(c, of)}`,
    oneOf: true,
    fields: () => sortInputs(c, of),
  }))
}

function sortInputs(c: Compilation, of: CollectionModel): Inputs {
  const direction = { type: sortDirection(c) }
  return mirrored<{ type: string }>(c, of, {
    leaf: ({ leaf }) => (hasOrder(leaf) ? direction : null),
    one: ({ link }) => ({ type: sortInput(c, targetOf(c, link.to)) }),
    object: (field, inside) => {
      const { sort, type } = namesOf(field)
      const description = `What of ${one(type)} to sort by.`
      return {
        type: c.types.input(sort, () => ({
          description,
          oneOf: true,
          fields: () => inside as Inputs,
        })),
      }
    },
  })
}

/** `SortDirection`, `'asc'` and `'desc'` in code. */
export function sortDirection(c: Compilation): string {
  return c.types.enumeration('SortDirection', () => ({
    description: 'Which way to sort.',
    values: {
      ASC: { value: 'asc', description: 'Smallest first, nulls before everything.' },
      DESC: { value: 'desc', description: 'Largest first, nulls behind everything.' },
    },
  }))
}

/** Ids and single keys have an order; of values those that say so. */
function hasOrder({ source, list, field, computed }: Leaf): boolean {
  if (computed) return sortable(computed.of)
  return source === 'value' && field ? sortable(field) : !list
}
