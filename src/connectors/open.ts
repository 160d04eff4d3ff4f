import { MistakesError, type Mistake } from '../errors.ts'
import type { CollectionModel, Model, StoreModel } from '../model/model.ts'
import type { Connector, Store, StoreLog } from './connector.ts'
import type { Connectors } from './discover.ts'
import { maskUrl } from './scheme.ts'
import { storeOpening, type Opening, type StoreState } from './opening.ts'

export type { CollectionState, StoreState } from './opening.ts'

/** Every store of a model, open or being tried. */
export interface OpenStores {
  /** The collection's store. What is not open is tried again when it is asked; until then it is STORE_UNAVAILABLE. */
  store(collection: string): Store
  /** For the start lines and `/ready`; stores by name. */
  states(): readonly StoreState[]
  close(): Promise<void>
}

/** Where relative paths start, and where problems are reported. */
export interface OpenStoresOptions {
  readonly root: string
  readonly log: StoreLog
}

/**
 * Opens each store of the model once, all at the same time, with their collections. A store that cannot be
 * opened costs only its own collections.
 *
 * @throws MistakesError when no connector claims a store's URL scheme
 */
export async function openStores(
  model: Model,
  connectors: Connectors,
  options: OpenStoresOptions,
): Promise<OpenStores> {
  const openings = new Map<string, Opening>()
  for (const [store, connector] of connectorsOf(model, connectors)) {
    const collections = [...model.collections.values()].filter(
      (each) => each.store.name === store.name,
    )
    openings.set(store.name, storeOpening({ store, connector, collections, ...options }))
  }
  await Promise.all([...openings.values()].map((opening) => opening.start()))
  return {
    store: (name) => storeFor(model, openings, name),
    states: () => [...openings.values()].map((opening) => opening.state()),
    async close() {
      await Promise.all([...openings.values()].map((opening) => opening.close()))
    },
  }
}

function storeFor(model: Model, openings: ReadonlyMap<string, Opening>, name: string): Store {
  const collection: CollectionModel | undefined = model.collections.get(name)
  const opening = collection && openings.get(collection.store.name)
  if (!opening) throw new Error(`the model has no collection "${name}"`)
  return opening.store(name)
}

function connectorsOf(model: Model, connectors: Connectors): (readonly [StoreModel, Connector])[] {
  const mistakes: Mistake[] = []
  const pairs = [...model.stores.values()].flatMap((store) => {
    const connector = connectors[store.scheme]
    if (connector) return [[store, connector] as const]
    mistakes.push({
      at: `stores.${maskUrl(store.name)}`,
      message: unknownScheme(store, connectors),
    })
    return []
  })
  if (mistakes.length > 0) throw new MistakesError(mistakes)
  return pairs
}

function unknownScheme(store: StoreModel, connectors: Connectors): string {
  const known = Object.keys(connectors).sort().join(', ')
  return `no connector claims the scheme "${store.scheme}" of ${maskUrl(store.url)}; known are ${known}. A connector of your own is a file in the folder "connectors"`
}
