import { MongoClient } from 'mongodb'
import type { MongoServer, StartedMongo } from './source.ts'

const patience = { serverSelectionTimeoutMS: 5_000, connectTimeoutMS: 5_000 }

/**
 * Asks a server what it is.
 *
 * @throws MongoError when it cannot be reached
 */
export async function known(
  kind: MongoServer['kind'],
  url: string,
  stop: StartedMongo['stop'],
): Promise<StartedMongo> {
  const client = new MongoClient(url, patience)
  try {
    const hello = await client.db('admin').command({ ismaster: 1 })
    const { version } = await client.db('admin').command({ buildInfo: 1 })
    const many = hello['setName'] ? 'replica set' : hello['msg'] === 'isdbgrid' ? 'cluster' : null
    const real = kind !== 'mongo-java' && many !== null && Number(hello['maxWireVersion']) >= 13
    const can = real ? many : `${many ?? 'alone'}, plain paths only`
    return { server: { kind, url, real }, label: `${kind} ${version} (${can})`, stop }
  } finally {
    await client.close()
  }
}
