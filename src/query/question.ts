import type { Filter } from './filter.ts'
import type { Page } from './page.ts'
import type { FieldSet, Row } from './row.ts'
import type { Sort } from './sort.ts'

/** A store-neutral question for a list of rows. */
export interface Question {
  readonly filter: Filter
  readonly sort: Sort
  readonly page: Page
  readonly fields: FieldSet
  /**
   * The part of `filter` that is a rule, the very same conditions: never trusted to a store that does not show what they
   * read. Without it all of `filter` is taken for one.
   */
  readonly must?: Filter
}

/** What a store answers. */
export interface Answer {
  /** In sort order, as far as the store sorted. */
  readonly rows: readonly Row[]
  /** More rows lie beyond the page in the direction of reading. */
  readonly more: boolean
  /** Number of matching rows, where `page.total` asked for it. */
  readonly total?: number
  /** Where each row stands among the matching rows, for the store's own order. */
  readonly offset?: number
  /** What the store has not done; the gateway does it. Never fewer rows than asked. */
  readonly rest?: Rest
}

/**
 * The undone part of a question: the conditions still to test, the sort or the page still to apply. An undone page
 * comes from the first row on; where `more` is true too, the gateway reads on by `skip` and `first` alone, in the
 * store's own order (`sort: []`). Every store honours that; it may hand out fewer rows than `first`, with `more`.
 */
export interface Rest {
  readonly filter?: Filter
  readonly sort?: boolean
  readonly page?: boolean
}
