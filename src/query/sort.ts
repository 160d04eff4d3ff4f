import type { LinkEnds, Path } from './filter.ts'
import type { Row } from './row.ts'

/** One key of an order. Nulls and missing come first ascending, last descending. */
export interface SortKey {
  readonly path: Path
  readonly direction: 'asc' | 'desc'
  /**
   * Through refs: the links from the row to the item that holds `path`. The gateway's work. Rows without that
   * item come last in both directions.
   */
  readonly through?: readonly LinkEnds[]
  /** A computed field: what code makes of the row (of the far row, behind `through`). The gateway's work. */
  readonly compute?: {
    readonly reads: readonly string[] | null
    readonly from: (row: Row) => unknown
  }
}

/** The id is always the last key. An empty sort is the store's own order. */
export type Sort = readonly SortKey[]
