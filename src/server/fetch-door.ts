import type { HttpAsk, HttpReply } from './http.ts'
import type { Respond } from './routes.ts'

/** Answers a WHATWG request. */
export async function respondToRequest(request: Request, respond: Respond): Promise<Response> {
  const reply = await respond(askOf(request))
  const { status, headers } = reply
  return new Response(bodyOf(reply, request.method), { status, headers })
}

function askOf(request: Request): HttpAsk {
  const { pathname, search } = new URL(request.url)
  return {
    method: request.method,
    path: pathname,
    search: search.slice(1),
    headers: Object.fromEntries(request.headers),
    whenGone: (listener) => request.signal.addEventListener('abort', listener, { once: true }),
    read: (max) => readStream(request.body, max),
  }
}

async function readStream(body: Request['body'], max: number): Promise<Uint8Array | null> {
  const reader = body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    size += next.value.byteLength
    if (size > max) {
      await reader?.cancel()
      return null
    }
    chunks.push(next.value)
  }
  return Buffer.concat(chunks, size)
}

function bodyOf({ body, status }: HttpReply, method: string): BodyInit | null {
  return status === 204 || status === 304 || method === 'HEAD' ? null : (body as BodyInit | null)
}
