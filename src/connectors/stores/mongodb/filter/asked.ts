import type { Filter } from '../../../../query/filter.ts'
import type { Bounds } from '../bounds.ts'
import type { Column, Columns } from '../columns.ts'
import type { Hits } from '../kinds/kind.ts'
import type { IdTemplate } from '../id-template.ts'

/** What compiling a filter needs to know of the collection. */
export interface Asked {
  /** Compiles a filter that stands inside another. */
  readonly compile: (filter: Filter, asked: Asked) => Bounds
  readonly columns: Columns
  /** What probing found of a column. */
  readonly hits: (column: Column) => Hits
  /** How ids are composed, where they are. */
  readonly template: IdTemplate | null
  /** Inside `some every none`: the names of the list, in whose elements paths start. */
  readonly element: readonly string[]
}

/** The column of a path, which starts in the element where the filter does. */
export function columnAt({ columns, element }: Asked, names: readonly string[]): Column | null {
  return columns.of(element.length === 0 ? names : [...element, ...names])
}
