import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'

/** What a server tells the benchmark when it is asked. */
export interface Usage {
  /** Milliseconds of CPU since the process began, user and system. */
  readonly cpu: number
  /** Bytes. */
  readonly rss: number
  /** HTTP requests since the process began, where it counts them. */
  readonly requests: number
}

/** What a server says of itself once it listens. */
export interface Listening {
  readonly port: number
  /** What it measured itself. */
  readonly figures: Readonly<Record<string, number>>
}

/** Listens on a free port of the loopback, and takes part in the benchmark. */
export function serve(listener: RequestListener, figures: Listening['figures'] = {}): void {
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    listener(request, response)
  })
  server.listen(0, '127.0.0.1', () => {
    report({ port: (server.address() as AddressInfo).port, figures }, () => requests)
  })
}

/** Says where a server listens, and answers questions about its usage, until the benchmark goes away. */
export function report(listening: Listening, requests: () => number = () => 0): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    const rss = process.memoryUsage.rss()
    process.send?.({ cpu: (user + system) / 1_000, rss, requests: requests() } satisfies Usage)
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.(listening)
}
