import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'

/** What a server tells the benchmark when it is asked. */
export interface Usage {
  /** Milliseconds of CPU since the process began, user and system. */
  readonly cpu: number
  /** Bytes. */
  readonly rss: number
}

/** Listens on a free port of the loopback, says which, and answers questions about its usage. */
export function serve(
  listener: RequestListener,
  figures: Readonly<Record<string, number>> = {},
): void {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port, figures })
  })
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: (user + system) / 1_000, rss: process.memoryUsage.rss() } satisfies Usage)
  })
  process.on('disconnect', () => process.exit(0))
}
