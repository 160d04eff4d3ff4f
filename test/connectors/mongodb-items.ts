import { Decimal128, MongoClient, type Document } from 'mongodb'
import mongodb from '../../src/connectors/stores/mongodb/index.ts'
import type { Server, Shape } from '../../src/connectors/connector.ts'
import { freshDatabase, type MongoServer } from '../servers/mongodb.ts'
import type { Opened } from './contract.ts'
import type { Stored } from './library.ts'
import { opening } from './opening-options.ts'

/** Items as an application that knows MongoDB stores them: dates as dates, decimals as Decimal128. */
export function asDocuments(items: readonly Stored[]): Document[] {
  return items.map(({ id, ...item }) => ({ _id: id, ...nativeMembers(item) }))
}

/** Items as they come from JSON. */
export function asTexts(items: readonly Stored[]): Document[] {
  return items.map(({ id, ...item }) => ({ _id: id, ...item }))
}

const DATES = new Set(['due', 'until'])
const MOMENT = /^\d{4}-\d\d-\d\dT/
const DECIMAL = /^-?\d+(?:\.\d+)?$/

function nativeMembers(item: object): Document {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, nativeMember(name, value)]),
  )
}

function nativeMember(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value
  if (typeof value === 'object' && value !== null) return nativeMembers(value)
  if (typeof value !== 'string') return value
  if (DATES.has(name) && MOMENT.test(value)) return new Date(value)
  return name === 'price' && DECIMAL.test(value) ? Decimal128.fromString(value) : value
}

/** Fills a fresh collection and opens it. */
export async function openItems(
  server: MongoServer,
  shape: Shape,
  documents: readonly Document[],
): Promise<Opened> {
  const database = freshDatabase()
  const client = await MongoClient.connect(server.url, { ignoreUndefined: true })
  const named = shape.options['collection']
  const name = typeof named === 'string' ? named : shape.name
  if (documents.length > 0)
    await client
      .db(database)
      .collection(name)
      .insertMany([...documents])
  const opened: Server = await mongodb.open(
    opening({ name: 'shop', url: server.url, options: { database } }).options,
  )
  return {
    store: await opened.collection(shape),
    async close() {
      await opened.close()
      await client.db(database).dropDatabase()
      await client.close()
    },
  }
}
