import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { filtered, foldedBy, shownItem } from './rest-items.ts'
import { pageOf } from './rest-pages.ts'

/** Items as the API keeps them, by the name of their collection; bigints go out as texts. */
export type Rows = Readonly<Record<string, readonly Item[]>>
export type Item = Readonly<Record<string, unknown>>

/** A request as a route of one's own sees it. */
export interface RestAsked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

/** What a route answers; `text` in place of `body` is sent as it is. */
export interface RestAnswered {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly text?: string
}

/** What the API can do; it is plain unless told otherwise: whole lists, items by id. */
export interface RestServerOptions {
  /** The member that is the id; `id` unless given. */
  readonly id?: string
  /** Several items by id: `?id=1&id=2`, `?id=1,2`, or `POST /books/search` with `{ "id": [1, 2] }`. */
  readonly many?: {
    readonly style: 'repeat' | 'comma' | 'post'
    readonly param?: string
    /** Behind the list's route: `/search`. */
    readonly path?: string
    /** What is answered where some are missing; they are left out unless given. */
    readonly missing?: '404 for none' | '404 for any'
  }
  readonly paging?: RestServerPaging
  /** Query parameters that ask for equality (`?userId=1`, repeated or with commas: any of them), and the member, or members. */
  readonly filters?: Readonly<Record<string, string | readonly string[]>>
  /** Query parameters that ask for a part of a text, case folded. */
  readonly search?: Readonly<Record<string, string>>
  /** Query parameters that ask for a bound. */
  readonly bounds?: Readonly<
    Record<string, { readonly member: string; readonly op: 'gte' | 'lte' }>
  >
  /** The parameter that sorts: `?sort=title`, `?sort=-title`, `?sort=title,-id`. */
  readonly sort?: string
  /** Where lists and items lie in an answer, dotted. */
  readonly rows?: string
  readonly item?: string
  /** The members that lists show. */
  readonly listFields?: readonly string[]
  /** The status of a list without items. */
  readonly emptyStatus?: number
  /** Routes before all others; undefined: not mine. */
  readonly route?: (
    asked: RestAsked,
  ) => RestAnswered | undefined | Promise<RestAnswered | undefined>
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds before each answer. */
  readonly delay?: number
}

/** How lists are paged, with the names of the parameters. */
export interface RestServerPaging {
  readonly style: 'page' | 'offset' | 'cursor' | 'link'
  /** `page`, `offset` or `cursor` unless given. */
  readonly param?: string
  /** The parameter of the size; `limit` unless given; null: the size is fixed. */
  readonly size?: string | null
  readonly defaultSize?: number
  readonly max?: number
  /** The number of the first page; 1 unless given. */
  readonly first?: number
  /** A header (`x-total-count`), or a dotted place in the answer; none unless given. */
  readonly total?: string
  /** Where the next cursor is put, dotted; `next` unless given. */
  readonly next?: string
  /** Cursors are whole addresses. */
  readonly addresses?: boolean
}

/** The API at work. */
export interface RestServer {
  /** `http://127.0.0.1:4321` */
  readonly url: string
  /** `GET /books?id=1&id=2`, in the order of arrival; a body stands behind it. */
  calls(): string[]
  /** Most requests that were under way at once. */
  busiest(): number
  reset(): void
  close(): Promise<void>
}

/** Starts an HTTP API of JSON over rows, as a team would write it that knows nothing of gateways. */
export async function restServer(rows: Rows, options: RestServerOptions = {}): Promise<RestServer> {
  let noted: string[] = []
  let [now, most] = [0, 0]
  const server = createServer(async (request, response) => {
    most = Math.max(most, ++now)
    try {
      const asked = await readAsked(request)
      const body = asked.body === undefined ? '' : ` ${JSON.stringify(asked.body)}`
      noted.push(`${asked.method} ${request.url}${body}`)
      if (options.delay) await new Promise((done) => setTimeout(done, options.delay))
      const address = `http://${request.headers.host}${request.url}`
      send(response, { ...options.headers }, await answered(rows, options, { ...asked, address }))
    } finally {
      now -= 1
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => [...noted],
    busiest: () => most,
    reset: () => {
      noted = []
      most = 0
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

type Addressed = RestAsked & { readonly address: string }

async function answered(
  rows: Rows,
  options: RestServerOptions,
  asked: Addressed,
): Promise<RestAnswered> {
  const own = await options.route?.(asked)
  if (own) return own
  const [name = '', ...below] = asked.path.split('/').slice(1)
  const items = Object.hasOwn(rows, name) ? rows[name] : undefined
  if (!items) return notFound
  const id = options.id ?? 'id'
  const { many } = options
  const wanted = many && idsOf(many, asked, below)
  if (many && wanted) return manyOf(items, options, wanted)
  if (below.length === 0) return asked.method === 'GET' ? listOf(items, options, asked) : refused
  const [one, ...more] = below
  const item = more.length === 0 && items.find((each) => String(each[id]) === plain(one))
  return item ? { body: foldedBy(options.item, shownItem(item)) } : notFound
}

const notFound: RestAnswered = { status: 404, body: { error: 'not found' } }
const refused: RestAnswered = { status: 405, body: { error: 'not allowed' } }

function plain(segment = ''): string {
  return decodeURIComponent(segment)
}

/** The ids that are asked for at once; undefined where none are. */
function idsOf(
  many: NonNullable<RestServerOptions['many']>,
  asked: RestAsked,
  below: readonly string[],
): string[] | undefined {
  const param = many.param ?? 'id'
  if (below.join('/') !== (many.path ?? '').replace(/^\//, '')) return undefined
  if (many.style === 'post') {
    if (asked.method !== 'POST') return undefined
    return ((asked.body as Record<string, unknown[]>)[param] ?? []).map(String)
  }
  const given = asked.query.getAll(param)
  if (given.length === 0) return undefined
  return many.style === 'comma' ? given.flatMap((each) => each.split(',')) : given
}

/** In the order in which the items are kept, as databases answer; what is not there is left out. */
function manyOf(
  items: readonly Item[],
  options: RestServerOptions,
  ids: readonly string[],
): RestAnswered {
  const found = items.filter((item) => ids.includes(String(item[options.id ?? 'id'])))
  const missing = options.many?.missing
  if (missing === '404 for any' && found.length < new Set(ids).size) return notFound
  if (missing === '404 for none' && found.length === 0) return notFound
  const shown = options.many?.path ? undefined : options.listFields
  return {
    body: foldedBy(
      options.rows,
      found.map((item) => shownItem(item, shown)),
    ),
  }
}

function listOf(
  items: readonly Item[],
  options: RestServerOptions,
  asked: Addressed,
): RestAnswered {
  const matching = filtered(items, options, asked.query)
  if (matching.length === 0 && options.emptyStatus) return { status: options.emptyStatus, body: {} }
  const page = pageOf(matching, options.paging, asked)
  const shown = page.items.map((item) => shownItem(item, options.listFields))
  const body = foldedBy(options.rows, shown, page.members)
  return { status: 200, headers: page.headers, body }
}

async function readAsked(request: IncomingMessage): Promise<RestAsked> {
  const [path = '', query] = (request.url ?? '').split('?')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return {
    method: request.method ?? '',
    path,
    query: new URLSearchParams(query),
    headers: request.headers,
    body: text === '' ? undefined : JSON.parse(text),
  }
}

function send(
  response: ServerResponse,
  headers: Record<string, string>,
  { status = 200, headers: own, body, text }: RestAnswered,
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers, ...own })
  const asText = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
  response.end(text ?? JSON.stringify(body, asText))
}
