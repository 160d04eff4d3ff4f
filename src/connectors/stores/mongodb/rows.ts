import { Binary, Decimal128, type Document } from 'mongodb'
import type { Row } from '../../../query/row.ts'
import type { Shape, StoreLog } from '../../connector.ts'
import { rowDecoder } from '../../decode.ts'
import { ItemMistake } from '../../item-mistake.ts'
import { dottedPath } from '../../stored-path.ts'
import { idSource } from './columns.ts'
import { nativeFor } from './native.ts'

/** A document as a row; null where it has no id that a key can be. */
export type RowReader = (document: Document) => Row | null

const SAID = 20

/** Documents that cannot be served are left out; the first ones are named in the log. */
export function rowReader(
  shape: Shape,
  { store, log }: { store: string; log: StoreLog },
): RowReader {
  const { at } = idSource(shape)
  const idFrom = shape.idFrom ?? '_id'
  const decode = rowDecoder({ ...shape, idFrom }, { native: nativeFor })
  const readId = at === null ? () => undefined : dottedPath(at)
  const said = new Set<string>()
  return (document) => {
    try {
      const id = readId(document)
      if (isOdd(id)) throw new ItemMistake('has an id that is no key')
      return decode(document)
    } catch (error) {
      if (!(error instanceof ItemMistake)) throw error
      const line = `${store} (${shape.name}): the document ${String(document['_id'])} ${error.message}; it is left out`
      if (said.size < SAID && !said.has(line)) log.warn(line)
      if (said.size < SAID) said.add(line)
      return null
    }
  }
}

/** Decimals and bytes look like keys once decoded. */
function isOdd(id: unknown): boolean {
  return id instanceof Decimal128 || (id instanceof Binary && id.sub_type !== Binary.SUBTYPE_UUID)
}
