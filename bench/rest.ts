import { installPeers, start, type Running } from './child.ts'
import { inTurn, sameAnswers, type Contender, type Figures } from './rounds.ts'
import { figure, type Report } from './table.ts'

const fields = 'id userId title user { id name email }'
const plainQuery = `{ posts { ${fields} } }`
const ownQuery = (size: number) => `{ posts(first: ${size}) { nodes { ${fields} } } }`

/** The servers, the ones that can be compared; `grows`: also measured over other numbers of posts. */
const servers = {
  still: { title: 'an answer made beforehand, no work', grows: false },
  bff: { title: 'node:http and undici without GraphQL, by hand', grows: true },
  'refract-rest': { title: 'Refract', grows: true },
  'peers/mercurius': { title: 'mercurius with its loaders and jit, undici', grows: true },
  'peers/apollo': { title: 'Apollo Server + DataLoader, undici', grows: false },
  naive: { title: 'graphql-yoga + Pothos + its DataLoader plugin, fetch', grows: true },
}
type Name = keyof typeof servers
const names = Object.keys(servers) as Name[]
const shared = 'shared'

/** Posts with their users over a REST API, through each server in turn, each in a process of its own. */
export async function compareOverRest(rounds: number, duration: number): Promise<Report> {
  const connections = 50
  return overUpstream(async (upstream, open) => {
    const contenders = new Map<Name | typeof shared, Contender>()
    for (const name of names) contenders.set(name, await open(name, 100))
    const own = contenders.get('refract-rest')
    if (own) contenders.set(shared, alike(own))
    await sameAnswers(contenders.values(), nodesOf)
    const warmUp = 1_000
    const measured = await inTurn(contenders, { rounds, duration, connections, warmUp, upstream })
    const bff = measured.get('bff')?.cpu ?? Number.NaN
    return {
      title: 'A hundred posts with their ten users over REST',
      how: `\`${ownQuery(100)}\`, of the peers \`${plainQuery}\`, all answers compared before. ${connections} connections in a closed loop from one Node process on the same machine, ${rounds} rounds of ${duration / 1_000} s in turn after one to warm up, medians. CPU is the server's own; the upstream, a process of its own, answers bytes made beforehand. Each request has an \`x-caller\` of its own, which Refract forwards, so that it shares no reads; in the last row all have the same.`,
      head: [
        'server',
        'requests per second',
        'CPU ms per request',
        'CPU against by hand',
        'upstream calls',
        'p50 ms',
        'p99 ms',
      ],
      rows: [...measured].map(([name, figures]) => [
        contenders.get(name)?.title ?? name,
        ...cells(figures, bff),
      ]),
    }
  })
}

/** The same answers over ten to ten thousand posts: how the CPU grows with the rows. */
export async function compareGrowth(
  sizes: readonly number[],
  rounds: number,
  duration: number,
): Promise<Report> {
  const connections = 1
  const growing = names.filter((name) => servers[name].grows)
  return overUpstream(async (upstream, open) => {
    const cpu = new Map(growing.map((name) => [name, [] as number[]]))
    for (const size of sizes) {
      const contenders = new Map<Name, Contender>()
      for (const name of growing) contenders.set(name, await open(name, size))
      await sameAnswers(contenders.values(), nodesOf)
      const warmUp = 100_000 / size
      const measured = await inTurn(contenders, {
        rounds,
        duration,
        connections,
        warmUp,
        upstream,
      })
      for (const [name, figures] of measured) cpu.get(name)?.push(figures.cpu)
      await Promise.all([...contenders.values()].map(({ server }) => server.stop()))
    }
    return {
      title: 'Ten to ten thousand posts over REST',
      how: `The same question over more posts, one request at a time, ${rounds} rounds of ${duration / 1_000} s in turn after one to warm up, medians, nothing shared: CPU ms per request, and in brackets CPU µs per post.`,
      head: ['server', ...sizes.map((size) => `${size.toLocaleString('en-US')} posts`)],
      rows: [...cpu].map(([name, all]) => [
        servers[name].title,
        ...all.map((one, at) => `${figure(one)} (${figure((one / (sizes[at] ?? 1)) * 1_000)})`),
      ]),
    }
  })
}

type Open = (name: Name, size: number) => Promise<Contender>

/** Starts the upstream, and stops whatever was opened over it. */
async function overUpstream<Result>(
  work: (upstream: Running, open: Open) => Promise<Result>,
): Promise<Result> {
  installPeers()
  const upstream = await start('upstream')
  const running = [upstream]
  try {
    return await work(upstream, async (name, size) => {
      const server = await start(name, `http://127.0.0.1:${upstream.port}`, String(size))
      running.push(server)
      const query = name === 'refract-rest' ? ownQuery(size) : plainQuery
      return {
        title: servers[name].title,
        server,
        ask: { port: server.port, query, distinct: true },
      }
    })
  } finally {
    await Promise.all(running.map((server) => server.stop()))
  }
}

/** The same server, asked so that requests may share their reads. */
function alike({ title, server, ask }: Contender): Contender {
  return { title: `${title}, sharing reads under way`, server, ask: { ...ask, distinct: false } }
}

/** Peers answer a list, Refract a connection. */
function nodesOf({ posts }: Readonly<Record<string, unknown>>): unknown {
  return Array.isArray(posts) ? posts : (posts as { readonly nodes?: unknown } | null)?.nodes
}

function cells({ perSecond, cpu, calls, p50, p99 }: Figures, bff: number): string[] {
  return [
    figure(perSecond),
    figure(cpu),
    `${figure(cpu / bff)} ×`,
    calls === 0 ? '0' : figure(calls),
    figure(p50),
    figure(p99),
  ]
}
