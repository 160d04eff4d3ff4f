import { Agent, request } from 'node:http'

/** What one round of load has shown. */
export interface Round {
  readonly requests: number
  /** Milliseconds. */
  readonly elapsed: number
}

/** A GraphQL request, asked over and over. */
export interface Ask {
  readonly port: number
  readonly query: string
}

/** Keeps so many connections busy, each asking again as soon as it is answered, for so many milliseconds. */
export async function closedLoop(ask: Ask, connections: number, duration: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const began = performance.now()
  let requests = 0
  const one = async () => {
    while (performance.now() - began < duration) {
      await post(ask, agent)
      requests++
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const elapsed = performance.now() - began
  agent.destroy()
  return { requests, elapsed }
}

/** Asks once; the text of the answer. @throws Error when the answer is not 200 */
export function post({ port, query }: Ask, agent?: Agent): Promise<string> {
  const body = JSON.stringify({ query })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const asked = request(
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
    asked.on('error', reject)
    asked.end(body)
  })
}
