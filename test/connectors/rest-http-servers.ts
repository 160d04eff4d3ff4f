import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createRawServer, type AddressInfo, type Socket } from 'node:net'
import {
  openHttp,
  type Http,
  type HttpOptions,
} from '../../src/connectors/stores/rest/http/index.ts'
import type { HttpWorld } from '../../src/connectors/stores/rest/http/http.ts'
import { StoreError } from '../../src/errors.ts'

/** A server of the test, with what it was asked. */
export interface TestServer {
  readonly url: string
  readonly port: number
  /** `GET /posts?x=1`, in order; connections made for raw servers are `connection`. */
  readonly calls: string[]
  readonly requests: IncomingMessage[]
  close(): Promise<void>
}

const servers: TestServer[] = []
const apis: Http[] = []

/** Ends all that the tests of a file have opened. */
export async function closeAll(): Promise<void> {
  await Promise.all(apis.splice(0).map((api) => api.close()))
  await Promise.all(servers.splice(0).map((server) => server.close()))
}

/** An HTTP server. */
export async function httpServer(answer: RequestListener, port = 0): Promise<TestServer> {
  const calls: string[] = []
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`)
    requests.push(request)
    answer(request, response)
  })
  return started(server, { calls, requests, port, cut: () => server.closeAllConnections() })
}

/** A server that speaks bytes: `answer` is called when the head of a request has come. */
export async function rawServer(
  answer: (socket: Socket, head: string) => void,
): Promise<TestServer> {
  const sockets = new Set<Socket>()
  const calls: string[] = []
  const server = createRawServer((socket) => {
    calls.push('connection')
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    let head = ''
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      const whole = head
      head = ''
      answer(socket, whole)
    })
  })
  const cut = () => sockets.forEach((socket) => socket.destroy())
  return started(server as unknown as Server, { calls, requests: [], port: 0, cut })
}

interface Started {
  readonly calls: string[]
  readonly requests: IncomingMessage[]
  readonly port: number
  readonly cut: () => void
}

async function started(server: Server, parts: Started): Promise<TestServer> {
  await new Promise<void>((resolve) => server.listen(parts.port, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const made: TestServer = {
    url: `http://127.0.0.1:${port}`,
    port,
    calls: parts.calls,
    requests: parts.requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        parts.cut()
      }),
  }
  servers.push(made)
  return made
}

/** Answers every request with this JSON. */
export function always(body: unknown, status = 200): RequestListener {
  return (_request, response) => json(response, body, status)
}

/** Writes a JSON answer. */
export function json(
  response: Parameters<RequestListener>[1],
  body: unknown,
  status = 200,
  headers: Record<string, string | string[]> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** An API opened for a test; `lines` is its log. */
export interface TestApi extends Http {
  readonly lines: string[]
  /** Reads a path. */
  get(path?: string, ctx?: Parameters<Http['send']>[1]): ReturnType<Http['send']>
}

/** Opens an API of this machine. */
export function openApi(
  url: string,
  options: Partial<HttpOptions> = {},
  world: Partial<HttpWorld> = {},
): TestApi {
  const lines: string[] = []
  const log = { warn: (line: string) => lines.push(line), info: (line: string) => lines.push(line) }
  const http = openHttp({ name: 'blog', url, log, allowPrivate: true, ...options }, world)
  apis.push(http)
  return {
    ...http,
    lines,
    get: (path = '/', ctx = {}) => http.send({ method: 'GET', path, reads: true }, ctx),
  }
}

/** What a request that must fail fails with. */
export async function failureOf(sent: Promise<unknown>): Promise<StoreError> {
  const outcome = await sent.then(
    (reply) => new Error(`answered ${JSON.stringify(reply)}`),
    (error: unknown) => error,
  )
  if (outcome instanceof StoreError) return outcome
  throw outcome
}

/** The code of a request that must fail. */
export async function codeOf(sent: Promise<unknown>): Promise<string> {
  return (await failureOf(sent)).code
}

/** Time that passes so many times as fast, so that limits of seconds are reached in a fraction. */
export function fast(times: number): Partial<HttpWorld> {
  return { now: () => performance.now() * times }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
