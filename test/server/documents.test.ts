import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf, run, type Reply, type Running } from './fixture.ts'

let server: Running
let dev: Running
beforeAll(async () => {
  server = await run()
  dev = await run({ dev: true })
})
afterAll(async () => {
  await server.stop()
  await dev.stop()
})

const limitOf = (reply: Reply) => reply.json.errors?.[0]?.extensions['limit']

describe('brackets', () => {
  const json = { accept: 'application/json' }

  it.each(['{', '[', '(', '{a:', '{a ', '{books(where:{and:['])(
    '5,000 times "%s" are 400, quickly, whatever is accepted',
    async (piece) => {
      for (const headers of [{}, json]) {
        const started = performance.now()
        const reply = await server.post({ query: piece.repeat(5_000) }, headers)
        expect([reply.status, codesOf(reply)]).toEqual([400, ['LIMIT_EXCEEDED']])
        expect(performance.now() - started).toBeLessThan(1_000)
      }
    },
  )

  it('in variables are counted too', async () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const value = `${open.repeat(5_000)}1${close.repeat(5_000)}`
      const reply = await server.post(`{"query":"{ __typename }","variables":{"a":${value}}}`)
      expect([reply.status, limitOf(reply)]).toEqual([400, { name: 'nesting', max: 64 }])
    }
    const path = encodeURIComponent(`{"a":${'['.repeat(2_000)}`)
    expect((await server.get(`/graphql?query={__typename}&variables=${path}`)).status).toBe(400)
  })

  it('may nest 64 deep, not 65, and are not counted in strings and comments', async () => {
    const nested = (depth: number) => `${'{a'.repeat(depth)}${'}'.repeat(depth)}`
    expect(codesOf(await server.post({ query: nested(64) }))).not.toContain('LIMIT_EXCEEDED')
    expect(limitOf(await server.post({ query: nested(65) }))).toEqual({ name: 'nesting', max: 64 })
    const many = '{'.repeat(500)
    const quoted = `# ${many}\n{ a: books(where: { title: { eq: "${many}\\"${many}" } }) { totalCount }
      b: books(where: { title: { eq: """${many} \\""" ${many}""" } }) { totalCount } }`
    const reply = await server.post({ query: quoted })
    expect(reply.json.data).toEqual({ a: { totalCount: 0 }, b: { totalCount: 0 } })
  })
})

describe('tokens', () => {
  it('may be n, not n + 1', async () => {
    const small = await run({ config: { limits: { tokens: 20 } } })
    const fields = (count: number) => ({ query: `{ ${'__typename '.repeat(count)}}` })
    expect((await small.post(fields(18))).json.data).toEqual({ __typename: 'Query' })
    const reply = await small.post(fields(19))
    expect([reply.status, codesOf(reply), limitOf(reply)]).toEqual([
      400,
      ['LIMIT_EXCEEDED'],
      { name: 'tokens', max: 20 },
    ])
    await small.stop()
  })

  it('are 2,000 by default', async () => {
    const reply = await server.post({ query: `{ ${'__typename '.repeat(1_999)}}` })
    expect(limitOf(reply)).toEqual({ name: 'tokens', max: 2_000 })
  })
})

describe('errors of a document', () => {
  it('are five at most, in less than 2 KB', async () => {
    const unknown = Array.from({ length: 1_500 }, (_, index) => `unknown${index}`).join(' ')
    const long = 'x'.repeat(100_000)
    const directives = `{ __typename ${'@x '.repeat(900)}}`
    for (const query of [`{ ${unknown} }`, `{ ${long} }`, directives]) {
      const reply = await server.post({ query })
      expect(reply.status).toBe(400)
      expect(reply.json.errors?.length).toBeLessThanOrEqual(5)
      expect(Buffer.byteLength(reply.text)).toBeLessThan(2_048)
    }
  })

  it('carry codes of their own', async () => {
    expect(codesOf(await server.post({ query: '{ books(' }))).toEqual(['GRAPHQL_PARSE_FAILED'])
    expect(codesOf(await server.post({ query: '{ nope }' }))).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    const cycle = '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'
    expect(codesOf(await server.post({ query: cycle }))).toContain('GRAPHQL_VALIDATION_FAILED')
  })

  it('are 200 under application/json, 400 under application/graphql-response+json', async () => {
    const accept = 'application/json'
    for (const query of ['{', '{ nope }']) {
      expect((await server.post({ query }, { accept })).status).toBe(200)
      expect((await server.post({ query })).status).toBe(400)
    }
  })

  it('say which kinds of operation there are none of', async () => {
    for (const query of ['subscription { bookChanged }', 'subscription { __typename }']) {
      const reply = await server.post({ query })
      expect([reply.status, codesOf(reply)[0]]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
    }
    const deferred = await server.post({ query: '{ ... @defer { __typename } }' })
    expect(codesOf(deferred)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
  })

  it('name an operation that cannot be chosen as a bad request', async () => {
    const query = 'query a { __typename } query b { __typename }'
    expect(codesOf(await server.post({ query }))).toEqual(['BAD_REQUEST'])
    expect(codesOf(await server.post({ query, operationName: 'c' }))).toEqual(['BAD_REQUEST'])
    const chosen = await server.post({ query, operationName: 'b' })
    expect(chosen.json.data).toEqual({ __typename: 'Query' })
  })

  it('do not come from names that prototypes have', async () => {
    const query = '{ __proto__: __typename constructor: __typename hasOwnProperty: __typename }'
    const reply = await server.post({ query })
    expect(reply.text).toBe(
      '{"data":{"__proto__":"Query","constructor":"Query","hasOwnProperty":"Query"}}',
    )
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('suggestions', () => {
  const cases: readonly [string, (name: string) => object, string, string][] = [
    ['fields', (name) => ({ query: `{ ${name} }` }), 'bookz', 'zzqqx'],
    ['arguments', (name) => ({ query: `{ books(${name}: 1) { totalCount } }` }), 'firsd', 'zzqqx'],
    [
      'enum values',
      (name) => ({ query: `{ books(where: { genre: { eq: ${name} } }) { totalCount } }` }),
      'novell',
      'zzqqxy',
    ],
    [
      'input fields',
      (name) => ({ query: `{ books(where: { ${name}: { eq: 1 } }) { totalCount } }` }),
      'pagez',
      'zzqqx',
    ],
    ['types', (name) => ({ query: `{ ... on ${name} { __typename } }` }), 'Querz', 'Zzqqx'],
    [
      'variables of input types',
      (name) => ({
        query: 'query($w: BookWhere) { books(where: $w) { totalCount } }',
        variables: { w: { [name]: { eq: 1 } } },
      }),
      'pagez',
      'zzqqx',
    ],
    [
      'variables of enums',
      (name) => ({
        query: 'query($g: BookGenre) { books(where: { genre: { eq: $g } }) { totalCount } }',
        variables: { g: name },
      }),
      'novell',
      'zzqqxy',
    ],
  ]

  it.each(cases)('of %s are no oracle when off', async (_kind, ask, near, far) => {
    const replies = [await server.post(ask(near)), await server.post(ask(far))]
    expect(replies[0]?.status).toBe(400)
    expect(replies[0]?.text.replaceAll(near, far)).toBe(replies[1]?.text)
    expect(replies[0]?.text).not.toMatch(/did you mean|suggest/i)
  })

  it('help when on', async () => {
    expect((await dev.post({ query: '{ bookz }' })).text).toMatch(/Did you mean \\"books?\\"/)
    const asked = cases.find(([kind]) => kind === 'variables of input types')?.[1]('pagez')
    expect((await dev.post(asked)).text).toMatch(/Did you mean \\"pages\\"/)
  })
})

describe('introspection', () => {
  const hidden = [
    '{ __schema { types { name } } }',
    '{ __type(name: "Book") { name } }',
    '{ __type(name: "Nothing") { name } }',
    '{ a: __schema { __typename } }',
    '{ ...f } fragment f on Query { b: __schema { types { name } } }',
    'query q { ... @include(if: false) { __schema { types { name } } } unknown }',
  ]

  it('is refused with the same bytes however it is asked when off', async () => {
    const replies = await Promise.all(hidden.map((query) => server.post({ query })))
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
    expect(replies[0]?.status).toBe(400)
    expect(replies[0]?.text).not.toMatch(/Book|types|Query/)
  })

  it('leaves __typename alone, and aliases that look like it', async () => {
    const reply = await server.post({ query: '{ __schema: __typename }' })
    expect(reply.json.data).toEqual({ __schema: 'Query' })
  })

  it('is answered when on', async () => {
    const reply = await dev.post({ query: '{ __type(name: "Book") { name } }' })
    expect(reply.json.data).toEqual({ __type: { name: 'Book' } })
  })

  it('cannot be nested without end', async () => {
    const deep = `{ __schema { types { ${'fields { type { '.repeat(8)}name${' } }'.repeat(8)} } } }`
    const reply = await dev.post({ query: deep })
    expect([reply.status, reply.json.data]).toEqual([400, undefined])
  })
})

describe('the plan', () => {
  it('is in the answer in development, and nowhere else', async () => {
    const query = '{ books(first: 1) { nodes { id } } }'
    expect((await dev.post({ query })).json.extensions).toHaveProperty('plan')
    expect((await server.post({ query })).json.extensions).toBeUndefined()
    const asked = await run({ config: { plan: true } })
    expect((await asked.post({ query })).json.extensions).toHaveProperty('plan')
    await asked.stop()
  })
})
