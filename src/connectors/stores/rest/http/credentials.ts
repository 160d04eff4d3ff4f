import type { RestAuth, RestCaller, RestHeaders } from '../../../../declare/rest.ts'
import type { StoreContext } from '../../../connector.ts'
import type { BaseAddress } from './address.ts'
import { failure, type Failure } from './failure.ts'
import { badHeaderName, isHeaderValue, lowerCase } from './headers.ts'

/** Headers that say on whose behalf an API is asked. */
export interface Credential {
  readonly headers: RestHeaders
}

type Made = Credential | Failure

/** Makes them for one request of a client; a promise only where the declared function answers one. */
export type Credentials = (ctx: StoreContext, forwarded: RestHeaders) => Made | Promise<Made>

/** The credentials of the options, or of the URL. A function is called once for each request of a client. */
export function credentialsOf(auth: RestAuth | undefined, base: BaseAddress): Credentials {
  if (typeof auth === 'function') return oncePerRequest(auth)
  const credential = { headers: fixedHeaders(auth, base) }
  return () => credential
}

function fixedHeaders(
  auth: Exclude<RestAuth, AuthFunction> | undefined,
  base: BaseAddress,
): RestHeaders {
  if (auth && 'bearer' in auth) return { authorization: `Bearer ${auth.bearer}` }
  const basic = auth?.basic ?? base.credentials
  if (!basic) return {}
  const token = Buffer.from(`${basic.user}:${basic.password}`).toString('base64')
  return { authorization: `Basic ${token}` }
}

type AuthFunction = (caller: RestCaller) => RestHeaders | null | Promise<RestHeaders | null>

/** Answers are kept as long as the client's request, by its context. */
function oncePerRequest(auth: AuthFunction): Credentials {
  const known = new WeakMap<StoreContext, ReturnType<Credentials>>()
  return (ctx, forwarded) => {
    const before = known.get(ctx)
    if (before !== undefined) return before
    const made = callAuth(auth, { user: ctx.user ?? null, headers: forwarded })
    known.set(ctx, made)
    return made
  }
}

function callAuth(auth: AuthFunction, caller: RestCaller): ReturnType<Credentials> {
  try {
    const made = auth(caller)
    return made instanceof Promise ? made.then(judged, broken) : judged(made)
  } catch (error) {
    return broken(error)
  }
}

const nobody = failure('STORE_REFUSED', 'knows no credentials of this caller', {
  detail: 'auth() answered null: the caller has no credentials',
})

function judged(made: unknown): Made {
  if (made === null) return nobody
  if (typeof made !== 'object' || made === undefined)
    return broken(new TypeError(`auth() answered ${typeof made}; it answers headers, or null`))
  const bad = Object.entries(made).find(
    ([name, value]) => badHeaderName(name) !== null || !isHeaderValue(value),
  )
  if (!bad) return { headers: lowerCase(made as RestHeaders) }
  return broken(new TypeError(`auth() answered a header "${bad[0]}" that cannot be sent`))
}

function broken(error: unknown): Failure {
  const detail = `auth() failed: ${error instanceof Error ? error.message : String(error)}`
  return failure('STORE_UNAVAILABLE', 'could not be asked: its credentials could not be made', {
    detail,
  })
}
