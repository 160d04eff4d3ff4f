import type { GraphQLSchema } from 'graphql'
import type { OpenStores } from '../connectors/open.ts'
import { RefractError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import { createEngine, type Engine } from '../runtime/engine.ts'
import type { Progress } from './health.ts'
import type { Respond } from './routes.ts'

/** A gateway between its first request and its end. */
export interface Life {
  ready(): Promise<OpenStores>
  /** @throws RefractError OVERLOADED after the end */
  engine(): Promise<Engine>
  progress(): Progress
  /** `/ready` answers 503 from now on; requests are still served. */
  drain(): void
  /** The same, counting what is in flight. */
  counted(respond: Respond): Respond
  close(grace?: number): Promise<void>
}

/** What a gateway lives with. */
export interface LifeOptions {
  readonly model: Model
  readonly schema: GraphQLSchema
  open(): Promise<OpenStores>
}

/** Milliseconds that requests in flight are given when the gateway closes. */
export const defaultGrace = 10_000

/** Opens the stores once, counts what is in flight, and closes when it has ended. */
export function lifeOf({ model, schema, open }: LifeOptions): Life {
  let opening: Promise<OpenStores> | null = null
  let stores: OpenStores | null = null
  let engine: Engine | null = null
  let closing: Promise<void> | null = null
  let draining = false
  const flights = flightsInAir()

  const ready = async () => {
    opening ??= open().catch((error: unknown) => {
      opening = null
      throw error
    })
    stores = await opening
    return stores
  }
  const end = async (grace: number) => {
    await flights.landed(grace)
    const opened = await opening?.catch(() => null)
    await opened?.close()
  }
  return {
    ready,
    async engine() {
      const opened = await ready()
      if (closing && flights.over()) throw new RefractError('OVERLOADED', 'The gateway is closed')
      return (engine ??= createEngine(model, schema, opened))
    },
    progress: () => ({ stores, stopping: draining || closing !== null }),
    drain: () => {
      draining = true
    },
    counted: (respond) => (ask) => flights.count(() => respond(ask)),
    close: (grace = defaultGrace) => (closing ??= end(grace)),
  }
}

interface Flights {
  count<Value>(work: () => Promise<Value>): Promise<Value>
  /** Resolves when nothing is in flight, or after `grace` ms. */
  landed(grace: number): Promise<void>
  /** The wait has ended. */
  over(): boolean
}

function flightsInAir(): Flights {
  let inAir = 0
  let over = false
  let wake: (() => void) | null = null
  return {
    async count(work) {
      inAir++
      try {
        return await work()
      } finally {
        if (--inAir === 0) wake?.()
      }
    },
    async landed(grace) {
      if (inAir > 0) {
        let timer: NodeJS.Timeout | undefined
        await new Promise<void>((resolve) => {
          wake = resolve
          timer = setTimeout(resolve, grace)
        })
        clearTimeout(timer)
      }
      over = true
    },
    over: () => over,
  }
}
