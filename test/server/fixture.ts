import { bool, collection, config, int, list, memory, oneOf, string } from 'refract'
import type { Config, ConfigOptions } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import type { Connector, Store } from '../../src/connectors/connector.ts'
import { gateway, type Gateway } from '../../src/server/gateway.ts'
import { listen } from '../../src/server/listen.ts'

const books = collection('Book', {
  store: 'library',
  fields: {
    title: string({ required: true }),
    genre: oneOf(['novel', 'essay']),
    pages: int({ min: 1 }),
    tags: list(string()),
    author: ref('authors', { reverse: 'books' }),
  },
  computed: {
    long: { of: bool(), reads: ['pages'], from: (book) => (book.pages ?? 0) > 300 },
    broken: {
      of: string(),
      reads: ['title'],
      from: (book) => {
        throw new Error(`cannot reach mongodb://root:hunter2@db/${book.title}`)
      },
    },
  },
})

const authors = collection('Author', {
  store: 'library',
  fields: { name: string({ required: true }), books: refsList('books', { reverse: 'author' }) },
})

/** Two collections in memory, one computed field that throws. */
export const schema = { books: { default: books }, authors: { default: authors } }

const rows = {
  authors: [
    { id: 1, name: 'Jane Austen' },
    { id: 2, name: 'Virginia Woolf' },
  ],
  books: Array.from({ length: 40 }, (_, index) => ({
    id: index + 1,
    title: `Book ${index + 1}`,
    genre: index % 2 ? 'essay' : 'novel',
    pages: 100 + index * 10,
    tags: ['a', 'b'],
    author: (index % 2) + 1,
  })),
}

/** Log lines, kept. */
export interface LogLines {
  readonly lines: string[]
  write(line: string): void
}

export function logLines(): LogLines {
  const lines: string[] = []
  return { lines, write: (line) => void lines.push(line) }
}

/** How a test's gateway differs from one that is merely started. */
export interface Setup {
  readonly config?: ConfigOptions
  readonly dev?: boolean
  readonly log?: LogLines
  /** Adds the collection `odd` over a store that does this when it is read. */
  readonly odd?: (signal?: AbortSignal) => Promise<unknown>
}

/** A gateway that listens at a free port of the loopback address. */
export interface Running {
  readonly api: Gateway
  readonly url: string
  /** POSTs to `/graphql`: text as it is, anything else as JSON. */
  post(body: unknown, headers?: Record<string, string>): Promise<Reply>
  /** GETs a path. */
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  stop(): Promise<void>
}

/** A reply that was read. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Of a text that is JSON. */
  readonly json: Answer
}

interface Answer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions: Readonly<Record<string, unknown>>
  }[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

const graphql = 'application/graphql-response+json'

export async function run(setup: Setup = {}): Promise<Running> {
  const api = gateway({ ...madeOf(setup), ...(setup.dev ? { dev: true } : {}) })
  await api.ready()
  const server = await listen(api.handle, { host: '127.0.0.1', port: 0 })
  const ask = async (path: string, init: RequestInit): Promise<Reply> => {
    const reply = await fetch(`${server.url}${path}`, init)
    const text = await reply.text()
    return { status: reply.status, headers: reply.headers, text, json: parsed(text) }
  }
  return {
    api,
    url: server.url,
    post: (body, headers = {}) =>
      ask('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: graphql, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    get: (path, headers = {}) => ask(path, { headers: { accept: graphql, ...headers } }),
    async stop() {
      await Promise.all([server.stop(100), api.close(100)])
    },
  }
}

/** What the gateway of a setup is made of. */
export function madeOf({ config: given = {}, log = logLines(), odd }: Setup) {
  const stores = { library: memory({ rows }), ...(odd ? { odd: 'odd:store' } : {}) }
  const made: Config = config({ log: 'info', ...given, stores: { ...stores, ...given.stores } })
  const modules: Record<string, object> = odd ? { ...schema, odds: { default: odds } } : schema
  return { schema: modules, config: made, log, connectors: odd ? [oddConnector(odd)] : [] }
}

const odds = collection('Odd', { store: 'odd', fields: { name: string() } })

/** A connector as a user may write one: it does something, and then has no rows. */
function oddConnector(does: (signal?: AbortSignal) => Promise<unknown>): Connector {
  const store: Store = {
    connector: 'odd',
    async byIds(ids, _fields, { signal }) {
      await does(signal)
      return ids.map(() => null)
    },
    async find(_question, { signal }) {
      await does(signal)
      return { rows: [], more: false, total: 0 }
    },
  }
  return {
    name: 'odd',
    schemes: ['odd'],
    open: async () => ({ collection: async () => store, close: async () => {} }),
  }
}

function parsed(text: string): Answer {
  try {
    return JSON.parse(text) as Answer
  } catch {
    return {}
  }
}

/** The codes of a reply's errors. */
export function codesOf({ json }: Reply): unknown[] {
  return (json.errors ?? []).map(({ extensions }) => extensions['code'])
}
