import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf, run, type Running } from './fixture.ts'

let server: Running
beforeAll(async () => {
  server = await run()
})
afterAll(() => server.stop())

const query = JSON.stringify({ query: '{ __typename }' })

describe('a content type', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8"',
    'application/graphql-response+json',
  ])('%s is read', async (type) => {
    const reply = await server.post(query, { 'content-type': type })
    expect([reply.status, reply.json.data]).toEqual([200, { __typename: 'Query' }])
  })

  it.each([
    'text/plain',
    'text/plain; application/json',
    'application/jsonx',
    'application/json;charset=utf-7',
    'application/json, text/plain',
    'application/json; boundary=x',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'message/http',
  ])('%s is refused', async (type) => {
    const reply = await server.post(query, { 'content-type': type })
    expect([reply.status, codesOf(reply)]).toEqual([415, ['UNSUPPORTED_MEDIA_TYPE']])
  })

  it('that is missing is refused', async () => {
    const body = new Blob([query])
    const reply = await fetch(`${server.url}/graphql`, { method: 'POST', body })
    expect(reply.status).toBe(415)
  })

  it('does not matter when the body is compressed: it is not inflated', async () => {
    const body = gzipSync(`{"query":"${' '.repeat(1_000_000)}{__typename}"}`)
    for (const encoding of ['gzip', 'gzip, gzip', 'br', 'deflate']) {
      const reply = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-encoding': encoding },
        body,
      })
      expect([encoding, reply.status]).toEqual([encoding, 415])
    }
  })
})

describe('a form', () => {
  it('runs no mutation, urlencoded or multipart', async () => {
    const form = new FormData()
    form.set('operations', '{"query":"mutation{__typename}"}')
    form.set('map', '{}')
    const bodies = [new URLSearchParams({ query: 'mutation{__typename}' }), form]
    for (const body of bodies) {
      const reply = await fetch(`${server.url}/graphql`, { method: 'POST', body })
      expect(reply.status).toBe(415)
    }
  })
})

describe('a body', () => {
  it.each([
    'null',
    '1',
    '"x"',
    '[]',
    '{}',
    '{"query":{}}',
    '{"query":""}',
    '{"query":null}',
    '{"query":"{__typename}","variables":"x"}',
    '{"query":"{__typename}","variables":[]}',
    '{"query":"{__typename}","operationName":{}}',
    '{"query":"{__typename}","extensions":1}',
    '{"query":"{__typename}","secret_key":1}',
    '{"query":"{__typename}"',
    '',
    '[{"query":"{__typename}"},{"query":"{__typename}"}]',
  ])('%s is a bad request', async (body) => {
    const reply = await server.post(body)
    expect([reply.status, codesOf(reply)]).toEqual([400, ['BAD_REQUEST']])
    expect(reply.text).not.toMatch(/secret_key|Unexpected|position|JSON\.parse/)
  })

  it('may hold nulls, and what yields null is left out', async () => {
    const nulls = {
      query: '{ __typename }',
      variables: null,
      operationName: null,
      extensions: null,
    }
    expect((await server.post({ ...nulls, anything: null })).status).toBe(200)
  })

  it('with a key twice counts the last, which is the one that is checked', async () => {
    const reply = await server.post('{"query":"{ nope }","query":"{ __typename }"}')
    expect(reply.json.data).toEqual({ __typename: 'Query' })
    const swapped = await server.post('{"query":"{ __typename }","query":"{ nope }"}')
    expect(codesOf(swapped)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
  })

  it('that is not UTF-8 is a bad request, not mended silently', async () => {
    const reply = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.concat([
        Buffer.from('{"query":"{ __typename } #'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}'),
      ]),
    })
    expect(reply.status).toBe(400)
  })

  it('with lone surrogates or NUL never breaks the server', async () => {
    for (const odd of [String.raw`\ud800`, String.raw`\udc00\ud800`, String.raw`\u0000`]) {
      const asked = `{"query":"query($t: String) { books(where: { title: { eq: $t } }) { totalCount } }","variables":{"t":"${odd}"}}`
      const reply = await server.post(asked)
      expect(reply.status, odd).toBeLessThan(500)
    }
  })
})

describe('the limit of a body', () => {
  const max = 2_000
  let small: Running
  beforeAll(async () => {
    small = await run({ config: { limits: { bodyBytes: max } } })
  })
  afterAll(() => small.stop())

  const sized = (size: number) => `${query}${' '.repeat(size - query.length)}`

  it('lets n bytes through and refuses n + 1', async () => {
    expect((await small.post(sized(max))).status).toBe(200)
    const reply = await small.post(sized(max + 1))
    expect([reply.status, codesOf(reply)]).toEqual([413, ['PAYLOAD_TOO_LARGE']])
    expect(reply.json.errors?.[0]?.extensions['limit']).toEqual({ name: 'bodyBytes', max })
  })

  it('counts bytes, not characters', async () => {
    const text = JSON.stringify({ query: `{ __typename } # ${'é'.repeat(max / 2)}` })
    expect(text.length).toBeLessThan(max)
    expect((await small.post(text)).status).toBe(413)
  })

  it('holds for a body without a length, at n and n + 1', async () => {
    const chunked = async (size: number) => {
      const body = new ReadableStream({
        start(controller) {
          for (const part of sized(size).match(/.{1,500}/gs) ?? []) {
            controller.enqueue(Buffer.from(part))
          }
          controller.close()
        },
      })
      const headers = { 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body, duplex: 'half' }
      return (await fetch(`${small.url}/graphql`, init as RequestInit)).status
    }
    expect([await chunked(max), await chunked(max + 1)]).toEqual([200, 413])
  })

  it('holds without a socket too', async () => {
    const ask = (size: number) =>
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: sized(size),
      })
    const statuses = [await small.api.fetch(ask(max)), await small.api.fetch(ask(max + 1))]
    expect(statuses.map(({ status }) => status)).toEqual([200, 413])
  })
})

describe('a method', () => {
  it('GET serves queries', async () => {
    const reply = await server.get(
      `/graphql?query=${encodeURIComponent('{ books { totalCount } }')}`,
    )
    expect([reply.status, reply.json.data]).toEqual([200, { books: { totalCount: 40 } }])
  })

  it('GET serves no mutation, whatever its headers say', async () => {
    const path = `/graphql?query=${encodeURIComponent('mutation { __typename }')}`
    for (const headers of [{}, { 'content-type': 'application/json' }, { 'x-csrf': '1' }]) {
      const reply = await server.get(path, headers)
      expect([reply.status, codesOf(reply)]).toEqual([405, ['METHOD_NOT_ALLOWED']])
    }
  })

  it('GET refuses variables that are not JSON', async () => {
    const reply = await server.get('/graphql?query={__typename}&variables={')
    expect([reply.status, codesOf(reply)]).toEqual([400, ['BAD_REQUEST']])
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])('%s is not allowed', async (method) => {
    const reply = await fetch(`${server.url}/graphql`, { method })
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, POST'])
  })
})

describe('a path', () => {
  it.each([
    '/graphql/',
    '//graphql',
    '/graphql%00',
    '/GRAPHQL',
    '/graphq%6c',
    '/',
    '/metrics',
    '/debug',
  ])('%s is not the endpoint', async (path) => {
    const reply = await server.get(`${path}?query={__typename}`)
    expect([reply.status, reply.json.data]).toEqual([404, undefined])
  })

  it('may end in a parameter that looks like another path', async () => {
    const reply = await server.get('/graphql?query={__typename}&then=/health')
    expect(reply.json.data).toEqual({ __typename: 'Query' })
  })
})

describe('an origin', () => {
  const preflight = (url: string, origin: string) =>
    fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
  const corsOf = ({ headers }: { readonly headers: Headers }) =>
    [...headers].filter(([name]) => name.startsWith('access-control'))

  it('hears nothing of CORS by default', async () => {
    const origin = 'http://evil.example'
    expect(corsOf(await preflight(server.url, origin))).toEqual([])
    expect(corsOf(await server.post(query, { origin }))).toEqual([])
  })

  it('that is listed may read, others may not, none with credentials', async () => {
    const listed = 'https://app.example'
    const open = await run({ config: { cors: { origins: [listed] } } })
    const granted = await preflight(open.url, listed)
    expect([granted.status, granted.headers.get('access-control-allow-origin')]).toEqual([
      204,
      listed,
    ])
    const read = await open.post(query, { origin: listed })
    expect(read.headers.get('access-control-allow-origin')).toBe(listed)
    expect(read.headers.get('access-control-allow-credentials')).toBeNull()
    for (const origin of [
      'null',
      'https://app.example.evil',
      'https://APP.example',
      'http://app.example',
    ]) {
      expect(corsOf(await preflight(open.url, origin))).toEqual([])
      const reply = await open.post(query, { origin })
      expect([corsOf(reply), reply.headers.get('vary')]).toEqual([[], 'Origin'])
    }
    await open.stop()
  })

  it('is a mistake of the configuration where browsers would never send it', async () => {
    for (const origin of ['*', 'null', 'https://app.example/', 'app.example']) {
      await expect(run({ config: { cors: { origins: [origin] } } })).rejects.toThrow(
        /cors\.origins/,
      )
    }
  })
})

describe('a reply', () => {
  it('is not sniffed, stored, framed or run, and says nothing of the server', async () => {
    for (const reply of [
      await server.post(query),
      await server.get('/nowhere'),
      await server.post(''),
    ]) {
      expect(Object.fromEntries(reply.headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'",
        'x-frame-options': 'DENY',
      })
      expect(reply.headers.get('server') ?? reply.headers.get('x-powered-by')).toBeNull()
    }
  })

  it('carries the request id that came, when it is sane, else a new one', async () => {
    const id = async (given: string) =>
      (await server.post(query, { 'x-request-id': given })).headers.get('x-request-id')
    expect(await id('abc-1.2:3_4')).toBe('abc-1.2:3_4')
    for (const odd of ['a b', '<script>', 'x'.repeat(65), '"']) {
      expect(await id(odd)).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  it('comes as what is accepted best, and as nothing else', async () => {
    const type = async (accept: string) => {
      const reply = await server.post(query, { accept })
      return `${reply.status} ${reply.headers.get('content-type')}`
    }
    const json = '200 application/json; charset=utf-8'
    const response = '200 application/graphql-response+json; charset=utf-8'
    expect(await type('*/*')).toBe(json)
    expect(await type('application/json')).toBe(json)
    expect(await type('application/json, application/graphql-response+json')).toBe(json)
    expect(await type('application/json;q=0.5, application/graphql-response+json')).toBe(response)
    expect(await type('text/html, */*;q=0.1')).toBe(json)
    expect(await type('application/json;charset=latin1, application/graphql-response+json')).toBe(
      response,
    )
    expect(await type('text/event-stream')).toMatch(/^406 /)
    expect(await type('application/json;q=0')).toMatch(/^406 /)
  })

  it('answers a cached document and a new one with the same bytes', async () => {
    const text = '{ books(first: 1, where: { pages: { gt: 150 } }) { nodes { id title long } } }'
    const replies = [await server.post({ query: text }), await server.post({ query: text })]
    expect(replies[0]?.text).toBe(replies[1]?.text)
    expect(replies[0]?.json.data).toEqual({
      books: { nodes: [{ id: '7', title: 'Book 7', long: false }] },
    })
  })
})
