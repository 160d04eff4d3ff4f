import { afterEach, describe, expect, it } from 'vitest'
import { createBreaker } from '../../src/connectors/stores/rest/http/breaker.ts'
import { retryAfter } from '../../src/connectors/stores/rest/http/retries.ts'
import { restLimits } from '../../src/connectors/stores/rest/limits.ts'
import {
  closeAll,
  codeOf,
  failureOf,
  httpServer,
  json,
  openApi,
  sleep,
} from './rest-http-servers.ts'

afterEach(closeAll)

/** Reads one text as the body of an answer: its value, or the code of the error. */
async function bodyOf(text: string): Promise<unknown> {
  const server = await httpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(text)
  })
  const api = openApi(server.url)
  return api.get().then(
    ({ body }) => body,
    (error: { code: string }) => error.code,
  )
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const list = (elements: number) => `[${'1,'.repeat(elements - 1)}1]`
const padded = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`

describe('the body of an answer', () => {
  it(`has at most ${restLimits.body} bytes, announced or not`, async () => {
    expect(await bodyOf(padded(restLimits.body))).toHaveLength(restLimits.body - 2)
    expect(await bodyOf(padded(restLimits.body + 1))).toBe('STORE_BAD_DATA')
    for (const bytes of [restLimits.body, restLimits.body + 1]) {
      const server = await httpServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.write('"')
        response.end(padded(bytes).slice(1))
      })
      const outcome = openApi(server.url).get()
      if (bytes > restLimits.body) expect(await codeOf(outcome)).toBe('STORE_BAD_DATA')
      else expect((await outcome).body).toHaveLength(bytes - 2)
    }
  })

  it('is refused by its announced length, before any of it has come', async () => {
    const server = await httpServer((_request, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': String(restLimits.body + 1),
      })
      response.flushHeaders()
    })
    const before = performance.now()
    expect(await codeOf(openApi(server.url).get())).toBe('STORE_BAD_DATA')
    expect(performance.now() - before).toBeLessThan(500)
  })

  it(`is nested at most ${restLimits.depth} levels`, async () => {
    expect(await bodyOf(nested(restLimits.depth))).toEqual(JSON.parse(nested(restLimits.depth)))
    expect(await bodyOf(nested(restLimits.depth + 1))).toBe('STORE_BAD_DATA')
    const members = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)
    expect(await bodyOf(members(restLimits.depth))).toBeTypeOf('object')
    expect(await bodyOf(members(restLimits.depth + 1))).toBe('STORE_BAD_DATA')
    for (const levels of [10_000, 400_000, 2_000_000])
      expect(await bodyOf(nested(levels))).toBe('STORE_BAD_DATA')
    expect(await bodyOf('['.repeat(2_000_000))).toBe('STORE_BAD_DATA')
  })

  it(`has lists of at most ${restLimits.elements} elements`, async () => {
    expect(await bodyOf(list(restLimits.elements))).toHaveLength(restLimits.elements)
    expect(await bodyOf(list(restLimits.elements + 1))).toBe('STORE_BAD_DATA')
    expect(await bodyOf(`{"data":{"rows":${list(restLimits.elements + 1)}}}`)).toBe(
      'STORE_BAD_DATA',
    )
    expect(await bodyOf(list(1_000_000))).toBe('STORE_BAD_DATA')
  })

  it(`holds at most ${restLimits.values} values in all`, async () => {
    // Ten lists of so many, in a list: ten elements of it, and those within them.
    const lists = (more: number) =>
      `[${Array.from({ length: 10 }, (_, at) => list(restLimits.values / 10 - 1 + (at === 0 ? more : 0))).join(',')}]`
    expect(await bodyOf(lists(0))).toHaveLength(10)
    expect(await bodyOf(lists(1))).toBe('STORE_BAD_DATA')
  })

  it('may hold any number of commas and brackets in texts', async () => {
    const text = JSON.stringify([',[{'.repeat(400_000), '\\",[{"\\'.repeat(100_000)])
    expect(await bodyOf(text)).toEqual(JSON.parse(text))
  })
})

describe('requests at a time', () => {
  it(`are ${restLimits.connections}, ${restLimits.queue} wait, and the next is refused at once`, async () => {
    const waiting: (() => void)[] = []
    const server = await httpServer((_request, response) => {
      waiting.push(() => json(response, 'fine'))
    })
    const api = openApi(server.url)
    const room = restLimits.connections + restLimits.queue
    const sent = Array.from({ length: room }, () => api.get())
    const error = await failureOf(api.get())
    expect(error.code).toBe('STORE_UNAVAILABLE')
    expect(error.message).toBe('The store "blog" is asked too much at a time.')
    expect(api.lines[0]).toContain('16 requests under way and 64 waiting')
    await sleep(100)
    expect(waiting).toHaveLength(restLimits.connections)
    expect(new Set(server.requests.map(({ socket }) => socket.remotePort)).size).toBe(16)
    while (server.requests.length < room || waiting.length > 0) {
      for (const answer of waiting.splice(0)) answer()
      await sleep(5)
    }
    expect((await Promise.all(sent)).map(({ body }) => body)).toEqual(Array(room).fill('fine'))
    const ports = new Set(server.requests.map(({ socket }) => socket.remotePort))
    expect(ports.size).toBeLessThanOrEqual(restLimits.connections)
    const again = api.get()
    await sleep(50)
    for (const answer of waiting.splice(0)) answer()
    expect((await again).body).toBe('fine')
  })

  it('that wait and are given up leave their place, and cost no connection', async () => {
    const server = await httpServer(() => undefined)
    const api = openApi(server.url)
    const leaving = new AbortController()
    const under = Array.from({ length: restLimits.connections }, () => codeOf(api.get()))
    const idle = Array.from({ length: restLimits.queue }, () =>
      codeOf(api.get('/', { signal: leaving.signal })),
    )
    leaving.abort()
    expect(new Set(await Promise.all(idle))).toEqual(new Set(['STORE_TIMEOUT']))
    const more = Array.from({ length: restLimits.queue }, () => codeOf(api.get()))
    await sleep(100)
    expect(server.calls).toHaveLength(restLimits.connections)
    await api.close()
    expect(new Set(await Promise.all([...under, ...more]))).toEqual(new Set(['STORE_UNAVAILABLE']))
  })
})

describe('a breaker', () => {
  const make = () => {
    const clock = { now: 1_000 }
    const news: string[] = []
    const breaker = createBreaker(() => clock.now, {
      opened: (ms) => news.push(`opened ${ms}`),
      closed: () => news.push('closed'),
    })
    const once = (outcome: 'good' | 'bad' | 'none', hold?: number) => {
      const pass = breaker.enter()
      if (pass) breaker.done(pass, outcome, hold)
      return pass !== null
    }
    const times = (count: number, outcome: 'good' | 'bad' | 'none') => {
      for (let time = 0; time < count; time += 1) once(outcome)
    }
    return { clock, news, breaker, once, times }
  }

  it('opens at 20 requests of which half failed, not at 19', () => {
    const { times, once, news } = make()
    times(10, 'good')
    times(9, 'bad')
    expect(once('good')).toBe(true)
    expect(news).toEqual([])
    once('bad')
    expect(news).toEqual([])
    once('bad')
    expect(news).toEqual(['opened 5000'])
    const all = make()
    all.times(19, 'bad')
    expect(all.news).toEqual([])
    all.times(1, 'bad')
    expect(all.news).toEqual(['opened 5000'])
  })

  it('does not open where fewer than half fail, however many', () => {
    const { times, news } = make()
    for (let round = 0; round < 300; round += 1) {
      times(2, 'good')
      times(1, 'bad')
    }
    expect(news).toEqual([])
  })

  it('forgets what is older than 10 s', () => {
    const { clock, times, news } = make()
    times(19, 'bad')
    clock.now += 10_000
    times(19, 'bad')
    clock.now += 5_000
    expect(news).toEqual([])
    times(1, 'bad')
    expect(news).toEqual(['opened 5000'])
  })

  it('counts nothing that tells nothing', () => {
    const { times, news } = make()
    times(100, 'none')
    times(19, 'bad')
    expect(news).toEqual([])
  })

  it('lets nothing through for 5 s, then three at a time, and closes when they went well', () => {
    const { clock, breaker, once, times, news } = make()
    times(20, 'bad')
    clock.now += 4_999
    expect(breaker.isOpen()).toBe(true)
    expect(breaker.enter()).toBe(null)
    clock.now += 1
    const probes = [breaker.enter(), breaker.enter(), breaker.enter()]
    expect(probes).not.toContain(null)
    expect(breaker.enter()).toBe(null)
    expect(breaker.isOpen()).toBe(true)
    for (const probe of probes) if (probe) breaker.done(probe, 'good')
    expect(news).toEqual(['opened 5000', 'closed'])
    times(19, 'bad')
    expect(once('good')).toBe(true)
  })

  it('opens again at the first probe that fails, whatever the others tell later', () => {
    const { clock, breaker, times, news } = make()
    times(20, 'bad')
    clock.now += 5_000
    const probes = [breaker.enter(), breaker.enter(), breaker.enter()]
    const [first, ...others] = probes
    if (first) breaker.done(first, 'bad')
    for (const other of others) if (other) breaker.done(other, 'good')
    expect(news).toEqual(['opened 5000', 'opened 5000'])
    expect(breaker.enter()).toBe(null)
    clock.now += 5_000
    expect(breaker.enter()).not.toBe(null)
  })

  it('gives the place of a probe that was given up to another', () => {
    const { clock, breaker, times, once, news } = make()
    times(20, 'bad')
    clock.now += 5_000
    times(50, 'none')
    expect(breaker.isOpen()).toBe(false)
    for (let time = 0; time < 3; time += 1) once('good')
    expect(news).toEqual(['opened 5000', 'closed'])
  })

  it('takes no late news of what was let through before it opened', () => {
    const { clock, breaker, times, news } = make()
    const early = Array.from({ length: 5 }, () => breaker.enter())
    times(20, 'bad')
    clock.now += 5_000
    for (const pass of early) if (pass) breaker.done(pass, 'bad')
    expect(news).toEqual(['opened 5000'])
    expect(breaker.isOpen()).toBe(false)
  })

  it('stays open as long as the API asks, up to 30 s', () => {
    const { clock, times, once, news, breaker } = make()
    times(19, 'bad')
    once('bad', 12_000)
    clock.now += 11_999
    expect(breaker.isOpen()).toBe(true)
    clock.now += 1
    once('bad', 3_600_000)
    expect(news).toEqual(['opened 12000', 'opened 30000'])
  })
})

describe('the breaker of an API', () => {
  it('counts 429, answers within 10 ms while open, and closes by itself', async () => {
    let status = 429
    let time = 0
    const server = await httpServer((_request, response) => json(response, 'fine', status))
    const api = openApi(server.url, {}, { now: () => time })
    for (let count = 0; count < 20; count += 1)
      expect(await codeOf(api.get())).toBe('STORE_UNAVAILABLE')
    const before = performance.now()
    const error = await failureOf(api.get())
    expect(performance.now() - before).toBeLessThan(10)
    expect(error.code).toBe('STORE_UNAVAILABLE')
    expect(error.message).toBe(
      'The store "blog" has failed too often and is left alone for a moment.',
    )
    expect(server.calls).toHaveLength(20)
    status = 200
    time += 5_000
    for (let count = 0; count < 5; count += 1) expect((await api.get()).body).toBe('fine')
    expect(api.lines.slice(-1)).toEqual(['blog: answers again'])
  })

  it('opens for no refusals, no bad data and no callers who leave', async () => {
    const server = await httpServer((request, response) => {
      if (request.url === '/html') response.writeHead(200).end('<p>')
      else if (request.url !== '/hang') json(response, {}, Number(request.url?.slice(1)))
    })
    const api = openApi(server.url)
    for (const path of ['/400', '/403', '/404', '/302', '/html'])
      await Promise.all(Array.from({ length: 25 }, () => api.get(path).catch(() => undefined)))
    const leaving = new AbortController()
    const left = Array.from({ length: 30 }, () =>
      codeOf(api.get('/hang', { signal: leaving.signal })),
    )
    leaving.abort()
    await Promise.all(left)
    expect((await api.get('/200')).status).toBe(200)
  })

  it('turns away those who wait when it opens', async () => {
    const waiting: (() => void)[] = []
    let holds = false
    const server = await httpServer((_request, response) => {
      const answer = () => json(response, {}, 501)
      if (holds) waiting.push(answer)
      else answer()
    })
    const api = openApi(server.url)
    for (let count = 0; count < 15; count += 1) await codeOf(api.get())
    holds = true
    const sent = Array.from({ length: 50 }, () => codeOf(api.get()))
    while (waiting.length < restLimits.connections) await sleep(5)
    holds = false
    for (const answer of waiting.splice(0)) answer()
    expect(new Set(await Promise.all(sent))).toEqual(new Set(['STORE_UNAVAILABLE']))
    expect(server.calls.length).toBeLessThan(15 + 2 * restLimits.connections)
  })
})

describe('Retry-After', () => {
  const today = Date.parse('2026-01-01T00:00:00Z')

  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 3 ', 3_000],
    ['Thu, 01 Jan 2026 00:00:10 GMT', 10_000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['', null],
    ['99999999999', null],
    [undefined, null],
  ])('of %j is %j ms', (header, ms) => {
    expect(retryAfter(header, today)).toBe(ms)
  })
})
