import type { Filter, Path } from './filter.ts'

/** Functions over the values of a field. Null takes part in none; of nothing: 0, `[]`, else null. */
export type SummaryFunction = 'sum' | 'avg' | 'min' | 'max' | 'distinct' | 'distinctCount'

/** One figure: a function over a field. */
export interface Figure {
  readonly fn: SummaryFunction
  readonly path: Path
}

/** What rows are grouped by: the value, or a part of a date (UTC). Lists are unwound. */
export interface GroupKey {
  readonly path: Path
  readonly part: 'value' | 'year' | 'month' | 'day'
}

/** Count and figures over all matching rows, or per group when `by` is not empty. */
export interface SummaryQuestion {
  readonly filter: Filter
  readonly by: readonly GroupKey[]
  readonly figures: readonly Figure[]
}

/** One group: its key values (null is a group of its own), the number of rows, one value per figure. */
export interface Summary {
  readonly key: readonly unknown[]
  readonly count: number
  readonly values: readonly unknown[]
}

/** `summarise` answers exactly one `Summary` with an empty key when `by` is empty. */
export type SummaryAnswer = readonly Summary[]
