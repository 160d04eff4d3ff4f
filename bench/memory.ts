import { start, type Running } from './child.ts'
import { inTurn, sameAnswers, type Contender } from './rounds.ts'
import { figure, type Report } from './table.ts'

const query = '{ books(first: 100) { nodes { id title author { id name email } } } }'
const connections = 100

const servers = {
  refract: 'Refract over its memory store',
  handwritten: 'graphql-yoga + Pothos + its DataLoader plugin, by hand',
  plain: 'node:http without GraphQL, by hand',
}

/** One hundred books with their authors, from three servers in turn, each in a process of its own. */
export async function compareInMemory(rounds: number, duration: number): Promise<Report> {
  const running: Running[] = []
  try {
    const contenders = new Map<string, Contender>()
    for (const [name, title] of Object.entries(servers)) {
      const server = await start(name)
      running.push(server)
      contenders.set(name, { title, server, ask: { port: server.port, query } })
    }
    await sameAnswers(contenders.values(), (data) => data)
    const measured = await inTurn(contenders, { rounds, duration, connections, warmUp: 1_000 })
    const own = measured.get('refract')?.cpu ?? Number.NaN
    return {
      title: 'A hundred books with their authors',
      how: `\`${query}\`, ${connections} connections in a closed loop from one Node process on the same machine, ${rounds} rounds of ${duration / 1_000} s in turn after one to warm up, medians. CPU is the server's own.`,
      head: ['server', 'requests per second', 'CPU ms per request', 'CPU against Refract'],
      rows: [...measured].map(([name, { perSecond, cpu }]) => [
        contenders.get(name)?.title ?? name,
        figure(perSecond),
        figure(cpu),
        `${figure(cpu / own)} ×`,
      ]),
    }
  } finally {
    await Promise.all(running.map((server) => server.stop()))
  }
}
