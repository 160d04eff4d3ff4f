import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where to listen. */
export interface ListenOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
}

/** A server that listens. */
export interface Listening {
  /** `http://127.0.0.1:4000` */
  readonly url: string
  readonly port: number
  /** Ends each connection with its next answer; still accepts and answers. */
  drain(): void
  /** Accepts no more connections and resolves when the last one has ended, cut off after `grace` ms. */
  stop(grace: number): Promise<void>
}

/** Answers a node:http request: `gateway.handle`. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** More headers than any browser sends. */
const MOST_HEADERS = 100

/** Times in ms: slow or silent clients lose their socket, whether they write, read or wait. */
const guards = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
}

/** Ms without a byte either way. */
const SILENCE = 30_000

/**
 * Listens with node:http.
 *
 * @throws the error of node:net, e.g. with the code EADDRINUSE
 */
export async function listen(handle: Handle, { host, port }: ListenOptions): Promise<Listening> {
  let stopping = false
  const server = createServer(guards, (request, response) => {
    if (stopping) response.setHeader('connection', 'close')
    if (request.rawHeaders.length > 2 * MOST_HEADERS) return refuse(response, 431)
    handle(request, response).catch(() => refuse(response, 500))
  })
  server.maxHeadersCount = MOST_HEADERS + 1
  server.timeout = SILENCE
  await started(server, { host, port })
  const at = server.address() as AddressInfo
  return {
    url: `http://${shownHost(host)}:${at.port}`,
    port: at.port,
    drain() {
      stopping = true
    },
    stop(grace) {
      stopping = true
      return stopped(server, grace)
    },
  }
}

function started(server: Server, where: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function stopped(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), grace)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** The reply could not be made, or is not worth making. */
function refuse(response: ServerResponse, status: number): void {
  if (!response.headersSent)
    response.writeHead(status, { connection: 'close', 'content-length': 0 })
  response.end()
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
