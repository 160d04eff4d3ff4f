import { StoreError, type StoreCode } from '../errors.ts'
import type { CollectionModel, StoreModel } from '../model/model.ts'
import type { Connector, Server, Store, StoreLog } from './connector.ts'
import { maskUrl, withoutSecrets } from './scheme.ts'
import { shapeOf } from './shape.ts'
import { spacedAttempts } from './spaced-attempts.ts'
import { waitingStore } from './waiting-store.ts'

/** One store, as an operator sees it. */
export interface StoreState {
  readonly name: string
  /** Without credentials. */
  readonly url: string
  /** The connector's name. */
  readonly connector: string
  /** `open`: the store and every collection in it. */
  readonly state: 'open' | 'unavailable'
  /** Why it is not, in words without credentials. */
  readonly error: string | null
  readonly collections: readonly CollectionState[]
}

/** One collection of a store. */
export interface CollectionState {
  readonly name: string
  /** How many items are served; null where that is not known. */
  readonly items: number | null
  readonly error: string | null
}

/** A store that is opened, and tried again while it is not. */
export interface Opening {
  /** Never rejects. */
  start(): Promise<void>
  store(collection: string): Store
  /** Asking what is not open tries it again: where `/ready` keeps all questions away, nothing else would. */
  state(): StoreState
  close(): Promise<void>
}

/** What is opened. */
export interface OpeningParts {
  readonly store: StoreModel
  readonly connector: Connector
  readonly collections: readonly CollectionModel[]
  readonly root: string
  readonly log: StoreLog
}

/** Opens one store and its collections; each attempt takes up what is not open yet. */
export function storeOpening(parts: OpeningParts): Opening {
  const progress: Progress = { server: null, failed: null, open: new Map(), errors: new Map() }
  const attempts = spacedAttempts(() => openAll(parts, progress))
  let closed = false
  const reach = async (name: string): Promise<Store> => {
    if (!closed && !progress.open.has(name)) await attempts.next()
    const found = closed ? undefined : progress.open.get(name)
    if (found) return found
    throw progress.failed ?? progress.errors.get(name) ?? closedStore(maskUrl(parts.store.name))
  }
  return {
    start: attempts.next,
    store: (name) =>
      progress.open.get(name) ?? waitingStore(parts.connector.name, () => reach(name)),
    state() {
      const state = stateOf(parts, progress)
      if (!closed && state.state === 'unavailable') void attempts.next()
      return state
    },
    async close() {
      closed = true
      await attempts.idle()
      progress.open.clear()
      await closeServer(parts, progress)
    },
  }
}

/** What is open so far, and why the rest is not. */
interface Progress {
  server: Server | null
  failed: StoreError | null
  readonly open: Map<string, Store>
  readonly errors: Map<string, StoreError>
}

async function openAll(parts: OpeningParts, progress: Progress): Promise<void> {
  try {
    progress.server ??= checkedServer(await parts.connector.open(openOptions(parts)), parts)
    progress.failed = null
  } catch (error) {
    progress.failed = reported(error, parts, { collection: null, before: progress.failed })
    return
  }
  const { server, open, errors } = progress
  const missing = parts.collections.filter(({ name }) => !open.has(name))
  const tries = missing.map(async (collection) => {
    const { name } = collection
    try {
      open.set(name, await openCollection(server, collection, parts))
      if (errors.delete(name)) parts.log.info(`${maskUrl(parts.store.name)} (${name}): open again`)
    } catch (error) {
      errors.set(name, reported(error, parts, { collection: name, before: errors.get(name) }))
    }
  })
  await Promise.all(tries)
}

async function closeServer(parts: OpeningParts, progress: Progress): Promise<void> {
  try {
    await progress.server?.close()
  } catch (error) {
    const { store, log } = parts
    log.warn(`${maskUrl(store.name)}: ${detailOf(error, store)} (while closing)`)
  }
}

function openOptions({ store, root, log }: OpeningParts) {
  return { name: maskUrl(store.name), url: store.url, options: store.options, root, log }
}

async function openCollection(
  server: Server,
  collection: CollectionModel,
  { store, connector }: OpeningParts,
): Promise<Store> {
  const opened = await server.collection(shapeOf(collection, store))
  requireMethods(
    opened,
    ['byIds', 'find'],
    `the store that the connector "${connector.name}" opened for "${collection.name}"`,
  )
  return opened
}

function checkedServer(server: Server, { connector }: OpeningParts): Server {
  requireMethods(
    server,
    ['collection', 'close'],
    `what open() of the connector "${connector.name}" answered`,
  )
  return server
}

function requireMethods(value: object, methods: readonly string[], what: string): void {
  const missing = methods.filter(
    (name) =>
      typeof (value as Readonly<Record<string, unknown>> | undefined)?.[name] !== 'function',
  )
  if (missing.length > 0)
    throw new TypeError(`${what} lacks ${missing.map((name) => `${name}()`).join(' and ')}`)
}

/** Where an attempt failed, and how the one before it did. */
interface Failure {
  readonly collection: string | null
  readonly before: StoreError | null | undefined
}

/** The error as clients get it: no paths, no texts of drivers; those go to the log, without credentials. */
function reported(error: unknown, { store, log }: OpeningParts, of: Failure): StoreError {
  const code = error instanceof StoreError ? (error.code as StoreCode) : 'STORE_UNAVAILABLE'
  const detail = detailOf(error, store)
  const name = maskUrl(store.name)
  if (detail !== of.before?.cause) {
    log.warn(`${name}${of.collection === null ? '' : ` (${of.collection})`}: ${detail}`)
  }
  const what = code === 'STORE_BAD_DATA' ? 'holds data that cannot be served' : 'cannot be reached'
  return new StoreError(code, name, `The store "${name}" ${what}.`, detail)
}

function closedStore(name: string): StoreError {
  return new StoreError('STORE_UNAVAILABLE', name, `The store "${name}" is closed.`)
}

function detailOf(error: unknown, store: StoreModel): string {
  return withoutSecrets(error instanceof Error ? error.message : String(error), store.url)
}

function stateOf({ store, connector, collections }: OpeningParts, progress: Progress): StoreState {
  const { open, errors, failed } = progress
  const whole = !failed && collections.every(({ name }) => open.has(name))
  return {
    name: maskUrl(store.name),
    url: maskUrl(store.url),
    connector: connector.name,
    state: whole ? 'open' : 'unavailable',
    error: causeOf(failed),
    collections: collections.map(({ name }) => ({
      name,
      items: open.get(name)?.count?.() ?? null,
      error: causeOf(errors.get(name)),
    })),
  }
}

function causeOf(error: StoreError | null | undefined): string | null {
  return error ? String(error.cause ?? error.message) : null
}
