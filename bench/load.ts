import { Agent, request } from 'node:http'

/** What one round of load has shown. */
export interface Round {
  /** Milliseconds of each answered request. */
  readonly latencies: readonly number[]
  /** Milliseconds of the whole round. */
  readonly elapsed: number
}

/** A GraphQL request, asked over and over. */
export interface Ask {
  readonly port: number
  readonly query: string
  /** Gives each request an `x-caller` of its own, so that no two requests are alike for who forwards it. */
  readonly distinct?: boolean
}

/** How a round is driven. */
export interface Load {
  readonly connections: number
  /** Milliseconds. */
  readonly duration: number
  /** It does not end before so many requests; none unless given. */
  readonly atLeast?: number
}

/** Keeps so many connections busy, each asking again as soon as it is answered. */
export async function closedLoop(ask: Ask, load: Load): Promise<Round> {
  const { connections, duration, atLeast = 0 } = load
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const began = performance.now()
  const latencies: number[] = []
  const one = async () => {
    let at = began
    while (at - began < duration || latencies.length < atLeast) {
      await post(ask, agent)
      const now = performance.now()
      latencies.push(now - at)
      at = now
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const elapsed = performance.now() - began
  agent.destroy()
  return { latencies, elapsed }
}

let asked = 0

/** Asks once; the text of the answer. @throws Error when the answer is not 200 */
export function post({ port, query, distinct }: Ask, agent?: Agent): Promise<string> {
  const body = JSON.stringify({ query })
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-caller': distinct ? `bench-${++asked}` : 'bench',
  }
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers, agent },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          if (answer.statusCode === 200) resolve(text)
          else reject(new Error(`${answer.statusCode}: ${text}`))
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
