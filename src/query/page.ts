/**
 * Which part of the sorted rows. Without `last` the page is read forwards: `first` rows after `after`, `skip`
 * left out before them; with `last` backwards from `before` (or the end). Rows come in sort order either way.
 */
export interface Page {
  /** null: all. */
  readonly first: number | null
  readonly last: number | null
  readonly after: Position | null
  readonly before: Position | null
  readonly skip: number
  /** Also count all rows that match, page or not. */
  readonly total: boolean
  /** `false`: nobody asks whether more rows lie beyond a page that is full, so that a store need not read on to know. */
  readonly more?: false
}

/**
 * A place in an order: one value per sort key (the last is the id, a `Key`), or, in the store's own order, the
 * position of the row among the matching rows, from 0. `missing` marks the keys whose far item was absent.
 */
export interface Position {
  readonly values: readonly unknown[]
  readonly index?: number
  readonly missing?: readonly number[]
}

/** Everything, uncounted. */
export const wholeList: Page = Object.freeze({
  first: null,
  last: null,
  after: null,
  before: null,
  skip: 0,
  total: false,
})
