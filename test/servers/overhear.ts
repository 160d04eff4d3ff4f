import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { BSON, type Document } from 'mongodb'

/** Stands before a MongoDB server and notes each command that a client sends. */
export interface Overheard {
  readonly port: number
  /** As they came, `{ find: 'posts', filter: {…}, maxTimeMS: … }`; without handshakes and heartbeats. */
  commands(): readonly Document[]
  close(): Promise<void>
}

const OP_MSG = 2013
const housekeeping = ['hello', 'ismaster', 'isMaster', 'endSessions', 'saslStart', 'saslContinue']

/** Opens one on a free loopback port. */
export async function overhear(target: { host: string; port: number }): Promise<Overheard> {
  const heard: Document[] = []
  const sockets = new Set<Socket>()
  const listener = createServer((client) => {
    const server = connect(target)
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => [client, server].forEach(drop))
    }
    client.on(
      'data',
      messages((document) => heard.push(document)),
    )
    client.pipe(server).pipe(client)
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  return {
    port: (listener.address() as AddressInfo).port,
    commands: () => heard.filter((command) => !housekeeping.some((name) => name in command)),
    async close() {
      sockets.forEach(drop)
      listener.close()
      await once(listener, 'close')
    },
  }
}

const drop = (socket: Socket) => void socket.destroy()

/** Reads the wire protocol: length, request, response, kind; then flags and a first section with the command. */
function messages(hear: (command: Document) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0))
      rest = rest.subarray(message.length)
      if (message.readInt32LE(12) !== OP_MSG || message[20] !== 0) continue
      hear(BSON.deserialize(message.subarray(21, 21 + message.readInt32LE(21))))
    }
  }
}
