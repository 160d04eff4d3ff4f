import type { Fields } from '../fields/field.ts'
import type { Ref } from '../fields/ref.ts'
import type { RefsList } from '../fields/refs-list.ts'

/**
 * A condition on one field: operators, or the names inside an object, across a link, or of the fields of a
 * list's elements under `some`, `every`, `none`. All that it names hold.
 */
export interface Condition {
  readonly eq?: unknown
  readonly ne?: unknown
  readonly in?: readonly unknown[]
  readonly nin?: readonly unknown[]
  readonly lt?: unknown
  readonly lte?: unknown
  readonly gt?: unknown
  readonly gte?: unknown
  /** Both ends included. */
  readonly between?: readonly unknown[]
  /** The key is there, whatever its value. */
  readonly exists?: boolean
  readonly isNull?: boolean
  readonly contains?: string
  readonly startsWith?: string
  readonly endsWith?: string
  /** Only on fields that say `matches: true`. */
  readonly matches?: string
  /** Unicode simple case folding, for the text operators beside it. */
  readonly ignoreCase?: boolean
  readonly [name: string]: unknown
}

/**
 * A filter, named as the `where` of the GraphQL API. First-level names are checked by TypeScript, deeper ones
 * and values when the gateway starts.
 *
 * @example
 * where: { pages: { gte: 100 }, or: [{ genre: { eq: 'novel' } }, { author: { name: { startsWith: 'A' } } }] }
 */
export type Where<F = Fields, C = unknown> = {
  readonly [K in Named<F, C> | KeyName<F>]?: Condition
} & Combined<F, C>

interface Combined<F, C> {
  readonly and?: readonly Where<F, C>[]
  readonly or?: readonly Where<F, C>[]
  readonly not?: Where<F, C>
}

/** What an item has by name. */
type Named<F, C> = (keyof F & string) | (keyof C & string) | 'id' | 'meta'

/** The stored keys of links: `authorId`, `tagsIds`, `countryCca2`. */
type KeyName<F> = {
  [K in keyof F]: F[K] extends Ref | RefsList ? `${K & string}${Capitalize<string>}` : never
}[keyof F]

/** Nulls come first ascending, last descending. */
export type Direction = 'asc' | 'desc'

/** One key of an order: a field, or one inside an object or across a ref. */
export interface SortInput {
  readonly [name: string]: Direction | SortInput
}

/**
 * One key of an order of a collection's own items.
 *
 * @example
 * sort: [{ title: 'asc' }, { author: { name: 'desc' } }]
 */
export type SortKeyInput<F = Fields, C = unknown> = {
  readonly [K in Named<F, C>]?: Direction | SortInput
}
