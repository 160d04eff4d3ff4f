import { collection, config, memory, rest, string } from 'refract'
import { afterEach, describe, expect, it } from 'vitest'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { gateway } from '../../src/server/gateway.ts'
import { faultProxy, type FaultProxy } from '../servers/fault-proxy.ts'
import { restServer, type RestServerOptions } from '../servers/rest.ts'

const users = collection('User', {
  store: 'people',
  fields: { name: string(), posts: refsList('posts', { reverse: 'author' }) },
})

const posts = collection('Post', {
  store: 'blog',
  fields: {
    title: string(),
    author: ref('users', { reverse: 'posts' }),
    place: ref('places'),
  },
})

const places = collection('Place', { store: 'world', fields: { name: string() } })

const rows = {
  people: [
    { id: 1, name: 'Ada' },
    { id: 2, name: 'Grace' },
  ],
  posts: [
    { id: 1, title: 'One', author: 1, place: 7 },
    { id: 2, title: 'Two', author: 2, place: 8 },
  ],
  places: [
    { id: 7, name: 'Rome' },
    { id: 8, name: 'Oslo' },
  ],
}

const many = { many: { param: 'id', style: 'repeat' } } as const

/** A gateway over users in memory and two APIs; a fault proxy stands before that of the posts. */
async function faultyBlog(options: RestServerOptions = {}, settings: object = {}) {
  const blog = await restServer({ posts: rows.posts }, { ...many, ...options })
  const world = await restServer({ places: rows.places }, many)
  const proxy = await faultProxy({ host: '127.0.0.1', port: Number(new URL(blog.url).port) })
  const log: string[] = []
  const shared = { allowPrivate: true, ...many }
  const api = gateway({
    schema: { users: { default: users }, posts: { default: posts }, places: { default: places } },
    config: config({
      stores: {
        people: memory({ rows: { users: rows.people } }),
        blog: rest({ url: `http://127.0.0.1:${proxy.port}`, ...shared, ...settings }),
        world: rest({ url: world.url, ...shared }),
      },
    }),
    log: { write: (line) => void log.push(line) },
  })
  await api.ready()
  return {
    proxy,
    log,
    calls: blog.calls,
    ask: (query: string, headers: Record<string, string> = {}) => tell(api.fetch, query, headers),
    async stop() {
      await api.close(100)
      await Promise.all([proxy.close(), blog.close(), world.close()])
    },
  }
}

interface Reply {
  readonly data: unknown
  readonly errors?: readonly {
    readonly path?: readonly unknown[]
    readonly message: string
    readonly extensions: { readonly code: string; readonly store?: string }
  }[]
}

async function tell(
  send: (request: Request) => Promise<Response>,
  query: string,
  headers: Record<string, string>,
) {
  const before = performance.now()
  const request = new Request('http://gateway.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
  const reply = await send(request)
  const text = await reply.text()
  const { data, errors = [] } = JSON.parse(text) as Reply
  const said = errors.map(({ path = [], extensions: { code, store } }) =>
    [path.join('.'), code, store].join(' '),
  )
  return { data, errors: said, text, ms: performance.now() - before, headers: reply.headers }
}

const all = `{
  users { nodes { name } }
  posts { nodes { title author { name } place { name } } }
  places { nodes { name } }
}`

const half = { users: { nodes: [{ name: 'Ada' }, { name: 'Grace' }] }, posts: null }
const others = { ...half, places: { nodes: [{ name: 'Rome' }, { name: 'Oslo' }] } }

/** Milliseconds that a busy machine may add to a limit. */
const slack = 1_500

let blog: Awaited<ReturnType<typeof faultyBlog>>
afterEach(() => blog.stop())

const faults: [string, string, (proxy: FaultProxy) => void][] = [
  ['is down', 'STORE_UNAVAILABLE', (proxy) => proxy.refuse()],
  ['takes requests and never answers', 'STORE_TIMEOUT', (proxy) => proxy.blackhole()],
  ['drips its answers', 'STORE_TIMEOUT', (proxy) => proxy.drip(300)],
  ['answers after the deadline', 'STORE_TIMEOUT', (proxy) => proxy.delay(30_000)],
]

describe('one API of several', () => {
  it.each(faults)('that %s costs its own fields alone', async (_what, code, befall) => {
    blog = await faultyBlog()
    befall(blog.proxy)
    const { data, errors, ms } = await blog.ask(all)
    expect(data).toEqual(others)
    expect(errors).toEqual([`posts ${code} blog`])
    expect(ms).toBeLessThan(5_000 + slack)
  })

  const answers: [string, string, RestServerOptions['route']][] = [
    ['500', 'STORE_UNAVAILABLE', () => ({ status: 500, body: 'CNRY' })],
    ['429', 'STORE_UNAVAILABLE', () => ({ status: 429, headers: { 'retry-after': '60' } })],
    ['403', 'STORE_REFUSED', () => ({ status: 403, headers: { 'www-authenticate': 'CNRY' } })],
    [
      'a redirect',
      'STORE_BAD_DATA',
      () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/CNRY' } }),
    ],
    ['HTML', 'STORE_BAD_DATA', () => ({ headers: { 'content-type': 'text/html' }, text: 'CNRY' })],
    ['half of its JSON', 'STORE_BAD_DATA', () => ({ text: '[{"id":1,"title":"CNRY' })],
    ['too much', 'STORE_BAD_DATA', () => ({ text: JSON.stringify('x'.repeat(6_000_000)) })],
  ]
  it.each(answers)('that answers %s costs its own fields alone', async (_what, code, route) => {
    blog = await faultyBlog({ ...(route && { route }), headers: { 'set-cookie': 'CNRY=1' } })
    const { data, errors, text, headers } = await blog.ask(all)
    expect(data).toEqual(others)
    expect(errors).toEqual([`posts ${code} blog`])
    expect(text + JSON.stringify([...headers])).not.toMatch(/CNRY|127\.0\.0\.1/)
  })

  it('delays no other: the rest is there when the late one is given up', async () => {
    blog = await faultyBlog({}, { timeout: 300 })
    blog.proxy.blackhole()
    const { data, errors, ms } = await blog.ask(all)
    expect([data, errors]).toEqual([others, ['posts STORE_TIMEOUT blog']])
    expect(ms).toBeLessThan(300 + slack)
  })

  it('costs a link through it, and nothing beside the link', async () => {
    blog = await faultyBlog()
    blog.proxy.refuse()
    const { data, errors } = await blog.ask(
      '{ users { nodes { name posts { nodes { title } } } } }',
    )
    expect(data).toEqual({
      users: {
        nodes: [
          { name: 'Ada', posts: null },
          { name: 'Grace', posts: null },
        ],
      },
    })
    expect(errors).toEqual([
      'users.nodes.0.posts STORE_UNAVAILABLE blog',
      'users.nodes.1.posts STORE_UNAVAILABLE blog',
    ])
  })

  it('that fails once is asked once more, and nobody notices', async () => {
    let failures = 1
    blog = await faultyBlog({ route: () => (failures-- > 0 ? { status: 503 } : undefined) })
    const { data, errors } = await blog.ask('{ posts { nodes { title } } }')
    expect([data, errors]).toEqual([{ posts: { nodes: [{ title: 'One' }, { title: 'Two' }] } }, []])
    expect(blog.calls()).toHaveLength(2)
  })

  it('that drops its connections is asked over new ones', async () => {
    blog = await faultyBlog()
    await blog.ask(all)
    blog.proxy.cut()
    expect((await blog.ask(all)).errors).toEqual([])
  })
})

describe('an API that stays down', () => {
  it('is left alone, answered for at once, and served again within 6 s of its return', async () => {
    blog = await faultyBlog()
    blog.proxy.refuse()
    const read = (at: number) =>
      blog.ask(`{ users { nodes { name } } p${at}: posts { nodes { title } } }`)
    for (let at = 0; at < 25; at += 1) await read(at)
    const spared = await read(25)
    expect(spared.errors).toEqual(['p25 STORE_UNAVAILABLE blog'])
    expect(spared.text).toContain('left alone for a moment')
    const times: number[] = []
    for (let at = 26; at < 47; at += 1) times.push((await read(at)).ms)
    expect(times.sort((a, b) => a - b)[10]).toBeLessThan(20)
    expect(blog.proxy.connections()).toBe(0)
    blog.proxy.pass()
    const back = performance.now()
    while ((await blog.ask(all)).errors.length > 0) {
      expect(performance.now() - back).toBeLessThan(6_000 + slack)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    for (let at = 0; at < 3; at += 1) expect((await read(at)).errors).toEqual([])
    const said = blog.log.filter((line) => line.includes('blog: '))
    expect(said.filter((line) => line.includes('left alone for 5 s')).length).toBeGreaterThan(0)
    expect(said.filter((line) => line.includes('answers again'))).toHaveLength(1)
    expect(said.length).toBeLessThan(10)
  })

  it('at the start, does not keep the gateway from starting', async () => {
    blog = await faultyBlog()
    blog.proxy.refuse()
    expect((await blog.ask(all)).data).toEqual(others)
    blog.proxy.pass()
    expect((await blog.ask(all)).errors).toEqual([])
  })
})

describe('callers of an API', () => {
  it('are told apart by what is forwarded, and share a read where that is the same', async () => {
    const asked: unknown[] = []
    const route: RestServerOptions['route'] = async ({ headers }) => {
      asked.push([headers.authorization, headers['x-request-id'], headers.cookie])
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { body: [{ id: 1, title: String(headers.authorization) }] }
    }
    blog = await faultyBlog({ route }, { forward: ['authorization'] })
    const query = '{ posts { nodes { title } } }'
    const tokens = ['Bearer a', 'Bearer b', 'Bearer a']
    const replies = await Promise.all(
      tokens.map((authorization) => blog.ask(query, { authorization, cookie: 'CNRY' })),
    )
    expect(replies.map(({ data }) => data)).toEqual(
      tokens.map((title) => ({ posts: { nodes: [{ title }] } })),
    )
    expect(asked).toHaveLength(2)
    expect(JSON.stringify(asked)).not.toContain('CNRY')
  })
})
