import type { StoreContext } from '../../../connector.ts'
import { targetOf, type BaseAddress } from './address.ts'
import { credentialsOf, type Credential } from './credentials.ts'
import type { Sending, Wire } from './exchange.ts'
import { badAnswer, failure, givenUp, isFailure, tooLate, type Failure } from './failure.ts'
import { forwardedHeaders, lowerCase, unsendable } from './headers.ts'
import type { HttpOptions, HttpRequest } from './http.ts'
import { pause } from './pause.ts'
import { userAgent } from './user-agent.ts'
import { timeoutOf } from './wire.ts'

/** Makes what is sent out of what is asked, on behalf of whom; never throws. */
export type Prepare = (
  request: HttpRequest,
  ctx: StoreContext,
) => Sending | Failure | Promise<Sending | Failure>

/** Reads the options once. Credentials of the caller win over forwarded headers, and those over the declared ones. */
export function preparation(options: HttpOptions, base: BaseAddress, wire: Wire): Prepare {
  const fixed = fixedHeaders(options)
  const names = (options.forward ?? []).map((name) => name.toLowerCase())
  const credentials = credentialsOf(options.auth, base)
  const timeout = timeoutOf(options)
  return (request, ctx) => {
    const path = targetOf(base, request.path)
    if (path === null) return elsewhere(request.path)
    const forwarded = forwardedHeaders(names, ctx.headers)
    const bad = unsendable(forwarded)
    if (bad !== undefined) return refused(bad)
    const deadline = wire.now() + timeout
    const complete = ({ headers }: Credential): Sending => ({
      method: request.method,
      path,
      headers: { ...fixed, ...(request.body !== undefined && json), ...forwarded, ...headers },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      reads: request.reads,
      deadline,
      signal: ctx.signal,
    })
    const made = credentials(ctx, forwarded)
    if (!(made instanceof Promise)) return isFailure(made) ? made : complete(made)
    const inTime = beforeDeadline(made, { wire, deadline, signal: ctx.signal })
    return inTime.then((known) => (isFailure(known) ? known : complete(known)))
  }
}

const json = { 'content-type': 'application/json' }

function fixedHeaders({ headers = {} }: HttpOptions): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': userAgent(),
    ...lowerCase(headers),
  }
}

/** A next page may lie anywhere in the answer of an API: credentials go to its own origin only. */
function elsewhere(path: string): Failure {
  const where = URL.canParse(path) ? new URL(path).origin : path.split('?', 1)[0]
  return badAnswer(`${where} is not below the address of the store, and is not asked`)
}

function refused(name: string): Failure {
  return failure('STORE_REFUSED', 'cannot be asked with the headers of this caller', {
    detail: `the forwarded header "${name}" is not one line of text in Latin letters`,
  })
}

interface Limits {
  readonly wire: Wire
  readonly deadline: number
  readonly signal: AbortSignal | undefined
}

async function beforeDeadline(
  made: Promise<Credential | Failure>,
  { wire, deadline, signal }: Limits,
): Promise<Credential | Failure> {
  const waiting = pause(wire.sweep, deadline, signal)
  const late = waiting.over.then((inTime) =>
    inTime ? { ...tooLate('auth() did not answer in time'), tells: 'none' as const } : givenUp,
  )
  try {
    return await Promise.race([made, late])
  } finally {
    waiting.cancel()
  }
}
