import type { Elements } from '../../../../query/filter.ts'
import { match } from '../../../../query/match.ts'
import type { Row } from '../../../../query/row.ts'
import { allOf, atMost, exactly, isExact, noneOf, type Bounds, type Query } from '../bounds.ts'
import type { Column } from '../columns.ts'
import { withAbsent } from './absent.ts'
import { columnAt, type Asked } from './asked.ts'
import { fittingList } from './lists.ts'

/** `some every none` of a list of objects; a list that does not fit is none. */
export function elementsBounds(filter: Elements, asked: Asked): Bounds {
  const { path, quantifier, of } = filter
  const column = columnAt(asked, path.names)
  if (!column || column.astray) return atMost(true)
  if (column.shape !== 'objects') return atMost(true)
  const inside = { ...asked, element: [...asked.element, ...path.names] }
  const holds = asked.compile(of, inside)
  const bounds = allOf([fittingList(column, asked), quantified(quantifier, column, holds)])
  return path.absent === undefined ? bounds : withAbsent(column, bounds, ofMissing(filter))
}

function quantified(quantifier: Elements['quantifier'], column: Column, holds: Bounds): Bounds {
  if (quantifier === 'some') return holding(column, holds)
  return noneOf(holding(column, quantifier === 'none' ? holds : noneOf(holds)))
}

function holding({ at }: Column, holds: Bounds): Bounds {
  const one = (query: Query): Query => {
    if (query === false) return false
    return query === true ? { [`${at}.0`]: { $exists: true } } : { [at]: { $elemMatch: query } }
  }
  const upper = one(holds.upper)
  return isExact(holds) ? exactly(upper) : { upper, lower: one(holds.lower) }
}

/** What the reference says of a missing list that reads as `absent`. */
function ofMissing(filter: Elements): boolean {
  return match({ ...filter, path: { ...filter.path, names: ['list'] } })({ id: 0 } as Row)
}
