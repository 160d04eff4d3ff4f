import type { StoreDeclaration, StoredOptions } from './store.ts'

/** Options of a MongoDB store: a `url`, or its parts. Stores with the same server share one client. */
export interface MongoOptions extends StoredOptions {
  /** As the driver takes it, untouched: `mongodb://a,b,c/shop?replicaSet=rs0`, `mongodb+srv://…`. */
  readonly url?: string
  /** In place of a `url`: `localhost` unless given. */
  readonly host?: string
  /** In place of a `url`: 27017 unless given. */
  readonly port?: number
  readonly user?: string
  readonly password?: string
  /** The database, where the URL names none or another. */
  readonly database?: string
  /** The collection, where it is not the module's name. */
  readonly collection?: string
  /** The declarer's word that every stored value fits its field: no guards are sent, and indexes serve every filter and sort. */
  readonly validated?: boolean
}

/**
 * A MongoDB server, replica set or sharded cluster.
 *
 * @example
 * stores: { shop: mongodb({ url: env('MONGODB_URL'), database: 'shop' }) }
 */
export function mongodb(options: MongoOptions = {}): StoreDeclaration {
  return Object.freeze({ kind: 'store', scheme: 'mongodb', options: Object.freeze({ ...options }) })
}
