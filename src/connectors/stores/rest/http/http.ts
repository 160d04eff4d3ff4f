import type { RestAuth, RestHeaders } from '../../../../declare/rest.ts'
import type { StoreContext, StoreLog } from '../../../connector.ts'

/** One API: JSON in, JSON out. */
export interface Http {
  /**
   * 404 is an answer, whose body is undefined where it is not JSON.
   *
   * @throws StoreError STORE_REFUSED (other 4xx, and callers without credentials), STORE_UNAVAILABLE (unreachable, 5xx, 429,
   * breaker, queue), STORE_TIMEOUT (too late, or given up), STORE_BAD_DATA (no JSON, too big, redirects)
   */
  send(request: HttpRequest, ctx: StoreContext): Promise<HttpReply>
  /** Text of the credentials and forwarded headers that this API would see; for `Store.alike`. */
  alike(ctx: StoreContext): string
  /** Ends what is under way, and every socket. */
  close(): Promise<void>
}

/** What is asked. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/posts?x=1`, appended to the base address; or a whole address of the same origin (the next page; others are refused). */
  readonly path: string
  readonly body?: unknown
  /** It changes nothing, so that it may be sent again. */
  readonly reads: boolean
}

/** What came. */
export interface HttpReply {
  readonly status: number
  /** In lower case, several of one name joined by `, `; without cookies and challenges. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** One API, as `rest({…})` describes it. */
export interface HttpOptions {
  /** The store's name, for messages. */
  readonly name: string
  /** `https://api.example.com/v1`, with `user:password@` for basic credentials. */
  readonly url: string
  readonly allowPrivate?: boolean | undefined
  readonly headers?: RestHeaders | undefined
  readonly forward?: readonly string[] | undefined
  readonly auth?: RestAuth | undefined
  /** For a whole answer, retries included, in milliseconds. */
  readonly timeout?: number | undefined
  /** What the API calls its JSON, where that is another name than JSON's: `text/html`. */
  readonly contentType?: string | undefined
  readonly log: StoreLog
}

/** What of the world outside may be another in tests: time, chance, names. */
export interface HttpWorld {
  /** Milliseconds that only grow. */
  readonly now: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  /** The addresses of a name. */
  readonly resolve: (name: string) => Promise<readonly Address[]>
}

/** An address of a name. */
export interface Address {
  readonly address: string
  readonly family: 4 | 6
}
