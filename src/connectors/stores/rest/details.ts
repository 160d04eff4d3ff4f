import { StoreError } from '../../../errors.ts'
import { keyText, type Key } from '../../../fields/key.ts'
import type { FieldSet, Row } from '../../../query/row.ts'
import type { Call } from './call.ts'
import { carries, hasDetails } from './carried.ts'
import { loadByIds } from './load.ts'
import type { Resource } from './resource.ts'

/** Rows of a list with the fields that lists do not carry. An item that is gone meanwhile stays as it was listed. */
export async function withFields(
  resource: Resource,
  call: Call,
  { rows, fields }: { rows: readonly Row[]; fields: FieldSet },
): Promise<readonly Row[]> {
  if (carries(resource, fields) || !hasDetails(resource)) return rows
  if (rows.every((row) => call.whole.has(row))) return rows
  const found = await detailsOf(resource, call, { rows, fields })
  return rows.map((row) => found.get(keyText(row.id)) ?? row)
}

/** The details of rows, by the text of their ids, over what the list said. @throws StoreError the first of any item */
export async function detailsOf(
  resource: Resource,
  call: Call,
  { rows, fields }: { rows: readonly Row[]; fields: FieldSet },
): Promise<ReadonlyMap<string, Row>> {
  const found = new Map<string, Row>()
  const ids: Key[] = []
  for (const row of rows) {
    if (call.whole.has(row)) found.set(keyText(row.id), row)
    else ids.push(row.id)
  }
  const loaded = await loadByIds(resource, call, { ids, fields, whole: true })
  for (const row of rows) {
    const detail = loaded.get(keyText(row.id))
    if (detail instanceof StoreError) throw detail
    if (!detail) continue
    const joined = { ...row, ...detail }
    call.whole.add(joined)
    found.set(keyText(row.id), joined)
  }
  return found
}
