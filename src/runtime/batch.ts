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
export type Batches = Map<CollectionModel, Batch>

interface Batch {
  readonly ids: Map<string, Key>
  fields: Set<string> | null
  purpose: Purpose
  readonly found: Promise<Found>
}

/** Puts loads by id of one collection that are asked for in the same tick into one call, with all their fields. */
export function batched(
  batches: Batches,
  collection: CollectionModel,
  ask: IdAsk,
  load: (ask: IdAsk) => Promise<Found>,
): Promise<Found> {
  const waiting = batches.get(collection)
  const batch = waiting ?? newBatch(batches, collection, load)
  for (const id of ask.ids) batch.ids.set(keyText(id), id)
  if (ask.fields === null) batch.fields = null
  else for (const name of ask.fields) batch.fields?.add(name)
  if (!waiting || ask.purpose === 'rows') batch.purpose = ask.purpose
  return batch.found
}

function newBatch(
  batches: Batches,
  collection: CollectionModel,
  load: (ask: IdAsk) => Promise<Found>,
): Batch {
  const found = Promise.resolve().then(() => {
    batches.delete(collection)
    const fields = batch.fields && [...batch.fields].sort()
    return load({ ids: [...batch.ids.values()], fields, purpose: batch.purpose })
  })
  const batch: Batch = { ids: new Map(), fields: new Set(), purpose: 'rows', found }
  batches.set(collection, batch)
  return batch
}
