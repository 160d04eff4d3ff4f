import DataLoader from 'dataloader'
import { BadInputError, StoreError } from '../errors.ts'
import { keyOf, keyText, type Key } from '../fields/key.ts'
import { storedView } from '../model/stored.ts'
import type { CollectionModel } from '../model/model.ts'
import { sortKeys } from '../model/sort.ts'
import { whereFilter } from '../model/where.ts'
import { wholeList } from '../query/page.ts'
import { newBatches } from './batch.ts'
import { inBudget } from './collect.ts'
import { readList } from './read.ts'
import { readByIds } from './read-ids.ts'
import { mayRead, type Run } from './run.ts'

/** How code of the declarations (rules) reads other items: `await items.authors?.get(book.author)`. */
export type ItemReaders = Readonly<Record<string, ItemReader>>

/** One collection, with the caller's rights. */
export interface ItemReader {
  /** The item as code sees it, batched over everything that asks in the same tick; null where it is absent or not visible. */
  get(id: string): Promise<object | null>
  /** The visible items that match, in the collection's order unless sorted; all of them within the row budget. */
  find(question?: Find): Promise<readonly object[]>
}

interface Find {
  readonly where?: unknown
  readonly sort?: unknown
  readonly first?: number
}

/**
 * What code of the run reads by: one DataLoader per collection, made when first used. A rule that reads items whose rules
 * read items again goes a level deeper each time, with loaders of its own, so that no two loads wait for each other; past
 * `limits.depth` nothing is visible, and data that lead in a circle refuse.
 */
export function itemReaders(run: Run): ItemReaders {
  const readers: Record<string, ItemReader> = Object.create(null)
  const inside = lazily(() => aside(run))
  const tooDeep = run.aside >= run.model.limits.depth
  for (const collection of run.model.collections.values()) {
    const loader = lazily(() => loaderOf(inside(), collection))
    readers[collection.name] = {
      get: async (id) => (tooDeep ? null : loader().load(id)),
      find: async (question = {}) => (tooDeep ? [] : find(inside(), collection, question)),
    }
  }
  return Object.freeze(readers)
}

/** The run as code sees it that a rule of the run calls: what it waits for is never waited for by the run itself. */
function aside(run: Run): Run {
  const inside: Run = {
    ...run,
    aside: run.aside + 1,
    joined: new Map(),
    batches: newBatches(),
    items: lazily(() => itemReaders(inside)),
  }
  return inside
}

function lazily<V>(make: () => V): () => V {
  let made: { readonly value: V } | null = null
  return () => (made ??= { value: make() }).value
}

function loaderOf(run: Run, collection: CollectionModel): DataLoader<string, object | null> {
  return new DataLoader(async (ids) => {
    const keys: readonly Key[] = ids.map(keyOf)
    const ask = { ids: keys, fields: null, purpose: 'scanned' as const }
    const found = await readByIds(run, collection, ask)
    return keys.map((key) => {
      const row = found.get(keyText(key))
      if (row instanceof StoreError) return row
      return row ? storedView(collection, row) : null
    })
  })
}

/** @throws BadInputError BAD_USER_INPUT; UnsupportedFilterError UNSUPPORTED_FILTER past the row budget */
async function find(
  run: Run,
  collection: CollectionModel,
  { where, sort, first }: Find,
): Promise<readonly object[]> {
  const ask = { model: run.model, collection, mayRead: mayRead(run.user) }
  const asked = whereFilter({ ...ask, where })
  const sorted = sortKeys({ ...ask, sort })
  const issues = [...asked.issues, ...sorted.issues]
  if (issues.length > 0) throw new BadInputError(issues)
  const page = { ...wholeList, first: first ?? run.model.limits.rowBudget }
  const question = { filter: asked.filter, sort: sorted.sort, page, fields: null }
  const { rows, more } = await readList(run, collection, { purpose: 'scanned', question })
  const culprit = { field: '*', operator: 'find' }
  if (first === undefined && more) inBudget(run, collection, { count: Infinity, culprit })
  return rows.map((row) => storedView(collection, row))
}
