import { isDeepStrictEqual } from 'node:util'
import { start, type Running } from './child.ts'
import { closedLoop, post } from './load.ts'
import { figure, median, type Report } from './table.ts'

const query = '{ books(first: 100) { nodes { id title author { id name email } } } }'
const connections = 100

const servers = {
  refract: 'Refract over its memory store',
  handwritten: 'graphql-yoga + Pothos + its DataLoader plugin, by hand',
  plain: 'node:http without GraphQL, by hand',
}

interface Measured {
  readonly perSecond: number
  /** Milliseconds of CPU of the server per request. */
  readonly cpu: number
}

/** One hundred books with their authors, from three servers in turn, each in a process of its own. */
export async function comparePeers(rounds: number, duration: number): Promise<Report> {
  const running = new Map<string, Running>()
  try {
    for (const name of Object.keys(servers)) running.set(name, await start(name))
    await sameAnswers(running)
    const measured = await alternate(running, rounds, duration)
    return report(measured, rounds, duration)
  } finally {
    await Promise.all([...running.values()].map((server) => server.stop()))
  }
}

async function sameAnswers(running: ReadonlyMap<string, Running>): Promise<void> {
  const answers = await Promise.all([...running.values()].map(({ port }) => post({ port, query })))
  const [first, ...others] = answers.map((text) => JSON.parse(text).data)
  if (!others.every((other) => isDeepStrictEqual(other, first)))
    throw new Error('the servers answer differently')
}

/** The first round warms up and does not count. */
async function alternate(
  running: ReadonlyMap<string, Running>,
  rounds: number,
  duration: number,
): Promise<Map<string, Measured[]>> {
  const measured = new Map([...running.keys()].map((name) => [name, [] as Measured[]]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, server] of running) {
      const one = await measure(server, duration)
      if (round > 0) measured.get(name)?.push(one)
    }
  }
  return measured
}

async function measure(server: Running, duration: number): Promise<Measured> {
  const before = await server.usage()
  const { requests, elapsed } = await closedLoop(
    { port: server.port, query },
    connections,
    duration,
  )
  const after = await server.usage()
  return { perSecond: (requests / elapsed) * 1_000, cpu: (after.cpu - before.cpu) / requests }
}

function report(
  measured: ReadonlyMap<string, readonly Measured[]>,
  rounds: number,
  duration: number,
): Report {
  const cpuOf = (name: string) => median((measured.get(name) ?? []).map(({ cpu }) => cpu))
  const own = cpuOf('refract')
  return {
    title: 'A hundred books with their authors',
    how: `\`${query}\`, ${connections} connections in a closed loop from one Node process on the same machine, ${rounds} rounds of ${duration / 1_000} s in turn after one to warm up, medians. CPU is the server's own.`,
    head: ['server', 'requests per second', 'CPU ms per request', 'CPU against Refract'],
    rows: Object.entries(servers).map(([name, title]) => [
      title,
      figure(median((measured.get(name) ?? []).map(({ perSecond }) => perSecond))),
      figure(cpuOf(name)),
      `${figure(cpuOf(name) / own)} ×`,
    ]),
  }
}
