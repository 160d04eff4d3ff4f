import { RefractError } from '../errors.ts'
import { answerType, wantsPage } from './accept.ts'
import { answer, refusal, type Writing } from './answer.ts'
import { readParams } from './body.ts'
import { corsHeaders, preflightHeaders } from './cors.ts'
import { graphiql } from './graphiql.ts'
import { apiHeaders } from './headers.ts'
import { health } from './health.ts'
import type { HttpAsk, HttpReply } from './http.ts'
import type { Logger } from './log.ts'
import type { Unexpected } from './mask.ts'
import { requestId } from './request-id.ts'
import type { Settings } from './settings.ts'
import type { Operate, Outcome } from './yoga.ts'

/** What answers stand on. */
export interface RouteOptions {
  readonly settings: Settings
  readonly operate: Operate
  readonly log: Logger
  /** The reply at `/ready`. */
  ready(): HttpReply
}

/** Answers any request; never rejects. */
export type Respond = (ask: HttpAsk) => Promise<HttpReply>

/** The one path of the API. */
export const endpoint = '/graphql'

/** The gateway as a function of HTTP requests: `/graphql`, `/health`, `/ready`, GraphiQL's files, and nothing else. */
export function routes(options: RouteOptions): Respond {
  const pages = options.settings.graphiql ? graphiql(options.settings.graphiql) : null
  const find = async (ask: HttpAsk, writing: Writing): Promise<HttpReply> => {
    if (ask.path === endpoint) {
      if (pages && ask.method === 'GET' && wantsPage(ask.headers['accept'])) return pages.page(ask)
      return api(ask, writing, options)
    }
    if (ask.method === 'GET' || ask.method === 'HEAD') {
      if (ask.path === '/health') return health()
      if (ask.path === '/ready') return options.ready()
      const file = await pages?.file(ask)
      if (file) return file
    }
    const message = `Nothing is here; the API is at ${endpoint}`
    return refusal([new RefractError('NOT_FOUND', message)], writing)
  }
  return async (ask) => {
    const started = performance.now()
    const id = requestId(ask.headers['x-request-id'])
    const unexpected: Unexpected = (err, path) =>
      options.log.error(
        { requestId: id, ...(path && { at: path.join('.') }), err },
        'unexpected error',
      )
    const writing = { type: 'application/json', requestId: id, unexpected } as const
    const reply = await find(ask, writing).catch((error: unknown) => refusal([error], writing))
    logAccess(options.log, { ask, id, status: reply.status, ms: performance.now() - started })
    return { ...reply, headers: { ...reply.headers, 'x-request-id': id } }
  }
}

async function api(ask: HttpAsk, writing: Writing, options: RouteOptions): Promise<HttpReply> {
  const cors = corsHeaders(options.settings.origins, ask.headers['origin'])
  if (ask.method === 'OPTIONS' && cors['access-control-allow-origin'] !== undefined) {
    return { status: 204, headers: { ...apiHeaders, ...cors, ...preflightHeaders }, body: null }
  }
  if (ask.method === 'GET' && ask.search === '' && wantsPage(ask.headers['accept'])) {
    return refusal([new RefractError('BAD_REQUEST', noPage)], writing)
  }
  const type = answerType(ask.headers['accept'])
  if (!type) return notAcceptable(writing)
  const outcome = await outcomeOf(ask, options)
  const reply = answer(outcome, { ...writing, type })
  return { ...reply, headers: { ...reply.headers, ...cors } }
}

/** For whoever opens the address in a browser. */
const noPage =
  'GraphiQL is off here: "refract dev" shows it, or "graphiql: true" in refract.config.ts. Programs send {"query": "…"} with POST'

async function outcomeOf(ask: HttpAsk, options: RouteOptions): Promise<Outcome> {
  try {
    const params = await readParams(ask, options.settings.limits.bodyBytes)
    return await options.operate({ http: ask, params })
  } catch (error) {
    return { refused: [error] }
  }
}

function notAcceptable(writing: Writing): HttpReply {
  const message = 'Answers are application/graphql-response+json or application/json in UTF-8'
  return { ...refusal([new RefractError('BAD_REQUEST', message)], writing), status: 406 }
}

interface Access {
  readonly ask: HttpAsk
  readonly id: string
  readonly status: number
  readonly ms: number
}

/** One line per request, without address parameters, headers, variables or bodies. */
function logAccess(log: Logger, { ask, id, status, ms }: Access): void {
  if (!log.isLevelEnabled('info')) return
  const { method, path } = ask
  log.info({ requestId: id, method, path, status, ms: Math.round(ms * 10) / 10 }, 'request')
}
