import { MongoClient, type MongoClientOptions } from 'mongodb'
import type { Address } from './address.ts'
import { serverKind, type ServerKind } from './server-kind.ts'

/** A client that stores of one server share. */
export interface SharedClient {
  readonly client: MongoClient
  /** What the server can do; asked again after it was away. */
  kind(): Promise<ServerKind>
  /** To be called once by each store; the last closes the client. */
  release(): Promise<void>
}

interface Shared {
  readonly client: MongoClient
  readonly kind: () => Promise<ServerKind>
  users: number
}

const clients = new Map<string, Shared>()

/** The client of a server; the first call makes it. Nothing is sent yet. */
export function sharedClient(address: Address): SharedClient {
  const shared = clients.get(address.key) ?? made(address)
  clients.set(address.key, shared)
  shared.users++
  let released = false
  return {
    client: shared.client,
    kind: shared.kind,
    async release() {
      if (released) return
      released = true
      shared.users--
      if (shared.users > 0) return
      clients.delete(address.key)
      await shared.client.close()
    },
  }
}

function made(address: Address): Shared {
  const client = new MongoClient(address.url, optionsOf(address))
  return { client, kind: serverKind(client), users: 0 }
}

const defaults: MongoClientOptions = {
  appName: 'refract',
  maxPoolSize: 50,
  // so that a slow server's pool can fill within the time that reads wait for a connection
  maxConnecting: 10,
  waitQueueTimeoutMS: 1_000,
  serverSelectionTimeoutMS: 3_000,
  connectTimeoutMS: 2_000,
  retryReads: true,
}

/** What the URL says wins; 64-bit integers and binaries come as they are. */
function optionsOf({ settings, auth }: Address): MongoClientOptions {
  const kept = Object.entries(defaults).filter(([name]) => !settings.has(name.toLowerCase()))
  return {
    ...(Object.fromEntries(kept) as MongoClientOptions),
    ...(auth && { auth }),
    useBigInt64: true,
    promoteBuffers: false,
  }
}
