import { GraphQLError } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreError, UnsupportedFilterError } from '../../src/errors.ts'
import { codesOf, logLines, run, type Running } from './fixture.ts'

const secrets = /hunter2|mongodb:|cannot reach|at .*\.ts/

describe('an unexpected error', () => {
  const log = logLines()
  let server: Running
  beforeAll(async () => {
    server = await run({ log })
  })
  afterAll(() => server.stop())

  it('is masked, and found in the log under the request id', async () => {
    log.lines.length = 0
    const query = '{ books(first: 1) { nodes { id broken } } }'
    const reply = await server.post({ query }, { 'x-request-id': 'trace-7' })
    expect(reply.status).toBe(200)
    expect(reply.json.errors).toEqual([
      {
        message: 'Something went wrong; the log has it under the request id',
        path: ['books', 'nodes', 0, 'broken'],
        extensions: { code: 'INTERNAL', requestId: 'trace-7' },
      },
    ])
    expect(reply.json.data).toEqual({ books: { nodes: [{ id: '1', broken: null }] } })
    expect(reply.headers.get('x-request-id')).toBe('trace-7')
    const line = log.lines.map((text) => JSON.parse(text)).find(({ level }) => level === 'error')
    expect(line).toMatchObject({
      requestId: 'trace-7',
      at: 'books.nodes.0.broken',
      msg: 'unexpected error',
    })
    expect(line.err.message).toBe('cannot reach mongodb://***@db/Book 1')
    expect(log.lines.join('')).not.toContain('hunter2')
  })

  it('is listed twenty times at most, and the rest is counted', async () => {
    const reply = await server.post({ query: '{ books(first: 40) { nodes { broken } } }' })
    expect(reply.json.errors).toHaveLength(20)
    expect(reply.json.extensions).toEqual({ moreErrors: 20 })
  })

  it('has the same bytes whatever NODE_ENV says', async () => {
    const before = process.env['NODE_ENV']
    const texts = new Set<string>()
    for (const name of ['development', 'production', 'test', undefined]) {
      if (name === undefined) delete process.env['NODE_ENV']
      else process.env['NODE_ENV'] = name
      const other = await run()
      const query = '{ books(first: 2) { nodes { broken } } nope }'
      const headers = { 'x-request-id': 'same' }
      texts.add((await other.post({ query }, headers)).text)
      texts.add((await other.post({ query: query.replace('nope', '') }, headers)).text)
      await other.stop()
    }
    process.env['NODE_ENV'] = before
    expect(texts.size).toBe(2)
  })
})

describe('what a store throws', () => {
  const thrown: readonly [string, unknown, string][] = [
    ['an error', new Error('mongodb://root:hunter2@db refused'), 'INTERNAL'],
    ['a GraphQLError without a code', new GraphQLError('hunter2'), 'INTERNAL'],
    [
      'a GraphQLError with an unknown code',
      new GraphQLError('hunter2', { extensions: { code: 'EXTRA' } }),
      'INTERNAL',
    ],
    ['text', 'hunter2', 'INTERNAL'],
    ['null', null, 'INTERNAL'],
    ['undefined', undefined, 'INTERNAL'],
    ['an error with a cause', new Error('outer', { cause: new Error('hunter2') }), 'INTERNAL'],
    [
      'a store error',
      new StoreError(
        'STORE_UNAVAILABLE',
        'odd',
        'The store "odd" cannot be reached',
        new Error('hunter2'),
      ),
      'STORE_UNAVAILABLE',
    ],
    [
      'a filter that is too much',
      new UnsupportedFilterError({ connector: 'odd', field: 'name', operator: 'matches' }, 5),
      'UNSUPPORTED_FILTER',
    ],
  ]

  it.each(thrown)('%s: the client sees its code or INTERNAL', async (_name, value, code) => {
    const server = await run({ odd: () => Promise.reject(value) })
    const reply = await server.post({ query: '{ odds { nodes { id } } books { totalCount } }' })
    expect(codesOf(reply)).toEqual([code])
    expect(reply.json.data).toEqual({ odds: null, books: { totalCount: 40 } })
    expect(reply.text).not.toMatch(secrets)
    expect((await server.post({ query: '{ __typename }' })).status).toBe(200)
    await server.stop()
  })

  it('may be an error that cannot even be read', async () => {
    const thrown = Object.defineProperty(new Error('x'), 'message', {
      get() {
        throw new Error('hunter2')
      },
    })
    const server = await run({ odd: () => Promise.reject(thrown) })
    const reply = await server.post({ query: '{ odds { nodes { id } } }' })
    expect(codesOf(reply)).toEqual(['INTERNAL'])
    expect(reply.text).not.toMatch(secrets)
    await server.stop()
  })
})

describe('variables that do not fit', () => {
  let server: Running
  beforeAll(async () => {
    server = await run()
  })
  afterAll(() => server.stop())

  it('are one error with every issue and its path', async () => {
    const query = `query($w: BookWhere!, $first: Int!, $id: ID!) {
      books(where: $w, first: $first) { totalCount } book(id: $id) { id }
    }`
    const variables = {
      first: 'ten',
      w: { pages: { gt: 'x' }, and: [{ genre: { eq: 'poem' } }, { nothing: 1 }] },
    }
    const reply = await server.post({ query, variables })
    expect([reply.status, codesOf(reply)]).toEqual([400, ['BAD_USER_INPUT']])
    const issues = reply.json.errors?.[0]?.extensions['issues'] as { path: unknown; code: string }[]
    expect(issues.map(({ path, code }) => [path, code])).toEqual([
      [['w', 'and', 0, 'genre', 'eq'], 'type'],
      [['w', 'and', 1], 'unknown'],
      [['w', 'pages', 'gt'], 'type'],
      [['first'], 'type'],
      [['id'], 'required'],
    ])
  })

  it('are 200 under application/json', async () => {
    const query = 'query($id: ID!) { book(id: $id) { id } }'
    const reply = await server.post(
      { query, variables: { id: null } },
      { accept: 'application/json' },
    )
    expect([reply.status, codesOf(reply)]).toEqual([200, ['BAD_USER_INPUT']])
  })

  it('are fifty at most, however many came', async () => {
    const query = 'query($ids: [ID!]!) { booksByIds(ids: $ids) { id } }'
    const variables = { ids: Array.from({ length: 5_000 }, () => ({})) }
    const reply = await server.post({ query, variables })
    expect(reply.json.errors?.[0]?.extensions['issues']).toHaveLength(50)
    expect(Buffer.byteLength(reply.text)).toBeLessThan(16_384)
  })
})

describe('an operation that takes too long', () => {
  it('ends with LIMIT_EXCEEDED, though its store never answers', async () => {
    const server = await run({
      config: { limits: { timeout: 150 } },
      odd: () => new Promise(() => {}),
    })
    const started = performance.now()
    const reply = await server.post({ query: '{ odds { nodes { id } } }' })
    expect([reply.status, codesOf(reply)]).toEqual([400, ['LIMIT_EXCEEDED']])
    expect(reply.json.errors?.[0]?.extensions['limit']).toEqual({ name: 'timeout', max: 150 })
    expect(performance.now() - started).toBeGreaterThanOrEqual(149)
    await server.stop()
  })
})

describe('the log', () => {
  it('has one line per request, without variables, headers or parameters', async () => {
    const log = logLines()
    const server = await run({ log })
    const secret = 'canary-4711'
    const query = `query($t: String) { books(where: { title: { eq: $t } }) { totalCount } }`
    await server.post({ query, variables: { t: secret } }, { authorization: `Bearer ${secret}` })
    await server.get(`/graphql?query={__typename}&access_token=${secret}`)
    await server.post({ query, operationName: '\n{"level":"info"}' })
    await server.get(`/nowhere?x=${secret}`, { cookie: secret })
    await server.stop()
    expect(log.lines).toHaveLength(4)
    const lines = log.lines.map((text) => JSON.parse(text))
    expect(lines.map(({ method, path, status }) => [method, path, status])).toEqual([
      ['POST', '/graphql', 200],
      ['GET', '/graphql', 200],
      ['POST', '/graphql', 400],
      ['GET', '/nowhere', 404],
    ])
    expect(log.lines.join('')).not.toContain(secret)
    expect(
      log.lines.every((line) => line.endsWith('\n') && !line.slice(0, -1).includes('\n')),
    ).toBe(true)
  })

  it('is as quiet as the configuration says', async () => {
    const log = logLines()
    const server = await run({ log, config: { log: 'silent' } })
    await server.post({ query: '{ books { nodes { broken } } }' })
    await server.stop()
    expect(log.lines).toEqual([])
  })
})
