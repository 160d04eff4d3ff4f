import { StoreError } from '../../../errors.ts'
import type { Connector, OpenOptions, Server, Shape, Store } from '../../connector.ts'
import { mongoMistakes } from './check.ts'
import { addressOf, placeOf, type Address } from './address.ts'
import { sharedClient, type SharedClient } from './client.ts'
import { served } from './collection.ts'
import { failure } from './failures.ts'
import { byIds } from './read/by-ids.ts'
import { byKeys } from './read/by-keys.ts'
import { find } from './read/find.ts'
import { summarise } from './summary/summarise.ts'
import { reading, slack } from './reading.ts'

/** Milliseconds within which a server has to be reached. */
const REACH = 3_000

/**
 * MongoDB, and servers that speak its protocol. Filters, orders, pages, lists per key, counts and summaries are asked of
 * the server where it means the same by them as the reference does.
 */
const mongodb: Connector = {
  name: 'mongodb',
  schemes: ['mongodb', 'mongodb+srv'],
  check: mongoMistakes,
  async open(opened) {
    const address = addressOf(opened)
    const shared = clientFor(address, opened)
    try {
      await reading({ store: opened.name, ctx: {}, ms: REACH - slack }, async () => {
        await shared.client.connect()
        await shared.kind()
      })
    } catch (error) {
      await shared.release().catch(() => undefined)
      throw reached(error, opened)
    }
    return serverOf(opened, address, shared)
  },
}
export default mongodb

function clientFor(address: Address, { name }: OpenOptions): SharedClient {
  try {
    return sharedClient(address)
  } catch (error) {
    throw failure(name, error)
  }
}

/** For the log, what the driver says; clients never hear it. */
function reached(error: unknown, { name }: OpenOptions): StoreError {
  const failed = failure(name, error)
  const why = failed.cause instanceof Error ? failed.cause.message : failed.message
  const code = failed.code === 'STORE_REFUSED' ? 'STORE_REFUSED' : 'STORE_UNAVAILABLE'
  return new StoreError(code, name, why, failed.cause)
}

function serverOf(opened: OpenOptions, address: Address, shared: SharedClient): Server {
  return {
    collection: async (shape) => storeOf(opened, shape, { address, shared }),
    close: () => shared.release(),
  }
}

function storeOf(
  opened: OpenOptions,
  shape: Shape,
  { address, shared }: { address: Address; shared: SharedClient },
): Store {
  const { database, collection } = placeOf(address, shape, opened)
  const of = served({
    store: opened.name,
    shape,
    validated: (shape.options['validated'] ?? opened.options['validated']) === true,
    log: opened.log,
    collection: () => shared.client.db(database).collection(collection),
    kind: shared.kind,
  })
  return {
    connector: 'mongodb',
    byIds: (ids, fields, ctx) => byIds(of, ids, { fields, ctx }),
    find: (question, ctx) => find(of, question, ctx),
    byKeys: (path, keys, question, ctx) => byKeys(of, { path, keys, question }, ctx),
    summarise: (question, ctx) => summarise(of, question, ctx),
    // Every caller reads with the store's own credentials.
    alike: () => '',
  }
}
