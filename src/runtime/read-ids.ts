import { StoreError } from '../errors.ts'
import { keyText, type Key } from '../fields/key.ts'
import type { CollectionModel } from '../model/model.ts'
import { everything, type Filter, type Path } from '../query/filter.ts'
import { wholeList } from '../query/page.ts'
import type { Question } from '../query/question.ts'
import type { FieldSet, Row } from '../query/row.ts'
import { askIds } from './ask.ts'
import { batched, type Found, type IdAsk } from './batch.ts'
import type { Purpose } from './meter.ts'
import { readByKeys, readList } from './read.ts'
import type { FarReader, KeyedReader } from './readers.ts'
import { collectionOf, ruleOf, type Run } from './run.ts'
import { keep, keepAbsent, recall } from './seen.ts'

/** The visible items with these ids, by the text of the id. An error in the place of an item is its own. */
export async function readByIds(run: Run, collection: CollectionModel, ask: IdAsk): Promise<Found> {
  const found = new Map<string, Row | StoreError>()
  const missing: Key[] = []
  for (const id of ask.ids) {
    const known = recall(run.seen, collection, { id, fields: ask.fields })
    if (known === undefined) missing.push(id)
    else if (known) found.set(keyText(id), known)
  }
  if (missing.length === 0) return found
  const load = (wish: IdAsk) => askMissing(run, collection, wish)
  const of = { collection, path: collection.id }
  const loaded = await batched(run.batches, of, { ...ask, ids: missing }, load)
  for (const id of missing) {
    const row = loaded.get(keyText(id))
    if (row) found.set(keyText(id), row)
  }
  return found
}

async function askMissing(run: Run, collection: CollectionModel, ask: IdAsk): Promise<Found> {
  const { ids, fields, purpose } = ask
  const found = new Map<string, Row | StoreError>()
  const rule = ruleOf(run, collection)
  if (rule.filter !== everything || rule.rows) {
    const filter: Filter = { kind: 'keys', path: collection.id, keys: ids }
    const question: Question = { filter, sort: [], page: wholeList, fields }
    const { rows } = await readList(run, collection, { question, purpose })
    for (const row of rows) if (!found.has(keyText(row.id))) found.set(keyText(row.id), row)
  } else {
    const rows = await askIds({ run, collection, purpose }, ids, fields)
    for (const [place, id] of ids.entries()) {
      const row = rows[place]
      if (row) found.set(keyText(id), row)
    }
    const loaded = rows.filter((row): row is Row => row !== null && !(row instanceof StoreError))
    keep(run.seen, collection, { rows: loaded, fields })
  }
  for (const id of ids) if (!found.has(keyText(id))) keepAbsent(run.seen, collection, id)
  return found
}

/** What a link's keys name: the items by id, or by the unique field that the link names, by the text of the key. */
export function readTargets(
  run: Run,
  collection: CollectionModel,
  ask: IdAsk & { path: Path },
): Promise<Found> {
  const { path, ids, fields, purpose } = ask
  return isId(path)
    ? readByIds(run, collection, { ids, fields, purpose })
    : readOnePerKey(run, collection, { path, keys: ids, fields, purpose })
}

/** `FarReader`: the visible rows that fit. */
export const readFar: FarReader = (run, name, { filter, rule, size, fields }) => {
  const question = { filter, sort: [], page: { ...wholeList, first: size }, fields }
  const more = rule && { filter: rule, rows: null }
  return readList(run, collectionOf(run, name), { question, rule: more, purpose: 'keys' })
}

/** `KeyedReader`: the visible row of each key. */
export const readKeyed: KeyedReader = async (run, name, ask) =>
  readOnePerKey(run, collectionOf(run, name), { ...ask, purpose: 'keys' })

/** The first visible row of each key, by the text of the key. @throws StoreError of a single item too */
export async function readOnePerKey(
  run: Run,
  collection: CollectionModel,
  ask: { path: Path; keys: readonly Key[]; fields: FieldSet; purpose: Purpose },
): Promise<ReadonlyMap<string, Row>> {
  const { path, keys, fields, purpose } = ask
  const found = new Map<string, Row>()
  if (isId(path)) {
    for (const [text, row] of await readByIds(run, collection, { ids: keys, fields, purpose })) {
      if (row instanceof StoreError) throw row
      found.set(text, row)
    }
    return found
  }
  if (keys.length === 0) return found
  const load = (wish: IdAsk) => askFirst(run, collection, { ...wish, path })
  return batched(run.batches, { collection, path }, { ids: keys, fields, purpose }, load)
}

async function askFirst(
  run: Run,
  collection: CollectionModel,
  { path, ids, fields, purpose }: IdAsk & { readonly path: Path },
): Promise<Found<Row>> {
  const question: Question = {
    filter: everything,
    sort: [{ path: collection.id, direction: 'asc' }],
    page: { ...wholeList, first: 1 },
    fields,
  }
  const answers = await readByKeys(run, collection, { path, keys: ids, question, purpose })
  const found = new Map<string, Row>()
  for (const [place, key] of ids.entries()) {
    const row = answers[place]?.rows[0]
    if (row) found.set(keyText(key), row)
  }
  return found
}

function isId({ names }: Path): boolean {
  return names.length === 1 && names[0] === 'id'
}
