import { keyText, type Key } from '../../../../fields/key.ts'
import { compareKeys } from '../../../../fields/key.ts'
import type { Filter } from '../../../../query/filter.ts'
import type { FieldSet, Row } from '../../../../query/row.ts'
import { idType } from '../../../../fields/id.ts'
import type { StoreContext } from '../../../connector.ts'
import { askedOf, type Served } from '../collection.ts'
import { quickly } from '../reading.ts'
import { rowsOf } from './find.ts'

/** The rows with these ids, by position: one query, whatever forms the ids have. */
export async function byIds(
  of: Served,
  ids: readonly Key[],
  ask: { fields: FieldSet; ctx: StoreContext },
): Promise<readonly (Row | null)[]> {
  if (ids.length === 0) return []
  const { fields, ctx } = ask
  const filter: Filter = { kind: 'keys', path: { names: ['id'], type: idType }, keys: ids }
  const { bounds } = await askedOf(of, { filter, uses: { anyId: true } }, ctx)
  const rows = await rowsOf(
    of,
    {
      query: bounds.upper,
      order: { sort: new Map(), computed: {} },
      skip: 0,
      limit: null,
      projection: of.projection(fields),
    },
    { ctx, ms: quickly },
  )
  const found = firstOfEach(rows)
  return ids.map((id) => found.get(keyText(id)) ?? null)
}

/** Of rows whose ids print alike the first in order. */
export function firstOfEach(rows: readonly Row[]): Map<string, Row> {
  const found = new Map<string, Row>()
  for (const row of rows) {
    const text = keyText(row.id)
    const known = found.get(text)
    if (!known || compareKeys(row.id, known.id) < 0) found.set(text, row)
  }
  return found
}
