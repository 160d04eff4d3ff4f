import { afterEach, describe, expect, it } from 'vitest'
import { httpMistakes, openHttp } from '../../src/connectors/stores/rest/http/index.ts'
import type { Address } from '../../src/connectors/stores/rest/http/http.ts'
import { isPublicAddress } from '../../src/connectors/stores/rest/http/public-address.ts'
import { StoreError } from '../../src/errors.ts'
import {
  always,
  closeAll,
  codeOf,
  failureOf,
  httpServer,
  json,
  openApi,
} from './rest-http-servers.ts'

afterEach(closeAll)

const v4 = (address: string): Address => ({ address, family: 4 })
const v6 = (address: string): Address => ({ address, family: 6 })

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '100.127.255.255',
    '127.0.0.1',
    '127.0.0.2',
    '127.255.255.255',
    '169.254.169.254',
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
    '::',
    '::1',
    '::2',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:0:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '64:ff9b::169.254.169.254',
    '64:ff9b::',
    '64:ff9b::a00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2001:10::1',
    '2002:7f00:1::',
    '2002::1',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fec0::1',
    'ff02::1',
    '4000::1',
    '2606:4700::1%eth0',
    'localhost',
    '',
    '127.1',
    '0x7f.1',
  ])('%s is none of the internet', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.1',
    '192.167.1.1',
    '192.169.0.1',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '168.63.129.17',
    '2606:4700::1111',
    '2001:4860:4860::8888',
    '2a00:1450::1',
    '2001:200::1',
    '3ffe::1',
    '64:ff9b::8.8.8.8',
    '64:ff9b::808:808',
    '64:ff9b:0:0:0:0:0808:0808',
  ])('%s is one of the internet', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('the url of the options', () => {
  it.each([
    'http://127.0.0.1',
    'http://127.1',
    'http://2130706433',
    'http://0x7f000001',
    'http://0177.0.0.1',
    'http://0x7f.1:8080',
    'http://017700000001',
    'http://0',
    'http://0.0.0.0:80',
    'https://127.0.0.1.',
    'http://[::1]',
    'http://[::]',
    'http://[::ffff:127.0.0.1]',
    'http://[0:0:0:0:0:ffff:7f00:1]',
    'http://[64:ff9b::7f00:1]',
    'http://[2002:7f00:1::]',
    'http://[fe80::1]',
    'http://[fd00::1]',
    'http://169.254.169.254/latest',
    'http://10.1.2.3',
    'http://192.168.0.1',
    'http://100.64.0.1',
    'http://localhost',
    'http://LOCALHOST:3000',
    'http://localhost.',
    'http://api.localhost',
    'http://１２７.０.０.１',
    'http://127。0。0。1',
    'http://user:pass@127.0.0.1',
    'http://%31%32%37.0.0.1',
  ])('%s needs allowPrivate', (url) => {
    const mistakes = httpMistakes({ url })
    expect(mistakes.map(({ at }) => at)).toEqual(['url'])
    expect(mistakes[0]?.message).toContain('allowPrivate: true')
    expect(httpMistakes({ url, allowPrivate: true })).toEqual([])
    const open = () => openApi(url, { allowPrivate: false })
    expect(open).toThrow(StoreError)
    expect(open).toThrow(/allowPrivate: true/)
    expect(open).not.toThrow(/pass@/)
  })

  it.each([
    'https://api.example.com',
    'http://8.8.8.8/v1',
    'http://[2606:4700::1111]',
    'http://localhost.example.com',
  ])('%s does not', (url) => {
    expect(httpMistakes({ url })).toEqual([])
  })

  it.each([
    '',
    'posts',
    '/posts',
    'file:///etc/passwd',
    'ftp://x',
    'unix:/x.sock',
    'http://',
    'http://[::1',
    'javascript:1',
  ])('"%s" is no address of an API, private ones allowed or not', (url) => {
    expect(httpMistakes({ url, allowPrivate: true }).map(({ at }) => at)).toEqual(['url'])
  })

  it('has all its mistakes named at once, with those of the other options', () => {
    const options = {
      url: 'http://me:secret@10.0.0.1',
      allowPrivate: 'yes',
      headers: { 'bad name': 'x', Host: 'y', 'x-key': 'a\r\nb: c', 'x-number': 1 },
      forward: ['Authorization', 'X-Forwarded-For', 'proxy-authorization', 'connection', 7],
      auth: { bearer: 'x' },
      timeout: -1,
    }
    expect(httpMistakes(options).map(({ at }) => at)).toEqual([
      'url',
      'auth',
      'headers.bad name',
      'headers.Host',
      'headers.x-key',
      'headers.x-number',
      'forward.1',
      'forward.2',
      'forward.3',
      'forward.4',
      'timeout',
      'allowPrivate',
    ])
    expect(httpMistakes({}).map(({ at, message }) => `${at} ${message}`)).toEqual([
      'url is text, not undefined',
    ])
  })

  it.each([
    null,
    'token',
    { token: 'x' },
    { basic: 'x' },
    { basic: { user: 'a:b', password: '' } },
    { bearer: 'a\nb' },
  ])('goes with credentials of a known kind only: %j', (auth) => {
    const [mistake, ...more] = httpMistakes({ url: 'https://api.example.com', auth })
    expect(more).toEqual([])
    expect(mistake?.at).toMatch(/^auth/)
  })
})

describe('a name', () => {
  const guarded = (answers: readonly (readonly Address[])[], port = 80) => {
    const asked: string[] = []
    const resolve = async (name: string) => {
      asked.push(name)
      return answers[Math.min(asked.length, answers.length) - 1] ?? []
    }
    return { asked, api: openApi(`http://api.test:${port}`, { allowPrivate: false }, { resolve }) }
  }

  it('that leads to a private address is not connected to, and the log says what to do', async () => {
    const canary = await httpServer(always('canary'))
    const { api } = guarded([[v4('127.0.0.1')]], canary.port)
    const error = await failureOf(api.get())
    expect(error.message).toBe('The store "blog" cannot be reached.')
    expect(error.code).toBe('STORE_UNAVAILABLE')
    expect(api.lines[0]).toMatch(
      /api\.test \(127\.0\.0\.1\) is not an address of the internet.*allowPrivate/,
    )
    expect(canary.calls).toEqual([])
  })

  it.each([
    [[v4('8.8.8.8'), v4('127.0.0.1')]],
    [[v6('2606:4700::1111'), v6('::1')]],
    [[v6('::ffff:127.0.0.1'), v4('8.8.8.8')]],
  ])('with a public and a private address is refused as a whole: %j', async (addresses) => {
    const canary = await httpServer(always('canary'))
    const { api } = guarded([addresses], canary.port)
    const error = await failureOf(api.send({ method: 'GET', path: '/', reads: false }, {}))
    expect(String(error.cause)).toContain('is not an address of the internet')
    expect(canary.calls).toEqual([])
  })

  it('that changes after it was looked at is refused when the socket is made', async () => {
    const canary = await httpServer(always('canary'))
    const { api, asked } = guarded([[v6('2606:4700::1')], [v4('127.0.0.1')]], canary.port)
    const write = { method: 'POST', path: '/', body: {}, reads: false } as const
    await codeOf(api.send(write, {}))
    const error = await failureOf(api.send(write, {}))
    expect(String(error.cause)).toContain('127.0.0.1')
    expect(asked).toEqual(['api.test', 'api.test'])
    expect(canary.calls).toEqual([])
  })

  it('may lead anywhere where allowPrivate is said', async () => {
    const server = await httpServer(always('own'))
    const resolve = async () => [v4('127.0.0.1')]
    const api = openApi(`http://api.test:${server.port}`, {}, { resolve })
    expect((await api.get()).body).toBe('own')
  })
})

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    'of %i is not followed, not even on one machine',
    async (status) => {
      const canary = await httpServer(always('canary'))
      const places = [
        `${canary.url}/x`,
        `//127.0.0.1:${canary.port}`,
        'file:///etc/passwd',
        '/same',
      ]
      const server = await httpServer((request, response) => {
        const location = places[Number(request.url?.slice(1))] ?? ''
        json(response, 'moved', status, { location })
      })
      const api = openApi(server.url)
      for (let at = 0; at < places.length; at += 1) {
        const error = await failureOf(api.get(`/${at}`))
        expect(error.code).toBe('STORE_BAD_DATA')
        expect(error.message).not.toMatch(/127|etc/)
      }
      expect(canary.calls).toEqual([])
      expect(server.calls).toHaveLength(places.length)
    },
  )
})

describe('a next page', () => {
  it('of another origin is not asked, and gets no credentials', async () => {
    const canary = await httpServer(always('canary'))
    const server = await httpServer(always([]))
    const api = openApi(server.url, { auth: { bearer: 'CNRY' } })
    const host = `127.0.0.1:${server.port}`
    for (const path of [
      `${canary.url}/posts?page=2`,
      `https://${host}/posts`,
      `http://localhost:${server.port}/posts`,
      `http://${host}@127.0.0.1:${canary.port}/`,
      `http://${host}.evil.test/`,
      'file:///etc/passwd',
      'posts?page=2',
      '',
    ])
      expect(await codeOf(api.get(path))).toBe('STORE_BAD_DATA')
    expect(canary.calls).toEqual([])
    expect(server.calls).toEqual([])
    await api.get(`http://${host}/posts?page=2`)
    expect(server.calls).toEqual(['GET /posts?page=2'])
  })
})

describe('a path', () => {
  it.each([
    '/posts/..',
    '/posts/../admin',
    '/posts/.',
    '/posts/%2e%2E/admin',
    '/..',
    '/posts/..?x=1',
    '/posts/.%2e',
  ])('%s, which climbs, is not asked', async (path) => {
    const server = await httpServer(always([]))
    expect(await codeOf(openApi(`${server.url}/v1`).get(path))).toBe('STORE_BAD_DATA')
    expect(server.calls).toEqual([])
  })

  it.each([
    '/posts/...',
    '/posts/.well-known',
    '/v1.2/x',
    '/a..b/c',
    '/posts?path=../x',
    '/posts?v=.',
    '//evil.test/x',
  ])('%s is asked of the API itself', async (path) => {
    const server = await httpServer(always([]))
    await openApi(server.url).get(path)
    expect(server.calls).toEqual([`GET ${path}`])
  })
})

describe('headers of a caller', () => {
  it('reach the API only where they are named', async () => {
    const server = await httpServer(always([]))
    const api = openApi(server.url, { forward: ['X-Request-Id', 'accept-language'] })
    const headers = {
      'x-request-id': 'r1',
      'accept-language': 'fr',
      authorization: 'Bearer CNRY',
      cookie: 'CNRY=1',
      host: 'evil.test',
      connection: 'x-user',
      'x-forwarded-for': '1.2.3.4',
      'x-http-method-override': 'DELETE',
      'proxy-authorization': 'Basic CNRY',
    }
    await api.get('/', { headers })
    const came = server.requests[0]?.headers ?? {}
    expect(Object.keys(came).sort()).toEqual([
      'accept',
      'accept-encoding',
      'accept-language',
      'connection',
      'host',
      'user-agent',
      'x-request-id',
    ])
    expect(came['x-request-id']).toBe('r1')
    expect(came.host).toBe(`127.0.0.1:${server.port}`)
  })

  it.each([
    'host',
    'Connection',
    'content-length',
    'transfer-encoding',
    'proxy-authorization',
    'x-forwarded-host',
    'te',
    'upgrade',
    'forwarded',
    'x-http-method-override',
    'accept-encoding',
    'bad name',
    '',
  ])('"%s" can never be named', (name) => {
    expect(httpMistakes({ url: 'https://api.example.com', forward: [name] })).toHaveLength(1)
    expect(() => openApi('https://api.example.com', { forward: [name] })).toThrow(StoreError)
  })

  it('are passed on where a cookie is named', async () => {
    const server = await httpServer(always([]))
    await openApi(server.url, { forward: ['cookie'] }).get('/', { headers: { cookie: 'a=1' } })
    expect(server.requests[0]?.headers.cookie).toBe('a=1')
  })

  it.each(['a\r\nevil: 1', 'a\nb', 'a\0b', 'ключ'])(
    'that hold %j are refused, not cut',
    async (value) => {
      const server = await httpServer(always([]))
      const api = openApi(server.url, { forward: ['authorization'] })
      expect(await codeOf(api.get('/', { headers: { authorization: value } }))).toBe(
        'STORE_REFUSED',
      )
      expect(server.calls).toEqual([])
    },
  )

  it('named after what JavaScript has itself are only headers', async () => {
    const server = await httpServer(always([]))
    await openApi(server.url, { forward: ['constructor', '__proto__'] }).get('/', { headers: {} })
    expect(server.requests[0]?.rawHeaders).not.toContain('constructor')
    expect(server.requests[0]?.rawHeaders).not.toContain('__proto__')
  })
})

describe('headers of an API', () => {
  it('that are about the connection of the gateway go no further', async () => {
    const server = await httpServer((_request, response) =>
      json(response, [], 200, {
        'set-cookie': ['CNRY=1', 'b=2'],
        'www-authenticate': 'Basic realm=CNRY',
        'proxy-authenticate': 'CNRY',
        'x-total-count': '3',
      }),
    )
    const { headers } = await openApi(server.url).get()
    expect(JSON.stringify(headers)).not.toContain('CNRY')
    expect(headers['x-total-count']).toBe('3')
  })

  it('set no cookie for the next request', async () => {
    const server = await httpServer((_request, response) =>
      json(response, [], 200, { 'set-cookie': 'session=1' }),
    )
    const api = openApi(server.url)
    await api.get()
    await api.get()
    expect(server.requests[1]?.headers.cookie).toBeUndefined()
  })
})

describe('an API over TLS', () => {
  it('that speaks none cannot be reached', async () => {
    const server = await httpServer(always([]))
    const http = openHttp({
      name: 'blog',
      url: server.url.replace('http:', 'https:'),
      allowPrivate: true,
      log: { warn: () => undefined, info: () => undefined },
    })
    const sent = http.send({ method: 'GET', path: '/', reads: true }, {})
    expect(await codeOf(sent)).toBe('STORE_UNAVAILABLE')
    await http.close()
  })
})
