import { MongoClient } from 'mongodb'
import { faultProxy, type FaultProxy } from './fault-proxy.ts'
import type { MongoServer } from './source.ts'

/** A MongoDB server behind a fault proxy. */
export interface ProxiedMongo {
  readonly proxy: FaultProxy
  /** Its address through the proxy: one server, whatever set it belongs to. */
  url(database: string): string
}

/** Puts a proxy before the primary of a server. */
export async function proxiedMongo(server: MongoServer): Promise<ProxiedMongo> {
  const proxy = await faultProxy(await placeOf(server))
  return { proxy, url: (database) => proxiedUrl(server.url, proxy.port, database) }
}

/** Where the primary of a server listens. */
export async function placeOf({ url }: MongoServer): Promise<{ host: string; port: number }> {
  const { hosts, params } = partsOf(url)
  const named = params.get('directConnection') === 'true' ? null : await primaryOf(url)
  const [host = '127.0.0.1', port = '27017'] = (named ?? hosts).split(':')
  return { host, port: Number(port) }
}

/**
 * The address of a database behind a proxy, with the credentials and options of the server's own.
 *
 * @example
 * proxiedUrl('mongodb://joe:x@a,b/shop?replicaSet=rs0', 5000, 'test')
 * // mongodb://joe:x@127.0.0.1:5000/test?directConnection=true&authSource=shop
 */
export function proxiedUrl(url: string, port: number, database: string): string {
  const { srv, user, params, path } = partsOf(url)
  const encrypted = srv || params.get('tls') === 'true'
  params.delete('replicaSet')
  params.set('directConnection', 'true')
  if (encrypted) params.set('tls', 'true')
  if (encrypted) params.set('tlsAllowInvalidHostnames', 'true')
  if (user && !params.has('authSource')) params.set('authSource', path || 'admin')
  return `mongodb://${user ? `${user}@` : ''}127.0.0.1:${port}/${database}?${params}`
}

const shape = /^mongodb(\+srv)?:\/\/(?:([^@/?]*)@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/

function partsOf(url: string) {
  const [, srv = '', user = '', hosts = '', path = '', query = ''] = shape.exec(url) ?? []
  return { srv: srv !== '', user, hosts, path, params: new URLSearchParams(query) }
}

/** `host:port` of a set's primary; null of a server alone. */
async function primaryOf(url: string): Promise<string | null> {
  const client = new MongoClient(url)
  try {
    const { primary } = await client.db('admin').command({ ismaster: 1 })
    return primary ?? null
  } finally {
    await client.close()
  }
}
