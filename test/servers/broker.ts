import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MongoServer } from './source.ts'
import { startMongo, type Found } from './sources.ts'

/** One MongoDB server for all the processes of a run, started when the first of them asks. */
export interface Broker {
  readonly url: string
  /** What was found; null when nobody asked. */
  found(): Promise<Found | null>
  /** What tests could not show, for want of a real server. */
  unshown(): readonly string[]
  /** Stops what was started. */
  close(): Promise<void>
}

/** What `/mongodb` answers. */
export type Asked = { readonly server: MongoServer | null } | { readonly error: string }

/** Opens the endpoint that tests ask; nothing is started before the first question. */
export async function openBroker(start: () => Promise<Found> = startMongo): Promise<Broker> {
  let search: Promise<Found> | null = null
  const unshown = new Set<string>()
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://broker')
    if (pathname === '/unshown') unshown.add(searchParams.get('name') ?? '')
    response.end(JSON.stringify(pathname === '/mongodb' ? await asked((search ??= start())) : {}))
  }
  const endpoint = createServer((request, response) => void answer(request, response))
  endpoint.listen(0, '127.0.0.1')
  await once(endpoint, 'listening')
  const { port } = endpoint.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    found: async () => search,
    unshown: () => [...unshown].sort(),
    async close() {
      endpoint.closeAllConnections()
      endpoint.close()
      const found = await search?.catch(() => null)
      await found?.started?.stop()
    },
  }
}

async function asked(search: Promise<Found>): Promise<Asked> {
  try {
    return { server: (await search).started?.server ?? null }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
