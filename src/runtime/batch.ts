import type { StoreError } from '../errors.ts'
import { keyText, type Key } from '../fields/key.ts'
import type { CollectionModel } from '../model/model.ts'
import type { FieldSet, Row } from '../query/row.ts'
import type { Purpose } from './meter.ts'

/** Items wanted by id: by the text of the id. */
export interface IdAsk {
  readonly ids: readonly Key[]
  readonly fields: FieldSet
  readonly purpose: Purpose
}

export type Found = ReadonlyMap<string, Row | StoreError>

/** Loads that wait for their siblings of the same tick. */
export type Batches = Record<Purpose, Map<CollectionModel, Batch>>

interface Batch {
  readonly ids: Map<string, Key>
  fields: Set<string> | null
  readonly found: Promise<Found>
}

/** None yet. */
export function newBatches(): Batches {
  return { rows: new Map(), keys: new Map(), scanned: new Map() }
}

/** Puts loads by id of one collection that are asked for in the same tick for the same purpose into one call, with all their fields. */
export function batched(
  batches: Batches,
  collection: CollectionModel,
  ask: IdAsk,
  load: (ask: IdAsk) => Promise<Found>,
): Promise<Found> {
  const waiting = batches[ask.purpose]
  const batch =
    waiting.get(collection) ??
    newBatch(waiting, collection, (wish) => load({ ...wish, purpose: ask.purpose }))
  for (const id of ask.ids) batch.ids.set(keyText(id), id)
  if (ask.fields === null) batch.fields = null
  else for (const name of ask.fields) batch.fields?.add(name)
  return batch.found
}

function newBatch(
  waiting: Map<CollectionModel, Batch>,
  collection: CollectionModel,
  load: (ask: Omit<IdAsk, 'purpose'>) => Promise<Found>,
): Batch {
  const found = Promise.resolve().then(() => {
    waiting.delete(collection)
    const fields = batch.fields && [...batch.fields].sort()
    return load({ ids: [...batch.ids.values()], fields })
  })
  const batch: Batch = { ids: new Map(), fields: new Set(), found }
  waiting.set(collection, batch)
  return batch
}
