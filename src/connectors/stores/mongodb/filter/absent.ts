import { allOf, anyOf, exactly, noneOf, type Bounds } from '../bounds.ts'
import type { Column } from '../columns.ts'
import { guarded } from './place.ts'

/** Documents that hold the key, whatever its value. */
export function present(column: Column): Bounds {
  return exactly(guarded(column, { [column.at]: { $exists: true } }))
}

/** A map, and no list of maps. */
export function isMap(at: string): Bounds {
  return exactly(guarded({ at, kind: null }, { [at]: { $type: 3, $not: { $type: 4 } } }))
}

/** What holds of documents without the key, where the object around it is there: `absent` says what it means. */
export function withAbsent(column: Column, bounds: Bounds, holds: boolean): Bounds {
  const inside = column.around === null ? exactly(true) : isMap(column.around)
  const missing = allOf([noneOf(present(column)), inside])
  return holds ? anyOf([bounds, missing]) : allOf([bounds, noneOf(missing)])
}
