import { collection, config, int, list, memory, mongodb, object, string } from 'refract'
import { MongoClient } from 'mongodb'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { gateway } from '../../src/server/gateway.ts'
import { listen } from '../../src/server/listen.ts'
import type { FaultProxy } from '../servers/fault-proxy.ts'
import { freshDatabase, type MongoServer } from '../servers/mongodb.ts'
import { proxiedMongo } from '../servers/proxied.ts'

/** A gateway over users in memory and posts in MongoDB, with a fault proxy before MongoDB. */
export interface FaultyBlog {
  readonly proxy: FaultProxy
  /** The posts as they are stored, past the proxy. */
  readonly posts: StoredPosts
  /** Milliseconds until it listened. */
  readonly startedIn: number
  readonly log: string[]
  ask(query: string): Promise<Told>
  get(path: string): Promise<{ readonly status: number; readonly text: string }>
  /** Closes the gateway, and leaves the proxy as it is. */
  close(): Promise<void>
  /** Ends it all. */
  stop(): Promise<void>
}

type StoredPosts = ReturnType<ReturnType<MongoClient['db']>['collection']>

/** An answer, and how long it took. */
export interface Told {
  // Answers are read by tests member by member.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data: any
  /** `posts.nodes.0.title STORE_UNAVAILABLE shop`: path, code and store of each error. */
  readonly errors: readonly string[]
  readonly text: string
  readonly ms: number
}

const rows = {
  users: [
    { id: 1, name: 'Ada' },
    { id: 2, name: 'Grace' },
  ],
}

const users = collection('User', {
  store: 'people',
  fields: { name: string(), posts: refsList('posts', { reverse: 'author' }) },
})

const posts = (onMismatch: 'null' | 'error') =>
  collection('Post', {
    store: { store: 'shop', onMismatch },
    fields: {
      title: string(),
      pages: int(),
      tags: list(string()),
      loan: object({ by: string(), days: int() }),
      author: ref('users', { reverse: 'posts' }),
    },
  })

/** How a blog differs from one that starts well. */
export interface FaultyBlogOptions {
  /** What befalls the proxy before the gateway starts. */
  readonly before?: (proxy: FaultProxy) => void
  readonly onMismatch?: 'null' | 'error'
}

export async function faultyBlog(
  server: MongoServer,
  { before = () => undefined, onMismatch = 'null' }: FaultyBlogOptions = {},
): Promise<FaultyBlog> {
  const database = freshDatabase()
  const client = new MongoClient(server.url)
  const stored = client.db(database).collection('posts')
  await stored.insertMany(firstPosts())
  const { proxy, url } = await proxiedMongo(server)
  before(proxy)
  const log: string[] = []
  const api = gateway({
    schema: { users: { default: users }, posts: { default: posts(onMismatch) } },
    config: config({ stores: { people: memory({ rows }), shop: mongodb({ url: url(database) }) } }),
    log: { write: (line) => void log.push(line) },
  })
  const started = performance.now()
  await api.ready()
  const http = await listen(api.handle, { host: '127.0.0.1', port: 0 })
  let closing: Promise<unknown> | null = null
  const close = async () => {
    await (closing ??= Promise.all([http.stop(100), api.close(100)]))
  }
  return {
    proxy,
    posts: stored,
    startedIn: performance.now() - started,
    log,
    ask: (query) => tell(http.url, query),
    async get(path) {
      const reply = await fetch(`${http.url}${path}`)
      return { status: reply.status, text: await reply.text() }
    },
    close,
    async stop() {
      await close()
      await proxy.close()
      await client.close()
    },
  }
}

const firstPosts = () =>
  Array.from({ length: 100 }, (_, index) => ({
    _id: (index + 1) as never,
    title: `Post ${index + 1}`,
    pages: index,
    tags: ['a', `t${index % 5}`],
    loan: { by: 'Ada', days: 3 },
    author: 1 + (index % 2),
  }))

interface Reply {
  readonly data?: unknown
  readonly errors?: readonly {
    readonly path?: readonly unknown[]
    readonly extensions: { readonly code: string; readonly store?: string }
  }[]
}

async function tell(url: string, query: string): Promise<Told> {
  const before = performance.now()
  const reply = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const text = await reply.text()
  const ms = performance.now() - before
  const { data, errors = [] } = JSON.parse(text) as Reply
  const said = errors.map(({ path = [], extensions: { code, store = '' } }) =>
    [path.join('.'), code, store].join(' ').trim(),
  )
  return { data, errors: said, text, ms }
}

const people = [{ name: 'Ada' }, { name: 'Grace' }]

/** Asks both stores. */
export const both =
  '{ users { nodes { name } } posts(first: 2) { nodes { title author { name } } } }'

/** What `both` answers when all is well. */
export const whole = {
  users: { nodes: people },
  posts: {
    nodes: [
      { title: 'Post 1', author: { name: 'Ada' } },
      { title: 'Post 2', author: { name: 'Grace' } },
    ],
  },
}

/** What `both` answers without MongoDB. */
export const half = { users: { nodes: people }, posts: null }

/** The errors beside `half`. */
export const unavailable = ['posts STORE_UNAVAILABLE shop']

/** Milliseconds that a busy machine may add to a limit. */
export const slack = 1_500

/** Asks until the answer has no errors; how long that took. @throws Error when it takes too long */
export async function healed(blog: FaultyBlog, within = 5_000): Promise<number> {
  const start = performance.now()
  for (;;) {
    const { errors } = await blog.ask(both)
    const ms = performance.now() - start
    if (errors.length === 0) return ms
    if (ms > within + slack) throw new Error(`after ${Math.round(ms)} ms: ${errors.join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
