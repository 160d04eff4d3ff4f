import { afterEach, describe, expect, it } from 'vitest'
import {
  always,
  closeAll,
  codeOf,
  failureOf,
  httpServer,
  json,
  openApi,
} from './rest-http-servers.ts'
import { rawServer, sleep } from './rest-http-servers.ts'

afterEach(closeAll)

describe('a request', () => {
  it('is appended to the path and the parameters of the base address', async () => {
    const server = await httpServer(always([]))
    const api = openApi(`${server.url}/v1/?key=k%201#top`)
    await api.get('/posts')
    await api.get('/posts?x=1')
    await openApi(server.url).get('/posts')
    expect(server.calls).toEqual([
      'GET /v1/posts?key=k%201',
      'GET /v1/posts?x=1&key=k%201',
      'GET /posts',
    ])
  })

  it('may be a whole address of the same origin, which gets the parameters that it lacks', async () => {
    const server = await httpServer(always([]))
    const api = openApi(`${server.url}/v1?key=k&lang=en`)
    await api.get(`${server.url}/elsewhere?page=2&key=other`)
    expect(server.calls).toEqual(['GET /elsewhere?page=2&key=other&lang=en'])
  })

  it('asks for uncompressed JSON, says who it is, and keeps its connection', async () => {
    const ports = new Set<number | undefined>()
    const server = await httpServer((request, response) => {
      ports.add(request.socket.remotePort)
      json(response, { ok: true })
    })
    const api = openApi(server.url)
    for (let time = 0; time < 4; time += 1) {
      await api.get('/')
      await sleep(5)
    }
    expect(server.requests[0]?.headers).toMatchObject({
      accept: 'application/json',
      'accept-encoding': 'identity',
      connection: 'keep-alive',
      host: `127.0.0.1:${server.port}`,
      'user-agent': expect.stringMatching(/^refract\/\d+\.\d+\.\d+/),
    })
    expect(ports.size).toBe(1)
  })

  it('carries a body as JSON', async () => {
    let came = ''
    const server = await httpServer((request, response) => {
      request.on('data', (chunk: Buffer) => (came += chunk.toString()))
      request.on('end', () => json(response, []))
    })
    const api = openApi(server.url)
    const body = { ids: ['1', 'ü'] }
    await api.send({ method: 'POST', path: '/search', body, reads: true }, {})
    expect(JSON.parse(came)).toEqual(body)
    expect(server.requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(JSON.stringify(body))),
    })
  })

  it('codes what a path cannot hold, and keeps what is coded', async () => {
    const server = await httpServer(always([]))
    const api = openApi(server.url)
    await api.get('/bücher/a b?q=é#x\r\nevil: 1&r=%2F\\')
    expect(server.calls).toEqual(['GET /b%C3%BCcher/a%20b?q=%C3%A9%23x%0D%0Aevil:%201&r=%2F%5C'])
  })
})

describe('many requests for one client', () => {
  it('end with one signal, and are no warning', async () => {
    const warnings: Error[] = []
    const warn = (warning: Error) => warnings.push(warning)
    process.on('warning', warn)
    const server = await httpServer((request, response) => {
      if (request.url !== '/hang') json(response, 'fine')
    })
    const api = openApi(server.url)
    const leaving = new AbortController()
    const { signal } = leaving
    for (let round = 0; round < 3; round += 1)
      await Promise.all(Array.from({ length: 40 }, () => api.get('/', { signal })))
    const hanging = Array.from({ length: 40 }, () => codeOf(api.get('/hang', { signal })))
    leaving.abort()
    expect(new Set(await Promise.all(hanging))).toEqual(new Set(['STORE_TIMEOUT']))
    process.off('warning', warn)
    expect(warnings).toEqual([])
    expect((await api.get('/', {})).body).toBe('fine')
  })
})

describe('an answer', () => {
  it('is the status, the headers in lower case and the value', async () => {
    const server = await httpServer((_request, response) =>
      json(response, { data: [1, 'ü', null] }, 201, {
        'X-Total-Count': '12',
        Link: ['<a>', '<b>'],
      }),
    )
    const reply = await openApi(server.url).get()
    expect(reply.status).toBe(201)
    expect(reply.body).toEqual({ data: [1, 'ü', null] })
    expect(reply.headers).toMatchObject({ 'x-total-count': '12', link: '<a>, <b>' })
  })

  it('may be any JSON, under any name of JSON', async () => {
    const types = [
      'application/json',
      'Application/JSON; Charset="UTF-8"',
      'application/json;charset=utf8',
      'application/vnd.api+json',
      'application/problem+json; charset=utf-8; profile=x',
    ]
    const server = await httpServer((request, response) => {
      response.setHeader('content-type', types[Number(request.url?.slice(1))] ?? '')
      response.end('"text"')
    })
    const api = openApi(server.url)
    for (let at = 0; at < types.length; at += 1) expect((await api.get(`/${at}`)).body).toBe('text')
  })

  it('without content is undefined', async () => {
    const server = await httpServer((_request, response) => response.writeHead(204).end())
    expect(await openApi(server.url).get()).toMatchObject({ status: 204, body: undefined })
  })

  it('of 404 is an answer, with its JSON where it is JSON', async () => {
    const server = await httpServer((request, response) => {
      if (request.url === '/json') json(response, { error: 'none' }, 404)
      else if (request.url === '/empty') response.writeHead(404).end()
      else if (request.url === '/broken')
        response.writeHead(404, { 'content-type': 'application/json' }).end('{"a":')
      else response.writeHead(404, { 'content-type': 'text/html' }).end('<p>'.repeat(90_000))
    })
    const api = openApi(server.url)
    expect(await api.get('/json')).toMatchObject({ status: 404, body: { error: 'none' } })
    for (const path of ['/empty', '/broken', '/html'])
      expect(await api.get(path)).toMatchObject({ status: 404, body: undefined })
  })

  it('keeps names that JavaScript has itself as plain members', async () => {
    const server = await rawServer((socket) => {
      const body = '{"__proto__":{"admin":true},"constructor":1,"hasOwnProperty":2}'
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n__proto__: x\r\nconstructor: y\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      )
    })
    const { body, headers } = await openApi(server.url).get()
    expect(Object.keys(body as object)).toEqual(['__proto__', 'constructor', 'hasOwnProperty'])
    expect((body as { admin?: boolean }).admin).toBeUndefined()
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
    expect(headers['constructor']).toBe('y')
  })

  it.each([
    [400, 'STORE_REFUSED'],
    [401, 'STORE_REFUSED'],
    [403, 'STORE_REFUSED'],
    [409, 'STORE_REFUSED'],
    [422, 'STORE_REFUSED'],
    [429, 'STORE_UNAVAILABLE'],
    [500, 'STORE_UNAVAILABLE'],
    [501, 'STORE_UNAVAILABLE'],
    [503, 'STORE_UNAVAILABLE'],
    [599, 'STORE_UNAVAILABLE'],
    [304, 'STORE_BAD_DATA'],
    [600, 'STORE_BAD_DATA'],
  ])('of status %i is %s', async (status, code) => {
    const server = await httpServer(always({ error: 'x' }, status))
    expect(await codeOf(openApi(server.url).get())).toBe(code)
  })

  it('that refuses leaves its connection as it was', async () => {
    const ports = new Set<number | undefined>()
    const server = await httpServer((request, response) => {
      ports.add(request.socket.remotePort)
      json(response, { error: 'x'.repeat(10_000) }, 403)
    })
    const api = openApi(server.url)
    for (let time = 0; time < 3; time += 1) {
      await codeOf(api.get())
      await sleep(5)
    }
    expect(ports.size).toBe(1)
  })
})

describe('a write', () => {
  it('may be answered without a body', async () => {
    const server = await httpServer((_request, response) => response.writeHead(200).end())
    const api = openApi(server.url)
    const sent = api.send({ method: 'DELETE', path: '/posts/1', reads: false }, {})
    expect(await sent).toMatchObject({ status: 200, body: undefined })
    expect(await codeOf(api.get())).toBe('STORE_BAD_DATA')
  })

  it('is answered with JSON or not at all', async () => {
    const server = await httpServer((_request, response) => response.writeHead(200).end('<html>'))
    const sent = openApi(server.url).send({ method: 'PUT', path: '/x', body: {}, reads: false }, {})
    expect(await codeOf(sent)).toBe('STORE_BAD_DATA')
  })
})

describe('an error', () => {
  it('tells clients the store and no word of the API; the log has those, on one line', async () => {
    const server = await httpServer((_request, response) =>
      json(response, 'CNRY at Object.<anonymous> (/srv/app.js:1)\r\n{"level":"info"}\u2028x', 500),
    )
    const url = server.url.replace('http://', 'http://me:CNRYPASS@')
    const api = openApi(url)
    const error = await failureOf(api.get('/posts?token=CNRYTOKEN'))
    expect(error.message).toBe('The store "blog" answered 500.')
    expect(error.extensions).toEqual({ code: 'STORE_UNAVAILABLE', store: 'blog' })
    expect(api.lines).toHaveLength(1)
    expect(api.lines[0]).toMatch(/^blog: GET \/posts: answered 500: .*CNRY at Object/)
    expect(api.lines[0]).not.toMatch(/[\r\n\u2028]|CNRYTOKEN|CNRYPASS/)
  })

  it('of one kind is logged once in a while, with how many there were', async () => {
    let time = 0
    const server = await httpServer(always({}, 403))
    const api = openApi(server.url, {}, { now: () => time })
    for (let count = 0; count < 5; count += 1) await codeOf(api.get())
    expect(api.lines).toEqual(['blog: GET /: answered 403: {}'])
    time = 10_000
    await codeOf(api.get())
    expect(api.lines[1]).toBe('blog: GET /: answered 403: {} (and 4 more like it before)')
  })
})

describe('closing', () => {
  it('ends what is under way, what waits and every socket, at once', async () => {
    const server = await httpServer(() => undefined)
    const api = openApi(server.url)
    const sent = Array.from({ length: 30 }, () => codeOf(api.get()))
    await sleep(50)
    const before = performance.now()
    await api.close()
    expect(new Set(await Promise.all(sent))).toEqual(new Set(['STORE_UNAVAILABLE']))
    expect(performance.now() - before).toBeLessThan(200)
    expect((await failureOf(api.get())).message).toBe('The store "blog" is closed.')
  })

  it('ends the wait before another try', async () => {
    const server = await httpServer((_request, response) =>
      json(response, {}, 503, { 'retry-after': '2' }),
    )
    const api = openApi(server.url)
    const sent = codeOf(api.get())
    await sleep(50)
    const before = performance.now()
    await api.close()
    expect(await sent).toBe('STORE_UNAVAILABLE')
    expect(performance.now() - before).toBeLessThan(200)
  })
})
