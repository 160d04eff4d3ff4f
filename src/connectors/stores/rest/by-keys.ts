import { keyText, type Key } from '../../../fields/key.ts'
import { answer } from '../../../query/answer.ts'
import { both, everything, type Filter, type Path } from '../../../query/filter.ts'
import type { Answer, Question } from '../../../query/question.ts'
import type { Row } from '../../../query/row.ts'
import { keysAt } from '../../../query/value.ts'
import type { Call } from './call.ts'
import { isCarried } from './carried.ts'
import { withFields } from './details.ts'
import type { Endpoints } from './endpoints.ts'
import { conditionsOf, find } from './find.ts'
import { gather } from './gather.ts'
import { inParallel } from './in-parallel.ts'
import { isPlain } from './order.ts'
import { planOf } from './plan.ts'
import { sortReads } from './reads.ts'
import type { Resource } from './resource.ts'
import { sieve } from './sieve.ts'
import { decidingRows } from './window.ts'

/** A list for each key. */
export interface Keyed {
  /** The field that holds the keys. */
  readonly path: Path
  readonly keys: readonly Key[]
  readonly question: Question
}

/** Most lists that are asked for at once. */
const LISTS = 10

/** How the API gives the lists of several keys: one for all of them, one for each, or its whole list. */
export function keyedBy(
  { list, filters, listFields }: Endpoints,
  path: string,
): 'together' | 'each' | 'whole' {
  if (list?.names.includes(path)) return 'each'
  const [eq, among] = [filters.has(`${path}.eq`), filters.has(`${path}.in`)]
  // Rows that do not show whose they are cannot be told apart.
  if (among && (listFields === null || isCarried(listFields, path))) return 'together'
  return eq || among ? 'each' : 'whole'
}

/** One answer for each key, by position. */
export async function byKeys(
  resource: Resource,
  { path, keys, question }: Keyed,
  call: Call,
): Promise<readonly Answer[]> {
  const unique = new Map(keys.map((key) => [keyText(key), key]))
  if (unique.size === 0) return []
  const way = keyedBy(resource.endpoints, path.names.join('.'))
  const ask = { path, keys: [...unique.values()], question }
  const each = way === 'each' || unique.size === 1
  const answers =
    (!each && (await together(resource, ask, call))) || (await oneByOne(resource, ask, call))
  const byText = new Map([...unique.keys()].map((text, at) => [text, answers[at]]))
  return keys.map((key) => byText.get(keyText(key)) ?? { rows: [], more: false })
}

function oneByOne(
  resource: Resource,
  { path, keys, question }: Keyed,
  call: Call,
): Promise<Answer[]> {
  return inParallel(keys, LISTS, (key) => {
    const filter = both({ kind: 'keys', path, keys: [key] }, question.filter)
    return find(resource, { ...question, filter, must: question.must ?? question.filter }, call)
  })
}

/** The rows of all keys in one list, parted here; null: the API does not show whose they are. */
async function together(
  resource: Resource,
  { path, keys, question }: Keyed,
  call: Call,
): Promise<readonly Answer[] | null> {
  const { page, sort } = question
  const keyed: Filter = { kind: 'keys', path, keys }
  const conditions = conditionsOf({ ...question, must: question.must ?? question.filter })
  const plan = planOf(resource, { parts: [keyed, ...conditions.all], sort })
  const { pushed } = plan
  const asked = [keyed, ...conditions.asked]
  const sift = sieve(resource, call, {
    must: conditions.must,
    asked,
    pushed,
    needs: sortReads(sort),
  })
  const decided = page.first !== null && !page.total && plan.ordered.whole
  const most = decidingRows(page)
  const early = decided && !page.after && plan.lists.length === 1
  const { rows } = await gather(resource, call, {
    plan,
    sift,
    enough: (found) => early && hasEnough(partedBy(found, path), keys, most),
    residual: { field: path.names.join('.'), operator: 'in' },
  })
  const parted = partedBy(rows, path)
  if (rows.length > 0 && parted.size === 0) return null
  return Promise.all(
    keys.map(async (key) =>
      cutList(resource, call, { rows: parted.get(keyText(key)) ?? [], question }),
    ),
  )
}

function hasEnough(
  parted: ReadonlyMap<string, readonly Row[]>,
  keys: readonly Key[],
  most: number,
): boolean {
  return keys.every((key) => (parted.get(keyText(key))?.length ?? 0) >= most)
}

function partedBy(rows: readonly Row[], path: Path): Map<string, Row[]> {
  const parted = new Map<string, Row[]>()
  for (const row of rows) {
    for (const text of new Set(keysAt(row, path).map(keyText))) {
      const list = parted.get(text)
      if (list) list.push(row)
      else parted.set(text, [row])
    }
  }
  return parted
}

async function cutList(
  resource: Resource,
  call: Call,
  { rows, question }: { rows: readonly Row[]; question: Question },
): Promise<Answer> {
  const far = !question.sort.every(isPlain)
  const cut = far
    ? { rows, more: false, rest: { sort: true, page: true } }
    : answer(rows, { ...question, filter: everything })
  return {
    ...cut,
    rows: await withFields(resource, call, { rows: cut.rows, fields: question.fields }),
  }
}
