import type { Filter } from '../query/filter.ts'
import type { Row } from '../query/row.ts'

/** Whom the token speaks for. */
export interface User {
  readonly id: string
  readonly roles: readonly string[]
}

/** Who may read rows: decided per document (`allowed`), by a filter, or per row by code. */
export interface ReadRule {
  (user: User | null): ReadDecision
  /** Everything that it may ask of anybody, at once: no decision costs more. For bounds, never for reading. */
  readonly costliest: ReadDecision
}

/** `all`, `none`, or the rows that a filter lets through. Code rules are `test` filters, or asynchronous `rows`. */
export interface ReadDecision {
  readonly filter: Filter
  /** Asynchronous or item-reading rules, per row after the load; null: none. */
  readonly rows: ((row: Row, items: unknown) => boolean | Promise<boolean>) | null
}

/** Whether a field may be read, decided without the row, or per row. */
export interface FieldRule {
  (user: User | null): boolean | ((row: Row) => boolean)
  /** For some users the row decides, so that it is loaded whole. */
  readonly ofRow: boolean
}
