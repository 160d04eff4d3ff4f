import type { Path } from '../../../../query/filter.ts'
import type { Served } from '../collection.ts'
import type { Column } from '../columns.ts'
import { literal, when, type Expression } from '../expression.ts'
import { valueOrAbsent } from '../missing.ts'
import { fittingElements } from '../read/elements.ts'

/** The values of a path in a document, as the server computes them. */
export interface Values {
  readonly column: Column
  /** The path unwinds lists: `expression` is a list then, else one value; what does not fit is null. */
  readonly many: boolean
  readonly expression: Expression
}

/** null where the server cannot tell which values fit, or has no way to read them. */
export function valuesOf(of: Served, path: Path): Values | null {
  const column = of.columns.of(path.names)
  if (!column?.kind || column.shape === 'object' || column.shape === 'objects') return null
  const { kind } = column
  const hits = of.forms.hits(column)
  if (kind.is('$x', hits) === null) return null
  const is = (value: Expression): Expression => kind.is(value, hits) ?? false
  const many = column.lists.length > 0 || column.shape === 'list'
  if (many)
    return emptyIfMissing(path) ? { column, many, expression: fittingElements(column, is) } : null
  const value = valueOrAbsent(column, path, of.typeOf())
  return value === null ? null : { column, many, expression: when(is(value), value, literal(null)) }
}

/** A missing list that reads as empty gives no values either. */
function emptyIfMissing({ absent }: Path): boolean {
  return absent === undefined || (Array.isArray(absent) && absent.length === 0)
}
