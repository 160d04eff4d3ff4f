import type { StoreError } from '../errors.ts'
import { keyText, type Key } from '../fields/key.ts'
import type { CollectionModel } from '../model/model.ts'
import type { Path } from '../query/filter.ts'
import type { FieldSet, Row } from '../query/row.ts'
import type { Purpose } from './meter.ts'

/** Items wanted by id, or by another key. */
export interface IdAsk {
  readonly ids: readonly Key[]
  readonly fields: FieldSet
  readonly purpose: Purpose
}

/** By the text of the id, or of the key. */
export type Found<Of = Row | StoreError> = ReadonlyMap<string, Of>

/** Loads that wait for their siblings of the same tick, by collection and the field that holds the key. */
export type Batches = Record<Purpose, Map<string, Batch>>

interface Batch {
  readonly ids: Map<string, Key>
  fields: Set<string> | null
  readonly found: Promise<Found>
}

/** Whose loads go together. */
interface Of {
  readonly collection: CollectionModel
  readonly path: Path
}

/** None yet. */
export function newBatches(): Batches {
  return { rows: new Map(), keys: new Map(), scanned: new Map() }
}

/**
 * Puts loads by the same key of one collection that are asked for in the same tick for the same purpose into one call,
 * with all their fields.
 */
export function batched<One extends Row | StoreError>(
  batches: Batches,
  { collection, path }: Of,
  ask: IdAsk,
  load: (ask: IdAsk) => Promise<Found<One>>,
): Promise<Found<One>> {
  const waiting = batches[ask.purpose]
  const name = `${collection.name}.${path.names.join('.')}`
  const wish = (all: Omit<IdAsk, 'purpose'>) => load({ ...all, purpose: ask.purpose })
  const batch = waiting.get(name) ?? newBatch(waiting, name, wish)
  for (const id of ask.ids) batch.ids.set(keyText(id), id)
  if (ask.fields === null) batch.fields = null
  else for (const name of ask.fields) batch.fields?.add(name)
  // the loads of a key are all of one kind
  return batch.found as Promise<Found<One>>
}

function newBatch(
  waiting: Map<string, Batch>,
  name: string,
  load: (ask: Omit<IdAsk, 'purpose'>) => Promise<Found>,
): Batch {
  const found = Promise.resolve().then(() => {
    waiting.delete(name)
    const fields = batch.fields && [...batch.fields].sort()
    return load({ ids: [...batch.ids.values()], fields })
  })
  const batch: Batch = { ids: new Map(), fields: new Set(), found }
  waiting.set(name, batch)
  return batch
}
