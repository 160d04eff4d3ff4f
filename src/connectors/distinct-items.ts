import { keyText } from '../fields/key.ts'
import type { Row } from '../query/row.ts'

/** A row, and what a person would call the place it came from. */
export interface PlacedRow {
  readonly row: Row
  readonly place: string
}

/** The first row of every id, as printed; `later` hears of the others. */
export function distinctItems(
  items: readonly PlacedRow[],
  later: (place: string, reason: string) => void,
): Row[] {
  const places = new Map<string, string>()
  const rows: Row[] = []
  for (const { row, place } of items) {
    const id = keyText(row.id)
    const first = places.get(id)
    if (first === undefined) {
      places.set(id, place)
      rows.push(row)
    } else {
      later(place, `has the id ${JSON.stringify(id)}, which ${first} has already`)
    }
  }
  return rows
}
