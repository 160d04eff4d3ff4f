import { describe, expect, it } from 'vitest'
import { openBroker, type Broker } from './broker.ts'
import { closingLines } from './closing-lines.ts'
import type { Found } from './sources.ts'

const url = 'mongodb://127.0.0.1:9/'
const server = { kind: 'mongod', url, real: true } as const

/** A broker that finds this, and what became of it. */
async function brokerOf(find: () => Promise<Found>) {
  const seen = { searches: 0 }
  const broker = await openBroker(() => {
    seen.searches++
    return find()
  })
  const ask = async (path: string) => (await fetch(`${broker.url}${path}`)).json()
  return { broker, seen, ask }
}

const lines = async (broker: Broker) => closingLines(await broker.found(), broker.unshown())

describe('the broker of servers', () => {
  it('looks for none before it is asked, and then once for all who ask', async () => {
    const label = 'mongod 8.0.4 (replica set)'
    let stopped = 0
    const stop = async () => void stopped++
    const { broker, seen, ask } = await brokerOf(async () => ({
      started: { server, label, stop },
      refusals: [],
    }))
    expect(await broker.found()).toBeNull()
    expect(await lines(broker)).toEqual([])
    expect(seen.searches).toBe(0)
    const answers = await Promise.all([1, 2, 3].map(() => ask('/mongodb')))
    expect(answers).toEqual([{ server }, { server }, { server }])
    expect(seen.searches).toBe(1)
    expect(await lines(broker)).toEqual([`MongoDB tests: ${label}`])
    await broker.close()
    expect(stopped).toBe(1)
  })

  it('stops nothing that was never started', async () => {
    const { broker, seen } = await brokerOf(() => Promise.reject(new Error('never asked')))
    await broker.close()
    expect(seen.searches).toBe(0)
    await expect(fetch(broker.url)).rejects.toThrow('fetch failed')
  })

  it('says why there is none, and how to get one', async () => {
    const refusals = ['MONGODB_URL: not set', 'mongo-java: no java on PATH']
    const { broker, ask } = await brokerOf(async () => ({ started: null, refusals }))
    expect(await ask('/mongodb')).toEqual({ server: null })
    const [first = '', ...rest] = await lines(broker)
    expect(first).toMatch(/^MongoDB tests: skipped, no server could be had\..*MONGODB_URL=/)
    expect(rest.slice(-2)).toEqual(refusals.map((refusal) => `  ${refusal}`))
    await broker.close()
  })

  it('hands on why a server that was asked for by name is not there', async () => {
    const { broker, ask } = await brokerOf(() => Promise.reject(new Error('it does not answer')))
    expect(await ask('/mongodb')).toEqual({ error: 'it does not answer' })
    await expect(broker.found()).rejects.toThrow('it does not answer')
    await broker.close()
    const said = closingLines({ error: 'it does not answer' }, [])
    expect(said).toEqual(['MongoDB tests: failed. it does not answer'])
  })

  it('lists once what could not be shown', async () => {
    const started = { server, label: 'mongo-java-server', stop: async () => undefined }
    const { broker, ask } = await brokerOf(async () => ({ started, refusals: [] }))
    await ask('/mongodb')
    for (const name of ['window%20stages', 'change%20streams', 'window%20stages'])
      await ask(`/unshown?name=${name}`)
    expect((await lines(broker))[1]).toBe(
      '  not shown, for want of a real server: change streams, window stages',
    )
    await broker.close()
  })
})
