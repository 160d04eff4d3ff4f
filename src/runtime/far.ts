import { keyText, type Key } from '../fields/key.ts'
import type { LinkEnds, Path } from '../query/filter.ts'
import { farAbsent } from '../query/order.ts'
import type { FieldSet, Row } from '../query/row.ts'
import type { Sort } from '../query/sort.ts'
import { keysAt, valueAt } from '../query/value.ts'
import type { Run } from './run.ts'

/** A value behind refs, or computed: what sorts and groups need that a row does not hold. */
export interface FarLeaf {
  readonly through: readonly LinkEnds[]
  readonly path: Path
  readonly compute?: {
    readonly reads: readonly string[] | null
    readonly from: (row: Row) => unknown
  }
}

/** Values of sort keys by row; stands in for `valueAt` in the evaluator. */
export async function sortValues(
  run: Run,
  ask: { rows: readonly Row[]; sort: Sort },
): Promise<(row: Row, key: number) => unknown> {
  const columns = await Promise.all(
    ask.sort.map(({ through, path, compute }) =>
      through || compute
        ? farColumn(run, {
            rows: ask.rows,
            leaf: { through: through ?? [], path, ...(compute && { compute }) },
          })
        : null,
    ),
  )
  return (row, key) => {
    const column = columns[key]
    const sortKey = ask.sort[key]
    if (column) return column.get(row)
    return sortKey ? valueAt(row, sortKey.path) : undefined
  }
}

/** One far value per row, with one call per link of the chain; `farAbsent` where no visible item stands there. */
export async function farColumn(
  run: Run,
  ask: { rows: readonly Row[]; leaf: FarLeaf },
): Promise<ReadonlyMap<Row, unknown>> {
  const { through, path, compute } = ask.leaf
  let at = new Map<Row, Row | null>(ask.rows.map((row) => [row, row]))
  for (const [place, ends] of through.entries()) {
    const next = through[place + 1]
    const fields = next ? fieldsOf(next.near) : compute ? compute.reads : fieldsOf(path)
    at = await hop(run, { at, ends, fields })
  }
  const column = new Map<Row, unknown>()
  for (const [row, far] of at)
    column.set(row, far === null ? farAbsent : compute ? compute.from(far) : valueAt(far, path))
  return column
}

function fieldsOf(path: Path): FieldSet {
  return path.names[0] === 'id' ? [] : [path.names.join('.')]
}

async function hop(
  run: Run,
  ask: { at: Map<Row, Row | null>; ends: LinkEnds; fields: FieldSet },
): Promise<Map<Row, Row | null>> {
  const { ends } = ask
  const keys = new Map<string, Key>()
  for (const row of ask.at.values()) {
    const key = row && keysAt(row, ends.near)[0]
    if (key !== undefined && key !== null) keys.set(keyText(key), key)
  }
  const found =
    keys.size === 0
      ? new Map<string, Row>()
      : await run.readers.keyed(run, ends.to, {
          path: ends.far,
          keys: [...keys.values()],
          fields: ask.fields,
        })
  const next = new Map<Row, Row | null>()
  for (const [row, at] of ask.at) {
    const key = at && keysAt(at, ends.near)[0]
    next.set(row, key === undefined || key === null ? null : (found.get(keyText(key)) ?? null))
  }
  return next
}
