import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { CORE_SCHEMA, load } from 'js-yaml'
import { MongoClient, type Db, type Document } from 'mongodb'
import { mongodb, type StoreDeclaration } from 'refract'

const DATABASE = 'refract_demo'
const LOCAL = { host: '127.0.0.1', port: 27_017 }

/**
 * Where the demo keeps its members, their cards and reviews: in MongoDB where `MONGODB_URL` names a server or one
 * listens on its usual port here, filled from `data/members` when it is empty; else in those files. Says which in a line.
 */
export async function membersStore(): Promise<StoreDeclaration | string> {
  const named = process.env['MONGODB_URL']
  const url = named ?? ((await listens()) ? localUrl() : null)
  const filled = url === null ? null : await fill(url).catch(reasonOf)
  // A server that nobody named may be anybody's: where it lets nobody in, the files do.
  if (url === null || (named === undefined && filled instanceof Error)) {
    say('Members, cards and reviews are YAML files; set MONGODB_URL to have them in MongoDB.')
    return 'yaml:./data/members'
  }
  const state = filled instanceof Error ? `not filled: ${filled.message}` : filled
  say(`Members, cards and reviews are in MongoDB, database ${DATABASE} (${state}).`)
  return mongodb({ url, database: DATABASE })
}

function reasonOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function localUrl(): string {
  return `mongodb://${LOCAL.host}:${LOCAL.port}`
}

/** Whether something listens on the port; a fifth of a second is enough to know on this machine. */
function listens(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...LOCAL, timeout: 200 })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
}

/** Puts the rows of the files into collections that are empty. */
async function fill(url: string): Promise<string> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 2_000 })
  try {
    const database = client.db(DATABASE)
    const added = [
      await fillOne(database, 'users', mapped('users')),
      await fillOne(database, 'cards', mapped('cards')),
      await fillOne(database, 'reviews', reviews()),
    ]
    const count = added.reduce((sum, one) => sum + one, 0)
    return count === 0 ? 'as it was' : `${count} documents added`
  } finally {
    await client.close()
  }
}

async function fillOne(
  database: Db,
  name: string,
  documents: readonly Document[],
): Promise<number> {
  const collection = database.collection(name)
  if ((await collection.countDocuments({}, { limit: 1 })) > 0) return 0
  // Another process may be filling it too: each document is added once, whoever comes first.
  const added = documents.map(({ _id, ...rest }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
  }))
  return (await collection.bulkWrite(added, { ordered: false })).upsertedCount
}

function read(name: string): unknown {
  const file = new URL(`../data/members/${name}.yaml`, import.meta.url)
  return load(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA })
}

/** A map's keys are the ids; card numbers are integers. */
function mapped(name: string): readonly Document[] {
  return Object.entries(read(name) as Record<string, Document>).map(([key, item]) => ({
    _id: /^\d+$/.test(key) ? Number(key) : key,
    ...item,
  })) as readonly Document[]
}

/** In MongoDB a moment is a date of its own. */
function reviews(): readonly Document[] {
  return (read('reviews') as readonly Document[]).map(({ id, at, ...rest }) => ({
    _id: id,
    ...rest,
    at: new Date(at as string),
  }))
}
