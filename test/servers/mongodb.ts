import { describe } from 'vitest'
import type { Asked } from './broker.ts'
import type { MongoServer } from './source.ts'

export type { MongoServer }
export { freshDatabase } from './databases.ts'

let asked: Promise<MongoServer | null> | null = null

/**
 * The MongoDB server of this run, one for all test files, started when the first asks; null when none could be had.
 *
 * @throws Error when a server that was asked for by name (`MONGODB_URL`, `$MONGOD`) is not there
 */
export function mongoServer(): Promise<MongoServer | null> {
  return (asked ??= ask())
}

/**
 * `describe` for tests that need a MongoDB server: skipped when there is none. The body runs nevertheless, to find its
 * tests; its server then has no address.
 *
 * @example
 * await describeMongo('filters', ({ url }) => { … })
 */
export async function describeMongo(
  name: string,
  body: (server: MongoServer) => void,
): Promise<void> {
  const server = await mongoServer()
  describe.skipIf(!server)(name, () => body(server ?? nowhere))
}

/**
 * `describe` for what only a real server can show (window stages, transactions, change streams): elsewhere it is
 * skipped, and its name is among the last lines of the run.
 */
export async function describeReal(
  name: string,
  body: (server: MongoServer) => void,
): Promise<void> {
  const server = await mongoServer()
  if (server && !server.real) await unshown(name)
  describe.skipIf(!server?.real)(name, () => body(server ?? nowhere))
}

const nowhere: MongoServer = Object.freeze({ kind: 'mongo-java', url: '', real: false })

async function ask(): Promise<MongoServer | null> {
  const answer = (await (await fetch(`${broker()}/mongodb`)).json()) as Asked
  if ('error' in answer) throw new Error(answer.error)
  return answer.server
}

const unshown = (name: string) => fetch(`${broker()}/unshown?name=${encodeURIComponent(name)}`)

function broker(): string {
  const url = process.env['REFRACT_TEST_BROKER']
  if (!url) throw new Error('mongoServer() is for tests that vitest runs; elsewhere: startMongo()')
  return url
}
