/** Every limit of the product. `limits` in the configuration changes each; each has a test at n and n+1. */
export interface Limits {
  /** Levels of a document: a root field is 1, leaves count, `nodes edges node pageInfo` do not. */
  readonly depth: number
  readonly aliases: number
  readonly rootFields: number
  /** Tokens of a document, and its fields with all fragments written out. */
  readonly tokens: number
  /** Conditions of all filters of an operation. */
  readonly conditions: number
  readonly filterNesting: number
  /** Values in one `in`, `nin`, `hasAll`, `hasAny`. */
  readonly inValues: number
  /** Ids in one `…ByIds`. */
  readonly ids: number
  readonly skip: number
  /** Store calls of an operation, by its bound. */
  readonly calls: number
  /** Rows of an operation, by its bound. */
  readonly rows: number
  /** Rows that the gateway reads to finish in memory what a store cannot do, per step. */
  readonly rowBudget: number
  /** Further pages and chunks that residual work reads while running. */
  readonly scannedPages: number
  /** Rows of a page without `first` or `last`, and at most. */
  readonly pageDefault: number
  readonly pageMax: number
  readonly groupsDefault: number
  readonly groupsMax: number
  readonly distinct: number
  /** Bytes of a request's body. */
  readonly bodyBytes: number
  /** Milliseconds for an operation. */
  readonly timeout: number
}

/** The limits where the configuration names no others. */
export const defaultLimits: Limits = Object.freeze({
  depth: 12,
  aliases: 30,
  rootFields: 20,
  tokens: 2_000,
  conditions: 50,
  filterNesting: 10,
  inValues: 1_000,
  ids: 1_000,
  skip: 10_000,
  calls: 200,
  rows: 100_000,
  rowBudget: 10_000,
  scannedPages: 200,
  pageDefault: 20,
  pageMax: 100,
  groupsDefault: 100,
  groupsMax: 1_000,
  distinct: 1_000,
  bodyBytes: 262_144,
  timeout: 10_000,
})
