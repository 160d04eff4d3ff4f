import { afterEach, describe, expect, it } from 'vitest'
import type { RestAuth } from '../../src/declare/rest.ts'
import { always, closeAll, failureOf, httpServer, openApi } from './rest-http-servers.ts'

afterEach(closeAll)

const ana = { id: 'ana', roles: ['staff'] }
const bo = { id: 'bo', roles: [] }

async function seen(auth: RestAuth | undefined, { userPart = '', forward = [] as string[] } = {}) {
  const server = await httpServer(always([]))
  const url = server.url.replace('http://', `http://${userPart}`)
  const api = openApi(url, { auth, forward })
  return { api, server, sent: () => server.requests.map(({ headers }) => headers.authorization) }
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

describe('credentials', () => {
  it('are a user and a password, a token, or those of the url', async () => {
    const cases: [RestAuth | undefined, string, string | undefined][] = [
      [{ basic: { user: 'me', password: 'p:ß' } }, '', basic('me:p:ß')],
      [{ bearer: 't0ken' }, '', 'Bearer t0ken'],
      [undefined, 'me:p%40ss%3A@', basic('me:p@ss:')],
      [undefined, 'key@', basic('key:')],
      [undefined, '', undefined],
    ]
    for (const [auth, userPart, expected] of cases) {
      const { api, sent } = await seen(auth, { userPart })
      await api.get()
      expect(sent()).toEqual([expected])
    }
  })

  it('of a function are made for each caller, of what is forwarded alone', async () => {
    const callers: unknown[] = []
    const auth: RestAuth = async (caller) => {
      callers.push(caller)
      return { Authorization: `Bearer ${caller.user?.id}`, 'x-tenant': 'one' }
    }
    const { api, server, sent } = await seen(auth, { forward: ['X-Tenant-Id'] })
    await api.get('/', { user: ana, headers: { 'x-tenant-id': '7', cookie: 'CNRY' } })
    await api.get('/', { user: bo })
    await api.get('/', {})
    expect(sent()).toEqual(['Bearer ana', 'Bearer bo', 'Bearer undefined'])
    expect(server.requests[0]?.headers).toMatchObject({ 'x-tenant': 'one', 'x-tenant-id': '7' })
    expect(callers).toEqual([
      { user: ana, headers: { 'x-tenant-id': '7' } },
      { user: bo, headers: {} },
      { user: null, headers: {} },
    ])
  })

  it('of a function are made once for all requests of one client request', async () => {
    let made = 0
    const auth: RestAuth = () => ({ authorization: `Bearer ${(made += 1)}` })
    const { api, sent } = await seen(auth)
    const ctx = { user: ana }
    await Promise.all([api.get('/', ctx), api.get('/', ctx), api.get('/', ctx)])
    await api.get('/', { user: ana })
    expect(sent()).toEqual(['Bearer 1', 'Bearer 1', 'Bearer 1', 'Bearer 2'])
  })

  it('win over forwarded headers, and those over declared ones', async () => {
    const server = await httpServer(always([]))
    const options = {
      headers: { 'X-Key': 'declared', 'X-Lang': 'declared', Accept: 'application/vnd.api+json' },
      forward: ['x-lang', 'authorization'],
      auth: { bearer: 'gateway' },
    }
    const headers = { 'x-lang': 'caller', authorization: 'Bearer caller' }
    await openApi(server.url, options).get('/', { headers })
    expect(server.requests[0]?.headers).toMatchObject({
      'x-key': 'declared',
      'x-lang': 'caller',
      authorization: 'Bearer gateway',
      accept: 'application/vnd.api+json',
    })
  })

  it('that a caller has not refuse the request, unsent', async () => {
    const { api, server } = await seen(({ user }) => (user ? { 'x-user': user.id } : null))
    const error = await failureOf(api.get())
    expect(error.code).toBe('STORE_REFUSED')
    expect(error.message).toBe('The store "blog" knows no credentials of this caller.')
    expect(server.calls).toEqual([])
    await api.get('/', { user: ana })
    expect(server.calls).toHaveLength(1)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('CNRY')
      },
    ],
    ['rejects', () => Promise.reject(new Error('CNRY'))],
    ['answers a text', () => 'CNRY' as never],
    ['answers nothing', () => undefined as never],
    ['breaks the line', () => ({ authorization: 'a\r\nCNRY: 1' })],
    ['answers a number', () => ({ authorization: 1 as never })],
    ['frames the message', () => ({ 'Transfer-Encoding': 'chunked' })],
    ['names another host', () => ({ host: 'CNRY' })],
  ] satisfies [string, RestAuth][])(
    'by a function that %s fail this request alone',
    async (_what, auth) => {
      let wrong = true
      const { api, server } = await seen(() => (wrong ? auth() : { 'x-ok': '1' }))
      const error = await failureOf(api.get())
      expect(error.code).toBe('STORE_UNAVAILABLE')
      expect(error.message).not.toContain('CNRY')
      expect(api.lines[0]).toContain('auth()')
      expect(server.calls).toEqual([])
      wrong = false
      expect((await api.get('/', {})).status).toBe(200)
    },
  )

  it('of one API are unknown to another', async () => {
    const one = await httpServer(always([]))
    const two = await httpServer(always([]))
    await openApi(one.url, { auth: { bearer: 'CNRY' }, headers: { 'x-key': 'CNRY' } }).get()
    await openApi(two.url).get()
    expect(JSON.stringify(two.requests[0]?.headers)).not.toContain('CNRY')
  })
})

describe('callers are alike', () => {
  const of = (auth: RestAuth | undefined, forward?: string[]) =>
    openApi('http://api.test', { auth, ...(forward && { forward }) }).alike

  it('where nothing of them reaches the API', () => {
    const alike = of({ bearer: 'x' })
    expect(alike({ user: ana, headers: { cookie: 'a' } })).toBe(alike({ user: bo }))
  })

  it('where they are one user, or forward the same', () => {
    const alike = of(() => ({}), ['Authorization'])
    expect(alike({ user: ana })).toBe(alike({ user: { ...ana } }))
    expect(alike({ user: ana })).not.toBe(alike({ user: bo }))
    expect(alike({ user: ana })).not.toBe(alike({ user: { ...ana, roles: [] } }))
    expect(alike({ user: null })).toBe(alike({}))
    const texts = ['a', 'b', undefined].map((authorization) =>
      alike({ user: ana, headers: authorization === undefined ? {} : { authorization } }),
    )
    expect(new Set(texts).size).toBe(3)
  })

  it('whatever their requests are called', () => {
    const alike = of(undefined, ['x-request-id', 'traceparent', 'accept-language'])
    const ask = (id: string, lang: string) =>
      alike({ headers: { 'x-request-id': id, traceparent: id, 'accept-language': lang } })
    expect(ask('1', 'fr')).toBe(ask('2', 'fr'))
    expect(ask('1', 'fr')).not.toBe(ask('1', 'de'))
  })

  it('never by chance: what stands in one header is not taken for another', () => {
    const alike = of(undefined, ['x-a', 'x-b'])
    expect(alike({ headers: { 'x-a': '1","x-b":"2' } })).not.toBe(
      alike({ headers: { 'x-a': '1', 'x-b': '2' } }),
    )
  })
})
