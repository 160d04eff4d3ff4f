import { createConnection } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { inTurns } from '../../src/connectors/stores/rest/http/lookup.ts'
import { createRetryBudget } from '../../src/connectors/stores/rest/http/retries.ts'
import { restLimits } from '../../src/connectors/stores/rest/limits.ts'
import { faultProxy, type FaultProxy } from '../servers/fault-proxy.ts'
import { always, closeAll, codeOf, failureOf, fast, httpServer, json } from './rest-http-servers.ts'
import { openApi, rawServer, sleep, type TestServer } from './rest-http-servers.ts'

const proxies: FaultProxy[] = []
afterEach(async () => {
  await closeAll()
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()))
})

async function proxyOf(server: TestServer): Promise<FaultProxy> {
  const proxy = await faultProxy({ host: '127.0.0.1', port: server.port })
  proxies.push(proxy)
  return proxy
}

async function took(work: Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work
  return performance.now() - before
}

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

describe('an API that answers too late', () => {
  it('is cut off after 2 s of silence before its headers', async () => {
    const server = await httpServer((_request, response) => {
      setTimeout(() => json(response, []), 30_000).unref()
    })
    const ms = await took(
      codeOf(openApi(server.url).get()).then((code) => expect(code).toBe('STORE_TIMEOUT')),
    )
    expect(ms).toBeGreaterThan(1_950)
    expect(ms).toBeLessThan(2_400)
  })

  it('is cut off after 2 s of silence within its body', async () => {
    const server = await rawServer((socket) => socket.write(`${head}content-length: 9\r\n\r\n[1,`))
    const ms = await took(
      codeOf(openApi(server.url, {}, fast(10)).get()).then((code) =>
        expect(code).toBe('STORE_TIMEOUT'),
      ),
    )
    expect(ms).toBeGreaterThan(190)
    expect(ms).toBeLessThan(400)
  })

  it('is cut off after 5 s in all, however steadily it drips', async () => {
    const server = await rawServer((socket) => {
      socket.write(`${head}transfer-encoding: chunked\r\n\r\n1\r\n[\r\n`)
      const drip = setInterval(() => socket.write('1\r\n1\r\n'), 30)
      socket.on('close', () => clearInterval(drip))
    })
    const ms = await took(
      codeOf(openApi(server.url, {}, fast(10)).get()).then((code) =>
        expect(code).toBe('STORE_TIMEOUT'),
      ),
    )
    expect(ms).toBeGreaterThan(490)
    expect(ms).toBeLessThan(750)
  })

  it('has as long as `timeout` says, and to be silent as much longer', async () => {
    const server = await httpServer((_request, response) => {
      setTimeout(() => json(response, 'late'), 300)
    })
    expect(await codeOf(openApi(server.url, { timeout: 150 }).get())).toBe('STORE_TIMEOUT')
    expect(await codeOf(openApi(server.url, {}, fast(10)).get())).toBe('STORE_TIMEOUT')
    const patient = openApi(server.url, { timeout: 8_000 }, fast(10))
    expect((await patient.get()).body).toBe('late')
  })

  it('costs no more than its time where the auth function is the late one', async () => {
    const server = await httpServer(always([]))
    const auth = () => new Promise<null>(() => undefined)
    const api = openApi(server.url, { auth, timeout: 100 })
    expect(await codeOf(api.get())).toBe('STORE_TIMEOUT')
    expect(server.calls).toEqual([])
  })

  it('is left when nobody waits any more', async () => {
    const gone: boolean[] = []
    const server = await httpServer((request) => request.socket.on('close', () => gone.push(true)))
    const api = openApi(server.url)
    const leaving = new AbortController()
    const sent = failureOf(api.get('/', { signal: leaving.signal }))
    await sleep(50)
    leaving.abort()
    expect((await sent).message).toBe('The store "blog" was not waited for any longer.')
    await sleep(50)
    expect(gone).toEqual([true])
    expect(await codeOf(api.get('/', { signal: leaving.signal }))).toBe('STORE_TIMEOUT')
    expect(server.calls).toHaveLength(1)
  })

  it('is left while it is waited with another try', async () => {
    const server = await httpServer((_request, response) =>
      json(response, {}, 503, { 'retry-after': '3' }),
    )
    const leaving = new AbortController()
    const sent = codeOf(openApi(server.url).get('/', { signal: leaving.signal }))
    setTimeout(() => leaving.abort(), 50)
    expect(await took(sent)).toBeLessThan(400)
    expect(await sent).toBe('STORE_TIMEOUT')
  })
})

describe('another try', () => {
  it.each([500, 502, 503, 504])('follows a read that was answered %i', async (status) => {
    const server = await httpServer((_request, response) =>
      json(response, 'fine', server.calls.length === 1 ? status : 200),
    )
    const ms = await took(
      openApi(server.url)
        .get()
        .then((reply) => expect(reply.body).toBe('fine')),
    )
    expect(server.calls).toHaveLength(2)
    expect(ms).toBeGreaterThan(50)
    expect(ms).toBeLessThan(450)
  })

  it('is the only one', async () => {
    const server = await httpServer(always({}, 503))
    expect(await codeOf(openApi(server.url).get())).toBe('STORE_UNAVAILABLE')
    expect(server.calls).toHaveLength(2)
  })

  it.each([400, 404, 429, 501, 505])('does not follow %i', async (status) => {
    const server = await httpServer(always({}, status))
    await openApi(server.url)
      .get()
      .catch(() => undefined)
    expect(server.calls).toHaveLength(1)
  })

  it('never follows a write', async () => {
    const server = await rawServer((socket) => socket.resetAndDestroy())
    const busy = await httpServer(always({}, 503))
    for (const url of [server.url, busy.url])
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const)
        await codeOf(openApi(url).send({ method, path: '/', body: {}, reads: false }, {}))
    expect(server.calls).toHaveLength(4)
    expect(busy.calls).toHaveLength(4)
  })

  it('follows a search by POST, which reads', async () => {
    const server = await httpServer((_request, response) =>
      json(response, [], server.calls.length === 1 ? 502 : 200),
    )
    const search = { method: 'POST', path: '/', body: { ids: [] }, reads: true } as const
    expect(await openApi(server.url).send(search, {})).toMatchObject({ status: 200 })
  })

  it('waits as long as the API asks, in seconds or until a date', async () => {
    let header = '1'
    const server = await httpServer((_request, response) =>
      json(response, 'fine', server.calls.length % 2 ? 429 : 200, { 'retry-after': header }),
    )
    const api = openApi(server.url)
    expect(await took(api.get())).toBeGreaterThan(1_000)
    header = new Date(Date.now() + 2_000).toUTCString()
    expect(await took(api.get())).toBeGreaterThan(900)
    expect(server.calls).toHaveLength(4)
  })

  it('is not made where the API asks for more than there is time', async () => {
    const server = await httpServer((_request, response) =>
      json(response, {}, 503, { 'retry-after': '5' }),
    )
    const ms = await took(codeOf(openApi(server.url).get()))
    expect(server.calls).toHaveLength(1)
    expect(ms).toBeLessThan(500)
  })

  it('is made for a tenth of the traffic, beyond a small reserve', async () => {
    const server = await httpServer((request, response) =>
      json(response, {}, request.url === '/bad' ? 503 : 200),
    )
    const api = openApi(server.url)
    for (let round = 0; round < 8; round += 1) {
      const good = Array.from({ length: 30 }, () => api.get('/good'))
      const bad = Array.from({ length: 10 }, () => api.get('/bad').catch(() => undefined))
      await Promise.all([...good, ...bad])
    }
    const tries = server.calls.filter((call) => call === 'GET /bad').length - 80
    expect(tries).toBeGreaterThanOrEqual(30)
    expect(tries).toBeLessThanOrEqual(10 + 320 * restLimits.retries + 6)
  })

  it('is counted: the reserve, a tenth of each request, and one a second', () => {
    let time = 0
    const budget = createRetryBudget(() => time)
    const spent = () => Array.from({ length: 20 }, () => budget.spend()).filter(Boolean).length
    expect(spent()).toBe(restLimits.retryReserve)
    for (let count = 0; count < 21; count += 1) budget.earn()
    expect(spent()).toBe(2)
    time += 3_000
    expect(spent()).toBe(3)
    time += 3_600_000
    expect(spent()).toBe(restLimits.retryReserve)
  })
})

describe('a connection that breaks', () => {
  it('before the headers is made again for a read', async () => {
    const server = await rawServer((socket) => {
      if (server.calls.length === 1) socket.resetAndDestroy()
      else socket.end(`${head}content-length: 4\r\n\r\ntrue`)
    })
    expect((await openApi(server.url).get()).body).toBe(true)
    expect(server.calls).toHaveLength(2)
  })

  it('after the headers, in the midst of the body, too', async () => {
    const server = await rawServer((socket) => {
      if (server.calls.length > 1) socket.end(`${head}content-length: 4\r\n\r\ntrue`)
      else
        socket.write(`${head}content-length: 4\r\n\r\ntr`, () =>
          setTimeout(() => socket.resetAndDestroy(), 20),
        )
    })
    expect((await openApi(server.url).get()).body).toBe(true)
    expect(server.calls).toHaveLength(2)
  })

  it('again and again is an API that is not there', async () => {
    const server = await rawServer((socket) => socket.resetAndDestroy())
    const error = await failureOf(openApi(server.url).get())
    expect(error.message).toBe('The store "blog" cannot be reached.')
    expect(error.code).toBe('STORE_UNAVAILABLE')
  })

  it('between two requests costs nothing', async () => {
    const server = await httpServer(always('fine'))
    const proxy = await proxyOf(server)
    const api = openApi(`http://127.0.0.1:${proxy.port}`)
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([api.get(), api.get(), api.get()])
      proxy.cut()
    }
    expect((await api.get()).body).toBe('fine')
    expect(api.lines).toEqual([])
  })

  it('cannot be made: refused at once, given up after 1 s where nothing answers', async () => {
    const server = await httpServer(always('fine'))
    const proxy = await proxyOf(server)
    const api = openApi(`http://127.0.0.1:${proxy.port}`)
    proxy.refuse()
    const error = await failureOf(api.get())
    expect(error.code).toBe('STORE_UNAVAILABLE')
    expect(error.message).not.toContain('127.0.0.1')
    expect(String(error.cause)).toContain('ECONNREFUSED')
    proxy.pass()
    expect((await api.get()).body).toBe('fine')
  })
})

describe('an answer that cannot be used', () => {
  const bodies: [string, string][] = [
    ['malformed', '{"a":1,}'],
    ['NaN', 'NaN'],
    ['a number beyond JSON', '[Infinity]'],
    ['empty', ''],
    ['only space', ' \n'],
    ['with a byte order mark', '\u00ef\u00bb\u00bf{}'],
    ['with text after its end', '{}{}'],
    ['not UTF-8', '"\u00ff\u00fe"'],
    ['of half a letter', '"\u00c3'],
    ['HTML under the name of JSON', '<!doctype html><p>'],
  ]
  it.each(bodies)('is %s', async (_what, body) => {
    const server = await rawServer((socket) =>
      socket.end(Buffer.from(`${head}content-length: ${body.length}\r\n\r\n${body}`, 'latin1')),
    )
    const error = await failureOf(openApi(server.url).get())
    expect(error.code).toBe('STORE_BAD_DATA')
    expect(error.message).toBe('The store "blog" gave an answer that cannot be used.')
    expect(server.calls).toHaveLength(1)
  })

  const types = [
    'text/html',
    'text/plain',
    'application/jsonp',
    'application/json; charset=iso-8859-1',
    'application/json; charset=utf-16',
    'application/x-ndjson',
    'multipart/form-data; boundary=json',
  ]
  it.each([...types, undefined])('is of the type %s', async (type) => {
    const server = await httpServer((_request, response) => {
      response.writeHead(200, type === undefined ? {} : { 'content-type': type }).end('{}')
    })
    expect(await codeOf(openApi(server.url).get())).toBe('STORE_BAD_DATA')
  })

  const messages: [string, string][] = [
    ['truncated by its length', `${head}content-length: 9\r\n\r\n[1,2`],
    ['truncated between chunks', `${head}transfer-encoding: chunked\r\n\r\n3\r\n[1,\r\n`],
    ['truncated without a length', `${head}connection: close\r\n\r\n[1,2`],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['of two lengths', `${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{} `],
    [
      'both chunked and measured',
      `${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['of too many headers', `${head}x: ${'y'.repeat(restLimits.headers)}\r\n\r\n`],
  ]
  it.each(messages)('is %s', async (_what, message) => {
    const server = await rawServer((socket) => socket.end(message))
    expect(await codeOf(openApi(server.url).get())).toBe('STORE_BAD_DATA')
  })

  it('is one that switches to another protocol', async () => {
    const server = await rawServer((socket) =>
      socket.end(
        'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
      ),
    )
    expect(await codeOf(openApi(server.url).get())).toBe('STORE_UNAVAILABLE')
  })

  it.each(['gzip', 'br', 'deflate', 'gzip, gzip', 'zstd', 'x-unheard-of'])(
    'is encoded as %s',
    async (encoding) => {
      const bomb = gzipSync(Buffer.alloc(20_000_000, 32))
      const server = await httpServer((_request, response) => {
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-encoding': encoding,
        })
        response.end(bomb)
      })
      expect(await codeOf(openApi(server.url).get())).toBe('STORE_BAD_DATA')
    },
  )

  it('may say that it is not encoded', async () => {
    const server = await httpServer((_request, response) =>
      json(response, 1, 200, { 'content-encoding': 'identity' }),
    )
    expect((await openApi(server.url).get()).body).toBe(1)
  })

  it('costs nothing but itself when it never ends', async () => {
    let sent = 0
    const server = await rawServer((socket) => {
      socket.write(`${head}transfer-encoding: chunked\r\n\r\n`)
      const piece = Buffer.concat([
        Buffer.from('10000\r\n'),
        Buffer.alloc(65_536, 32),
        Buffer.from('\r\n'),
      ])
      const pour = (): void => {
        while (!socket.destroyed && sent < 300_000_000) {
          sent += piece.length
          if (!socket.write(piece)) return void socket.once('drain', pour)
        }
      }
      pour()
    })
    expect(await codeOf(openApi(server.url).get())).toBe('STORE_BAD_DATA')
    await sleep(50)
    expect(sent).toBeLessThan(30_000_000)
  })
})

describe('the name of an API', () => {
  it('that does not resolve makes it unreachable', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    const api = openApi('http://api.test', {}, { resolve })
    const error = await failureOf(api.get())
    expect(error.code).toBe('STORE_UNAVAILABLE')
    expect(error.message).not.toContain('api.test')
  })

  it('that resolves to nothing, too', async () => {
    const api = openApi('http://api.test', {}, { resolve: async () => [] })
    expect(await codeOf(api.get())).toBe('STORE_UNAVAILABLE')
  })

  it('that resolves too slowly is given up after 1 s', async () => {
    const resolve = () => new Promise<never>(() => undefined)
    const api = openApi('http://api.test', {}, { resolve })
    const ms = await took(codeOf(api.send({ method: 'GET', path: '/', reads: false }, {})))
    expect(ms).toBeGreaterThan(950)
    expect(ms).toBeLessThan(1_300)
  })

  it('is resolved once for many connections, and leads to the first address that answers', async () => {
    const server = await httpServer(always('fine'))
    let asked = 0
    const resolve = inTurns(async () => {
      asked += 1
      await sleep(20)
      return [
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ]
    })
    const api = openApi(`http://api.test:${server.port}`, {}, { resolve })
    await Promise.all(Array.from({ length: 10 }, () => api.get()))
    expect(asked).toBe(1)
    expect(server.requests[0]?.headers.host).toBe(`api.test:${server.port}`)
  })

  it('waits for its turn: few are resolved at a time, so that files can be read meanwhile', async () => {
    let under = 0
    let most = 0
    const resolve = inTurns(async (name) => {
      under += 1
      most = Math.max(most, under)
      await sleep(5)
      under -= 1
      if (name === 'n3') throw new Error('no')
      return [{ address: '127.0.0.1', family: 4 as const }]
    })
    const all = await Promise.allSettled(Array.from({ length: 9 }, (_, at) => resolve(`n${at}`)))
    expect(most).toBe(restLimits.lookups)
    expect(all.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(
      1,
    )
    await resolve('n3').catch(() => undefined)
    expect(under).toBe(0)
  })
})

describe('an API that is down under load', () => {
  it('is answered for in less than 10 ms, by the second; and is back soon after it is', async () => {
    const answered = await httpServer(always('fine'))
    const proxy = await proxyOf(answered)
    const api = openApi(`http://127.0.0.1:${proxy.port}`, {}, fast(5))
    expect((await api.get()).body).toBe('fine')
    proxy.refuse()
    const began = performance.now()
    const load = (ms: number) =>
      Promise.all(
        Array.from({ length: ms / 10 }, async (_, at) => {
          await sleep(at * 10)
          const before = performance.now()
          const code = await codeOf(api.get())
          return { code, at: before - began, ms: performance.now() - before }
        }),
      )
    const asked = await load(1_500)
    expect(new Set(asked.map(({ code }) => code))).toEqual(new Set(['STORE_UNAVAILABLE']))
    const later = asked.filter(({ at }) => at > 1_000).map(({ ms }) => ms)
    expect(later.toSorted((a, b) => a - b)[Math.floor(later.length * 0.9)]).toBeLessThan(10)
    expect(api.lines.join('\n')).toContain('left alone for 5 s')
    proxy.pass()
    const back = performance.now()
    let reply: unknown = null
    while (reply === null && performance.now() - back < 5_000)
      reply = await api.get().then(
        ({ body }) => body,
        () => sleep(10).then(() => null),
      )
    expect(reply).toBe('fine')
    expect(performance.now() - back).toBeLessThan(1_200)
    expect(proxy.connections()).toBeLessThanOrEqual(restLimits.connections)
  })

  it('takes no connection of the gateway with it', async () => {
    const server = await httpServer(always('fine'))
    const proxy = await proxyOf(server)
    const api = openApi(`http://127.0.0.1:${proxy.port}`, { timeout: 100 })
    proxy.blackhole()
    await Promise.all(Array.from({ length: 16 }, () => codeOf(api.get())))
    proxy.pass()
    await sleep(50)
    expect((await api.get()).body).toBe('fine')
    const alive = createConnection(proxy.port, '127.0.0.1')
    await new Promise((resolve) => alive.once('connect', resolve))
    alive.destroy()
  })
})
