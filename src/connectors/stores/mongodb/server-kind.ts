import type { Document, MongoClient } from 'mongodb'

/** What the server at the other end is, as far as questions are asked differently. */
export interface ServerKind {
  /** 9 is MongoDB 4.4, 13 is 5.0. */
  readonly wire: number
  /** Its name, or null. */
  readonly replicaSet: string | null
  /** A router of a sharded cluster. */
  readonly sharded: boolean
  /** Knows `$type` inside expressions; what does not know `hello` may not. */
  readonly typeOf: boolean
  /** Stages that were refused although the version has them: other makers' servers. */
  readonly lacks: Set<string>
}

const UNKNOWN_COMMAND = 59
/** Milliseconds; a reply that is lost on the way must not be waited for by every question after it. */
const PATIENCE = 2_000

/** Asks once; again when the server was away and came back as another. */
export function serverKind(client: MongoClient): () => Promise<ServerKind> {
  let known: Promise<ServerKind> | null = null
  client.on('serverDescriptionChanged', ({ previousDescription, newDescription }) => {
    const returned = previousDescription.type === 'Unknown' && newDescription.type !== 'Unknown'
    if (returned) known = null
  })
  return () => {
    if (known) return known
    const asked = ask(client)
    known = asked
    asked.catch(() => {
      if (known === asked) known = null
    })
    return asked
  }
}

async function ask(client: MongoClient): Promise<ServerKind> {
  const admin = client.db('admin')
  const limit = { signal: AbortSignal.timeout(PATIENCE) }
  try {
    return described(await admin.command({ hello: 1 }, limit), true)
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNKNOWN_COMMAND) throw error
    return described(await admin.command({ ismaster: 1 }, limit), false)
  }
}

function described(reply: Document, modern: boolean): ServerKind {
  const { maxWireVersion, setName, msg } = reply
  return {
    wire: Number(maxWireVersion ?? 0),
    replicaSet: typeof setName === 'string' ? setName : null,
    sharded: msg === 'isdbgrid',
    typeOf: modern,
    lacks: new Set(),
  }
}
