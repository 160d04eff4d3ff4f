import { setTimeout as wait } from 'node:timers/promises'
import type { Gateway } from '../server/gateway.ts'
import { listen, type Listening, type ListenOptions } from '../server/listen.ts'
import { defaultGrace } from '../server/life.ts'
import { MistakesError } from '../errors.ts'
import { startLines } from './report.ts'
import { stopSignal } from './shutdown.ts'
import type { Terminal } from './terminal.ts'

/** A gateway that may be replaced while it serves. */
export interface Serving {
  current(): Gateway
  readonly graphiql: boolean
  readonly address: ListenOptions
}

/**
 * Opens the stores, listens, says so, and serves until a signal: then `/ready` answers 503 at once; a moment later no
 * connection is accepted, what is in flight gets 10 s, the stores are closed.
 *
 * @throws MistakesError where the address cannot be listened at
 */
export async function serve(serving: Serving, terminal: Terminal): Promise<void> {
  const stop = stopSignal()
  const opened = await serving.current().ready()
  const server = await listening(serving)
  const report = { url: server.url, graphiql: serving.graphiql, stores: opened.states() }
  for (const line of startLines(report, terminal.paint)) terminal.say(line)
  const signal = await stop
  terminal.say(terminal.paint.faint(`${signal}: finishing what is in flight`))
  serving.current().drain()
  server.drain()
  await wait(LINGER)
  await server.stop(defaultGrace)
  await serving.current().close(defaultGrace)
}

/** Ms to go on serving after the signal: what clients have sent by then is read, not cut off. */
const LINGER = 200

async function listening(serving: Serving): Promise<Listening> {
  try {
    return await listen(
      (request, response) => serving.current().handle(request, response),
      serving.address,
    )
  } catch (error) {
    const { host, port } = serving.address
    await serving.current().close(0)
    const sentence = sentences[(error as NodeJS.ErrnoException).code ?? '']
    if (!sentence) throw error
    throw new MistakesError([{ at: `${host}:${port}`, message: sentence }])
  }
}

const sentences: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'something else listens there. Stop it, or choose another port: --port 4001, or PORT=4001',
  EACCES:
    'this user may not listen there; ports below 1024 need rights. Choose another: --port 4000',
  EADDRNOTAVAIL: 'this machine does not have that address; choose another: --host 127.0.0.1',
  ENOTFOUND: 'there is no host of that name; choose another: --host 127.0.0.1',
}
