import { mismatches, type Mismatch } from '../../connectors/connector.ts'
import { StoreError } from '../../errors.ts'
import { keyText } from '../../fields/key.ts'
import { Failure } from '../run.ts'
import type { Source } from './source.ts'

/** The error of a stored value that its field could not take; `path` is dotted, from the row, with places in lists. */
export function misfitAt(
  { row, collection, prefix }: Pick<Source, 'row' | 'collection' | 'prefix'>,
  name: string,
): Failure | null {
  const noted = (row as { [mismatches]?: readonly Mismatch[] })[mismatches]
  if (!noted) return null
  const at = prefix + name
  const found = noted.find((one) => one.path === at)
  if (!found) return null
  const message = `${collection.name}.${at} of "${keyText(row.id)}" holds what is not ${found.type.name}`
  return new Failure(new StoreError('STORE_BAD_DATA', collection.store.name, message))
}
