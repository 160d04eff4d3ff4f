import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A TCP proxy before any server, which fails on demand. It passes until told otherwise. */
export interface FaultProxy {
  readonly port: number
  /** Forwards everything again; a closed listener listens again. */
  pass(): void
  /** Closes the listener and every connection: the server is down. */
  refuse(): void
  /** Accepts, reads, forwards nothing: the server hangs, or a firewall swallows. */
  blackhole(): void
  /** Resets every open connection; new ones are served. */
  cut(): void
  /** Answers arrive this much later. */
  delay(ms: number): void
  /** Answers arrive byte by byte. */
  drip(msPerByte: number): void
  /** How many are open now. */
  connections(): number
  close(): Promise<void>
}

interface Pair {
  readonly client: Socket
  readonly server: Socket
}

/** How an answer goes back to the client; resolves when the next chunk may follow. */
type Return = (chunk: Buffer, client: Socket) => Promise<void>

/** Opens a proxy on a free loopback port. */
export async function faultProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  const pairs = new Set<Pair>()
  let forward = true
  let back: Return = atOnce
  const listener = createServer((client) => {
    const pair = { client, server: connect(target) }
    pairs.add(pair)
    join(pair, { forwards: () => forward, back: (chunk) => back(chunk, client) })
    pair.client.on('close', () => pairs.delete(pair))
  })
  const port = await listen(listener, 0)
  const cut = () => {
    for (const { client, server } of pairs) [client, server].forEach(reset)
  }
  const behave = (how: { forward?: boolean; back?: Return }) => {
    forward = how.forward ?? true
    back = how.back ?? atOnce
    if (!listener.listening) listener.listen(port, '127.0.0.1')
  }
  return {
    port,
    pass: () => behave({}),
    refuse() {
      listener.close()
      cut()
    },
    blackhole: () => behave({ forward: false }),
    cut,
    delay: (ms) => behave({ back: later(ms) }),
    drip: (ms) => behave({ back: byteByByte(ms) }),
    connections: () => pairs.size,
    async close() {
      listener.close()
      while (pairs.size > 0) {
        cut()
        await new Promise(setImmediate)
      }
    },
  }
}

async function listen(listener: Server, port: number): Promise<number> {
  listener.listen(port, '127.0.0.1')
  await once(listener, 'listening')
  return (listener.address() as AddressInfo).port
}

/** Couples two sockets: what ends one ends the other, and order is kept whatever the delays. */
function join(
  { client, server }: Pair,
  how: { forwards(): boolean; back(chunk: Buffer): Promise<void> },
): void {
  let tail = Promise.resolve()
  client.setNoDelay(true)
  server.setNoDelay(true)
  client.on('data', (chunk) => void (how.forwards() && server.write(chunk)))
  server.on('data', (chunk) => {
    if (how.forwards()) tail = tail.then(() => how.back(chunk))
  })
  client.on('end', () => server.end())
  server.on('end', () => void tail.then(() => client.end()))
  // a server that is gone looks so to the client
  client.on('error', () => reset(server))
  server.on('error', () => reset(client))
  client.on('close', () => server.destroy())
}

function reset(socket: Socket): void {
  if (socket.destroyed) return
  // a socket that has said its last cannot be reset, and would never close
  if (socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}

const atOnce: Return = async (chunk, client) => void (client.destroyed || client.write(chunk))

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref())

function later(ms: number): Return {
  return async (chunk, client) => {
    await pause(ms)
    await atOnce(chunk, client)
  }
}

function byteByByte(ms: number): Return {
  return async (chunk, client) => {
    for (const byte of chunk) {
      if (client.destroyed) return
      await atOnce(Buffer.of(byte), client)
      await pause(ms)
    }
  }
}
