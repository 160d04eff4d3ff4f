import type { IncomingMessage, ServerResponse } from 'node:http'
import { RefractError } from '../errors.ts'
import type { HttpAsk, HttpReply } from './http.ts'
import type { Respond } from './routes.ts'

/** Answers a request of a node:http server. */
export async function respondToNode(
  request: IncomingMessage,
  response: ServerResponse,
  respond: Respond,
): Promise<void> {
  const reply = await respond(askOf(request, response))
  if (!response.destroyed) send(reply, request, response)
}

function askOf(request: IncomingMessage, response: ServerResponse): HttpAsk {
  const url = request.url ?? ''
  const mark = url.indexOf('?')
  return {
    method: request.method ?? '',
    path: mark < 0 ? url : url.slice(0, mark),
    search: mark < 0 ? '' : url.slice(mark + 1),
    headers: plainHeaders(request.headers),
    whenGone(listener) {
      response.once('close', () => {
        if (!response.writableFinished) listener()
      })
    },
    read: (max) => readMessage(request, max),
  }
}

function plainHeaders(given: IncomingMessage['headers']): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name in given) {
    const value = given[name]
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}

function readMessage(request: IncomingMessage, max: number): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= max) return void chunks.push(chunk)
      request.pause()
      resolve(null)
    })
    request.once('end', () =>
      resolve(chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks, size)),
    )
    request.once('error', () => reject(new RefractError('BAD_REQUEST', 'The body ended early')))
  })
}

function send(reply: HttpReply, request: IncomingMessage, response: ServerResponse): void {
  const { body, status, headers } = reply
  const length = body === null ? 0 : Buffer.byteLength(body)
  // what is left of a refused body is not read: the connection ends with the reply
  const unread = !request.complete && !request.readableEnded ? { connection: 'close' } : {}
  const bare = status === 204 || status === 304
  response.writeHead(status, {
    ...headers,
    ...(bare ? {} : { 'content-length': length }),
    ...unread,
  })
  response.end(request.method === 'HEAD' || bare ? undefined : body)
}
