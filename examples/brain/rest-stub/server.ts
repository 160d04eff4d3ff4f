import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer, type Reply } from './routes.ts'

/** A running stub. */
export interface RestStub {
  /** `http://127.0.0.1:4100` */
  readonly url: string
  /** Every request so far: `GET /users/42`. */
  log(): readonly string[]
  /** Forgets them. */
  reset(): void
  close(): Promise<void>
}

/** Serves the sample as REST, read-only; port 0 is any free one. */
export async function restStub(port = 0): Promise<RestStub> {
  const log: string[] = []
  const server = createServer((request, response) => {
    log.push(`${request.method} ${request.url}`)
    respond(response, replyTo(request))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log: () => [...log],
    reset: () => void log.splice(0),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Anything that is no GET of a path of ours is not found. */
function replyTo({ method, url = '/' }: IncomingMessage): Reply {
  if (method !== 'GET') return null
  try {
    const { pathname, searchParams } = new URL(url, 'http://stub')
    return answer(pathname, searchParams)
  } catch {
    return null
  }
}

function respond(response: ServerResponse, reply: Reply): void {
  if (reply instanceof Uint8Array) {
    response.writeHead(200, { 'content-type': 'image/x-portable-graymap' }).end(reply)
    return
  }
  const status = reply === null ? 404 : 200
  const body = JSON.stringify(reply ?? { error: 'there is no such thing' })
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
