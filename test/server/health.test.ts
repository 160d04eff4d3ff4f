import { describe, expect, it } from 'vitest'
import { gateway } from '../../src/server/gateway.ts'
import { run, madeOf } from './fixture.ts'

describe('/health', () => {
  it('says that the process is alive, and nothing else', async () => {
    const server = await run()
    const reply = await server.get('/health')
    expect([reply.status, reply.text]).toEqual([200, '{"status":"alive"}'])
    expect((await fetch(`${server.url}/health`, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(`${server.url}/health`, { method: 'POST' })).status).toBe(404)
    await server.stop()
  })
})

describe('/ready', () => {
  it('is 503 until the stores are open, then 200 with their names', async () => {
    const api = gateway(madeOf({}))
    const ask = () => api.fetch(new Request('http://localhost/ready'))
    const early = await ask()
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1'])
    await api.ready()
    const late = await ask()
    expect([late.status, await late.json()]).toEqual([
      200,
      { status: 'ready', stores: [{ name: 'library', state: 'open' }] },
    ])
    await api.close()
  })

  it('is 503 with a store that is not open, while the others are served', async () => {
    const secret = 'hunter2'
    const connectors = [
      {
        name: 'odd',
        schemes: ['odd'],
        open: () => Promise.reject(new Error(`odd://root:${secret}@db: refused`)),
      },
    ]
    const api = gateway({ ...madeOf({ odd: async () => {} }), connectors })
    await api.ready()
    const reply = await api.fetch(new Request('http://localhost/ready'))
    const text = await reply.text()
    expect([reply.status, JSON.parse(text)]).toEqual([
      503,
      {
        status: 'not ready',
        stores: [
          { name: 'library', state: 'open' },
          { name: 'odd', state: 'unavailable' },
        ],
      },
    ])
    const query = encodeURIComponent('{ books { totalCount } odds { totalCount } }')
    const answer = await api.fetch(new Request(`http://localhost/graphql?query=${query}`))
    const { data, errors } = (await answer.json()) as {
      data: unknown
      errors: { extensions: { code: string } }[]
    }
    expect(data).toEqual({ books: { totalCount: 40 }, odds: null })
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['STORE_UNAVAILABLE'])
    await api.close()
  })

  it('asks the stores no more than once a second', async () => {
    let asked = 0
    const server = await run({
      odd: async () => {
        asked++
      },
    })
    await Promise.all(Array.from({ length: 50 }, () => server.get('/ready')))
    expect(asked).toBe(0)
    await server.stop()
  })
})

describe('closing', () => {
  it('turns /ready to 503 at once, lets what is in flight end, then refuses', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    let reached = () => {}
    const reading = new Promise<void>((resolve) => (reached = resolve))
    const api = gateway(
      madeOf({
        odd: () => {
          reached()
          return held
        },
      }),
    )
    await api.ready()
    const ask = (path: string) => api.fetch(new Request(`http://localhost${path}`))
    const slow = ask(`/graphql?query=${encodeURIComponent('{ odds { totalCount } }')}`)
    await reading
    let closed = false
    const closing = api.close().then(() => (closed = true))
    expect((await ask('/ready')).status).toBe(503)
    expect((await ask('/health')).status).toBe(200)
    expect(closed).toBe(false)
    release()
    expect(await (await slow).json()).toEqual({ data: { odds: { totalCount: 0 } } })
    await closing
    const after = await ask('/graphql?query={books{totalCount}}')
    expect([after.status, after.headers.get('retry-after')]).toEqual([503, '1'])
  })

  it('does not wait longer than it is told', async () => {
    const api = gateway(madeOf({ odd: () => new Promise(() => {}) }))
    await api.ready()
    void api.fetch(new Request('http://localhost/graphql?query={odds{totalCount}}'))
    const started = performance.now()
    await api.close(100)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
