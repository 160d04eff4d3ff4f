import type { Fields } from '../fields/field.ts'
import type { Collection } from './collection.ts'
import type { SortKeyInput, Where } from './question.ts'
import type { Rule } from './rule.ts'

/** What a selection is declared with. */
export interface SelectionOptions<F = Fields, C = unknown> {
  /** Shown in GraphiQL. */
  readonly description?: string
  /** Columns by name, as paths along the model, `[*]` through lists: `{ author: '$.author.name' }`. Without it, the items. */
  readonly show?: { readonly [column: string]: string }
  /** Which items; the caller's `where` is added. */
  readonly where?: Where<F, C>
  /** In which order; the caller's `sort` replaces it. */
  readonly sort?: readonly SortKeyInput<F, C>[]
  /** Who may ask; rules of the collection and of its fields hold as well. */
  readonly can?: Rule<F, C>
}

/** A declared selection, frozen. */
export interface Selection {
  readonly kind: 'selection'
  readonly on: Collection
  readonly options: Readonly<Record<string, unknown>>
}

/**
 * Declares a named question; it becomes a query, `frenchBooks` for `export const french`.
 *
 * @example
 * export const french = selection(books, {
 *   show: { title: '$.title', author: '$.author.name' },
 *   where: { author: { nationality: { eq: 'FR' } } },
 *   sort: [{ title: 'asc' }],
 *   can: true,
 * })
 */
export function selection<F extends Fields, C>(
  on: Collection<F, C>,
  options: SelectionOptions<NoInfer<F>, NoInfer<C>>,
): Selection {
  return Object.freeze({ kind: 'selection', on, options: Object.freeze({ ...options }) })
}
