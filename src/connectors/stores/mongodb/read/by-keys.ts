import { keyText, type Key } from '../../../../fields/key.ts'
import { cut, isBackward } from '../../../../query/cut.ts'
import type { Path } from '../../../../query/filter.ts'
import type { Answer, Question } from '../../../../query/question.ts'
import type { FieldSet, Row } from '../../../../query/row.ts'
import { keysAt } from '../../../../query/value.ts'
import type { StoreContext } from '../../../connector.ts'
import { allOf, isExact, type Bounds } from '../bounds.ts'
import { askedOf, type Served } from '../collection.ts'
import { filterBounds } from '../filter/compile.ts'
import { betweenCursors, orderOf } from '../order.ts'
import { atLeisure, quickly, reading } from '../reading.ts'
import { decoded, scanned } from './find.ts'
import { perKeyCounts, perKeyPages, type PerKey } from './per-key.ts'

/** The rows of several keys: for each key its own page and total. */
export interface KeysAsked {
  readonly path: Path
  readonly keys: readonly Key[]
  readonly question: Question
}

/** One answer per key, by one pipeline (and one for totals) where the server means the same by all that is asked. */
export async function byKeys(
  of: Served,
  ask: KeysAsked,
  ctx: StoreContext,
): Promise<readonly Answer[]> {
  const { path, keys, question } = ask
  if (keys.length === 0) return []
  const { sort, page } = question
  const filter = { kind: 'and', of: [question.filter, { kind: 'keys', path, keys }] } as const
  const values = sort.flatMap((key) => ((key.through ?? key.compute) ? [] : [key.path.names]))
  const { asked, bounds } = await askedOf(of, { filter, uses: { values } }, ctx)
  const order = sort.length === 0 ? null : orderOf(of, sort, isBackward(page))
  const cursors = order && betweenCursors(of, question).map((one) => filterBounds(one, asked))
  const paged = cursors && allOf([bounds, ...cursors])
  const column = of.columns.of(path.names)
  if (!order || !paged || !isExact(paged) || !column?.kind) return undone(of, ask, { bounds, ctx })
  const per: PerKey = {
    column,
    keys,
    query: paged.upper,
    order,
    page,
    projection: of.projection(question.fields),
  }
  return paginated(of, ask, { per, bounds, ctx })
}

async function paginated(
  of: Served,
  { keys, question }: KeysAsked,
  { per, bounds, ctx }: { per: PerKey; bounds: Bounds; ctx: StoreContext },
): Promise<readonly Answer[]> {
  const kind = await of.kind()
  const [pages, totals] = await Promise.all([
    reading({ store: of.store, ctx, ms: quickly }, (options) =>
      perKeyPages(of.collection(), { ...per, kind }, options),
    ),
    question.page.total
      ? reading({ store: of.store, ctx, ms: atLeisure }, (options) =>
          perKeyCounts(of.collection(), { ...per, query: bounds.upper }, options),
        )
      : null,
  ])
  const rows = new Map(pages.map((one) => [String(one['_id']), decoded(of, one['rows'])]))
  const counts = totals && new Map(totals.map(({ _id, count }) => [String(_id), Number(count)]))
  return keys.map((key) => {
    const text = keyText(key)
    const result = cut(rows.get(text) ?? [], { ...question.page, skip: 0 })
    return { ...result, ...(counts && { total: counts.get(text) ?? 0 }) }
  })
}

/** Every row of the keys, for the gateway to finish. */
async function undone(
  of: Served,
  { path, keys, question }: KeysAsked,
  { bounds, ctx }: { bounds: Bounds; ctx: StoreContext },
): Promise<readonly Answer[]> {
  const fields = withPath(question.fields, path)
  const read = await scanned(of, { ...question, fields }, { query: bounds.upper, ctx })
  const groups = new Map<string, Row[]>(keys.map((key) => [keyText(key), []]))
  for (const row of read.rows) {
    for (const text of new Set(keysAt(row, path).map(keyText))) groups.get(text)?.push(row)
  }
  const rest = {
    ...(question.sort.length > 0 && { sort: true }),
    ...(!isExact(bounds) && { filter: question.filter }),
    page: true,
  }
  return keys.map((key) => ({ rows: groups.get(keyText(key)) ?? [], more: read.more, rest }))
}

function withPath(fields: FieldSet, { names }: Path): FieldSet {
  return fields && names[0] !== 'id' ? [...new Set([...fields, names.join('.')])] : fields
}
