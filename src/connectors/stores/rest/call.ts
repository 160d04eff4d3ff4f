import { UnsupportedFilterError } from '../../../errors.ts'
import type { Row } from '../../../query/row.ts'
import type { StoreContext } from '../../connector.ts'
import type { Http, HttpReply, HttpRequest } from './http/index.ts'
import { turns } from './turns.ts'

/** One call of the store's contract: the requests that it takes, each told to the gateway before it is made. */
export interface Call {
  readonly ctx: StoreContext
  /** Reads. A path of the API, or a whole address of it. */
  get(path: string): Promise<HttpReply>
  /** Reads by a body. */
  search(path: string, body: unknown): Promise<HttpReply>
  /** Rows that were read and are in no answer: what only the gateway could tell. */
  leaves(rows: number): void
  /** Rows that come from the item itself, or from a route of several items: there is no more to fetch of them. */
  readonly whole: WeakSet<Row>
}

/** Most requests of one call, whoever asks. */
const MOST = 2_000
/** Requests of one call that are under way at once, however its parts are nested. */
const AT_ONCE = 10
const endless = { connector: 'rest', field: '*', operator: 'page' }

/**
 * Begins a call. It is known to take `planned` requests; what it takes beyond them is residual work, told with the rows
 * that were read for it.
 */
export function beginCall(http: Http, ctx: StoreContext, planned: number): Call {
  let sent = 0
  let left = 0
  const count = (): void => {
    ctx.signal?.throwIfAborted()
    sent += 1
    if (sent === 1) return
    if (sent > MOST) throw new UnsupportedFilterError(endless, ctx.rowBudget ?? MOST)
    if (sent <= planned) ctx.called?.()
    else ctx.called?.(left)
    if (sent > planned) left = 0
  }
  const inTurn = turns(AT_ONCE)
  const send = (request: HttpRequest): Promise<HttpReply> =>
    inTurn(() => {
      count()
      return http.send(request, ctx)
    })
  return {
    ctx,
    get: (path) => send({ method: 'GET', path, reads: true }),
    search: (path, body) => send({ method: 'POST', path, body, reads: true }),
    leaves: (rows) => {
      left += rows
    },
    whole: new WeakSet(),
  }
}
