import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { buildConnector } from 'undici'
import { restLimits } from '../limits.ts'
import { AddressError } from './failure.ts'
import { isPublicAddress } from './public-address.ts'

/** Opens the sockets of one API, and knows all that are open. */
export interface Sockets {
  readonly connect: buildConnector.connector
  /** Ends them all, also those that are still being opened. */
  end(): void
}

/**
 * Sockets to public addresses only, unless `allowPrivate`. A literal address is judged here, since `lookup` never sees it;
 * names are judged by `lookup`.
 */
export function createSockets(lookup: LookupFunction, allowPrivate: boolean): Sockets {
  const open = new Set<Socket>()
  const sessions: Sessions = { last: undefined }
  return {
    connect(to, callback) {
      if (!allowPrivate && isIP(to.hostname) !== 0 && !isPublicAddress(to.hostname)) {
        callback(new AddressError('private', to.hostname), null)
        return
      }
      const socket = openSocket(to, lookup, sessions).setNoDelay(true).setKeepAlive(true, 60_000)
      open.add(socket)
      socket.once('close', () => open.delete(socket))
      settle(socket, to.protocol === 'https:' ? 'secureConnect' : 'connect', callback)
    },
    end() {
      for (const socket of open) socket.destroy()
    },
  }
}

/** Bytes: most answers are one piece. */
const READ_AT_ONCE = 64 * 1024

/** The last TLS session, so that further connections shake hands more quickly. */
interface Sessions {
  last: Buffer | undefined
}

function openSocket(
  { hostname, port, protocol, servername }: buildConnector.Options,
  lookup: LookupFunction,
  sessions: Sessions,
): Socket {
  const address = { host: hostname, lookup, highWaterMark: READ_AT_ONCE }
  if (protocol !== 'https:') return connectTcp({ ...address, port: Number(port) || 80 })
  const name = servername || (isIP(hostname) === 0 ? hostname : undefined)
  const socket = connectTls({
    ...address,
    port: Number(port) || 443,
    ALPNProtocols: ['http/1.1'],
    ...(name === undefined ? {} : { servername: name }),
    ...(sessions.last === undefined ? {} : { session: sessions.last }),
  })
  return socket.on('session', (session) => {
    sessions.last = session
  })
}

/** Tells once whether the socket is open, broken, or late. */
function settle(socket: Socket, event: string, callback: buildConnector.Callback): void {
  const late = setTimeout(() => socket.destroy(new AddressError('silent')), restLimits.connect)
  let told = false
  const tell = (error: Error | null): void => {
    clearTimeout(late)
    if (told) return
    told = true
    if (error) callback(error, null)
    else callback(null, socket)
  }
  socket.once(event, () => tell(null))
  socket.on('error', tell)
  socket.once('close', () => tell(new AddressError('silent')))
}
