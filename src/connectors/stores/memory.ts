import { StoreError } from '../../errors.ts'
import type { Connector, OpenOptions, Shape, Store } from '../connector.ts'
import { rowDecoder } from '../decode.ts'
import { distinctItems, type PlacedRow } from '../distinct-items.ts'
import { ItemMistake } from '../item-mistake.ts'
import { isMap, ownMember } from '../stored-path.ts'
import { createTable } from '../table/table.ts'
import { tableStore } from '../table/table-store.ts'

/**
 * Rows that the configuration holds: `memory({ rows: { books: [...] } })` for a named store, or `{ rows: [...] }`
 * for one collection. A collection without rows is empty.
 */
const memory: Connector = {
  name: 'memory',
  schemes: ['memory'],
  async open(opened) {
    return {
      collection: async (shape) => openCollection(opened, shape),
      close: async () => {},
    }
  },
}
export default memory

function openCollection(opened: OpenOptions, shape: Shape): Store {
  const decode = rowDecoder(shape)
  const quarantine = (place: string, reason: string): void =>
    opened.log.warn(`${opened.name}: ${place} ${reason}; it is left out`)
  const items: PlacedRow[] = []
  storedRows(opened, shape).forEach((stored, number) => {
    const place = `${shape.name}[${number}]`
    try {
      items.push({ row: decode(stored), place })
    } catch (error) {
      if (!(error instanceof ItemMistake)) throw error
      quarantine(place, error.message)
    }
  })
  const table = createTable(distinctItems(items, quarantine))
  return tableStore('memory', () => table)
}

function storedRows(opened: OpenOptions, shape: Shape): readonly unknown[] {
  const all = shape.options['rows'] ?? opened.options['rows'] ?? {}
  const named = shape.options['collection']
  const name = typeof named === 'string' ? named : shape.name
  const rows = isMap(all) ? (ownMember(all, name) ?? []) : all
  if (Array.isArray(rows)) return rows
  const message = `memory: the rows of "${name}" must be a list of objects; use memory({ rows: { ${name}: [...] } })`
  throw new StoreError('STORE_BAD_DATA', opened.name, message)
}
