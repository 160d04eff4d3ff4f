import { errors } from 'undici'
import { StoreError, type StoreCode } from '../../../../errors.ts'
import type { Outcome } from './breaker.ts'
import { retryAfter } from './retries.ts'

/** A request that was not answered, or not with what can be used. */
export interface Failure {
  readonly code: StoreCode
  /** The rest of the sentence `The store "blog" …`; clients see it: no address, no word of the API. */
  readonly says: string
  /** For the log. */
  readonly detail: string
  /** A read may be sent again: it was only bad luck. */
  readonly passing: boolean
  /** What the breaker learns from it. */
  readonly tells: Outcome
  /** For how many ms the API asks to be left alone; null: it does not say. */
  readonly after: number | null
}

/** Why no socket was opened. */
export class AddressError extends Error {
  readonly kind: keyof typeof addressTexts

  constructor(kind: keyof typeof addressTexts, name = '', cause?: unknown) {
    super(`${name} ${addressTexts[kind]}`.trim(), cause === undefined ? undefined : { cause })
    this.name = 'AddressError'
    this.kind = kind
  }
}

const addressTexts = {
  private:
    'is not an address of the internet; where that is meant, say allowPrivate: true in the options of the store',
  unknown: 'cannot be resolved',
  slow: 'was not resolved in time',
  silent: 'no connection was made in time',
} as const

/** A failure, where nothing else is said one that tells nothing about the API. */
export function failure(
  code: StoreCode,
  says: string,
  more: Partial<Omit<Failure, 'code' | 'says'>> = {},
): Failure {
  return { code, says, detail: says, passing: false, tells: 'none', after: null, ...more }
}

/** What comes instead of JSON that can be used. */
export function badAnswer(detail: string): Failure {
  return failure('STORE_BAD_DATA', 'gave an answer that cannot be used', { detail, tells: 'good' })
}

/** An answer came to be too late. */
export function tooLate(detail: string): Failure {
  return failure('STORE_TIMEOUT', 'did not answer in time', { detail, tells: 'bad' })
}

/** Nobody waits any more. */
export const givenUp: Failure = failure('STORE_TIMEOUT', 'was not waited for any longer')

/** The gateway's side has been closed. */
export const closed: Failure = failure('STORE_UNAVAILABLE', 'is closed')

/** The breaker is open. */
export const spared: Failure = failure(
  'STORE_UNAVAILABLE',
  'has failed too often and is left alone for a moment',
)

const again = new Set([500, 502, 503, 504])

/** What a status other than 2xx and 404 means; `words` are the API's own. */
export function statusFailure(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  words: string,
): Failure {
  const detail = `answered ${status}${words && `: ${words}`}`
  if (status < 200 || status >= 600) return badAnswer(detail)
  if (status < 400)
    return badAnswer(`${detail}; redirects are not followed, name the address that it leads to`)
  const says = `answered ${status}`
  if (status < 500 && status !== 429)
    return failure('STORE_REFUSED', says, { detail, tells: 'good' })
  const header = headers['retry-after']
  const after = retryAfter(typeof header === 'string' ? header : undefined)
  const passing = again.has(status) || (status === 429 && after !== null)
  return failure('STORE_UNAVAILABLE', says, { detail, passing, tells: 'bad', after })
}

/** Sockets that broke, names that did not resolve: what may go well a moment later. */
const passingCodes = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
])

/** Not HTTP as it should be. */
const unreadableCodes = new Set(['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'])

/** What an error of the socket or of the parser means; `begun`: headers had come. */
export function socketFailure(error: unknown, begun: boolean): Failure {
  const detail = describe(error)
  const code = codeOf(error)
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return closed
  if (code === 'UND_ERR_INVALID_ARG')
    return failure('STORE_REFUSED', 'cannot be asked this', { detail })
  const early = code === 'UND_ERR_SOCKET' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
  if (begun && early)
    return { ...badAnswer(`the answer ended early (${detail})`), passing: true, tells: 'bad' }
  if (error instanceof errors.HTTPParserError || unreadableCodes.has(code)) return badAnswer(detail)
  const passing = error instanceof AddressError ? error.kind !== 'private' : passingCodes.has(code)
  const says = begun ? 'broke off its answer' : 'cannot be reached'
  return failure('STORE_UNAVAILABLE', says, { detail, passing, tells: 'bad' })
}

/** Whether an attempt failed. */
export function isFailure(outcome: object): outcome is Failure {
  return 'says' in outcome
}

/** The error as a client gets it; the detail stays with it for the log. */
export function storeError(store: string, { code, says, detail }: Failure): StoreError {
  return new StoreError(code, store, `The store "${store}" ${says}.`, detail)
}

/** All of several attempts to connect are one error with many. */
function codeOf(error: unknown): string {
  const code: unknown = (error as { readonly code?: unknown } | null)?.code
  if (typeof code === 'string') return code
  return error instanceof AggregateError ? codeOf(error.errors[0]) : ''
}

function describe(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ')
  if (!(error instanceof Error)) return String(error)
  const cause = error instanceof AddressError && error.cause ? ` (${describe(error.cause)})` : ''
  return error.message + cause
}
