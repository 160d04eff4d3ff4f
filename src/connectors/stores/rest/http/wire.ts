import { Pool } from 'undici'
import { restLimits } from '../limits.ts'
import { createBreaker } from './breaker.ts'
import { createSockets } from './connect.ts'
import type { Wire } from './exchange.ts'
import { closed, spared } from './failure.ts'
import { createGate } from './gate.ts'
import type { HttpOptions, HttpWorld } from './http.ts'
import { guardedLookup } from './lookup.ts'
import type { Notes } from './notes.ts'
import { createSweep } from './sweep.ts'

/** What all requests to one API share, and how to end it. */
export interface OpenWire extends Wire {
  close(): Promise<void>
}

/** Where it leads, and the limits of the options. */
export interface WireParts {
  readonly origin: string
  readonly options: HttpOptions
  readonly world: HttpWorld
  readonly notes: Notes
}

/** The connections to one API, with everything that stands before them. */
export function createWire({ origin, options, world, notes }: WireParts): OpenWire {
  const open = options.allowPrivate === true
  const sockets = createSockets(guardedLookup(world.resolve, open), open)
  const pool = createPool(origin, sockets.connect)
  const gate = createGate(restLimits.connections, restLimits.queue)
  const sweep = createSweep(world.now)
  const opened = (ms: number): void => {
    notes.opened(ms)
    gate.turnAway(spared)
  }
  const breaker = createBreaker(world.now, { opened, closed: notes.closed })
  return {
    pool,
    gate,
    sweep,
    breaker,
    now: world.now,
    silence: silenceOf(options),
    contentType: options.contentType?.toLowerCase() ?? null,
    async close() {
      gate.turnAway(closed)
      const ended = pool.destroy()
      sockets.end()
      sweep.end(closed)
      await ended
    },
  }
}

/** How long a whole answer may take, in ms. */
export function timeoutOf({ timeout = restLimits.total }: HttpOptions): number {
  return timeout
}

/** An API that is given more time as a whole may also be silent for longer. */
function silenceOf(options: HttpOptions): number {
  return restLimits.silence + Math.max(0, timeoutOf(options) - restLimits.total)
}

/** One request at a time on each connection. Time limits are the sweep's: undici's own are seconds late. */
function createPool(origin: string, connect: ReturnType<typeof createSockets>['connect']): Pool {
  return new Pool(origin, {
    connect,
    connections: restLimits.connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: restLimits.headers,
    allowH2: false,
  })
}
