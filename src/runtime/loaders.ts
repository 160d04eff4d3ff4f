import DataLoader from 'dataloader'
import { StoreError } from '../errors.ts'
import { keyOf, keyText, type Key } from '../fields/key.ts'
import { storedView } from '../model/stored.ts'
import type { CollectionModel } from '../model/model.ts'
import { readByIds } from './read-ids.ts'
import type { Run } from './run.ts'

/** How code of the declarations (rules) reads other items: `await items.authors?.get(book.author)`. */
export type ItemReaders = Readonly<Record<string, ItemReader>>

/** One collection, read by id, batched over everything that asks in the same tick. */
export interface ItemReader {
  /** The item as code sees it; null where it is absent or not visible. */
  get(id: string): Promise<object | null>
}

/** One DataLoader per collection and request, made when first used. */
export function itemReaders(runOf: () => Run, collections: Iterable<CollectionModel>): ItemReaders {
  const readers: Record<string, ItemReader> = Object.create(null)
  for (const collection of collections) {
    let loader: DataLoader<string, object | null> | null = null
    readers[collection.name] = {
      get: (id) => (loader ??= loaderOf(runOf, collection)).load(id),
    }
  }
  return Object.freeze(readers)
}

function loaderOf(
  runOf: () => Run,
  collection: CollectionModel,
): DataLoader<string, object | null> {
  return new DataLoader(async (ids) => {
    const keys: readonly Key[] = ids.map(keyOf)
    const ask = { ids: keys, fields: null, purpose: 'scanned' as const }
    const found = await readByIds(runOf(), collection, ask)
    return keys.map((key) => {
      const row = found.get(keyText(key))
      if (row instanceof StoreError) return row
      return row ? storedView(collection, row) : null
    })
  })
}
