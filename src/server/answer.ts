import type { ExecutionResult } from 'graphql'
import type { Code } from '../errors.ts'
import { showError, type ShownError, type Unexpected } from './mask.ts'
import { statusOf } from './statuses.ts'
import type { AnswerType } from './accept.ts'
import { apiHeaders } from './headers.ts'
import type { HttpReply } from './http.ts'
import type { Outcome } from './yoga.ts'

/** Errors of an answer that are listed; the rest is counted in `extensions.moreErrors`. */
export const MOST_ERRORS = 20

/** How an answer is written. */
export interface Writing {
  readonly type: AnswerType
  readonly requestId: string
  /** Called with each error that the client does not see. */
  readonly unexpected: Unexpected
}

/** The reply to a GraphQL request. */
export function answer(outcome: Outcome, writing: Writing): HttpReply {
  if ('refused' in outcome) return refusal(outcome.refused, writing)
  const { data, errors = [], extensions } = outcome
  if (data === undefined) return refusal(errors, writing)
  const shown = show(errors, writing)
  const status = data === null && shown.length > 0 ? statusOf(codesOf(shown), isJson(writing)) : 200
  return written(status, { ...listed(shown), data, ...more(errors, extensions) }, writing)
}

/** The reply to a request that was not executed. */
export function refusal(errors: readonly unknown[], writing: Writing): HttpReply {
  const shown = show(errors, writing)
  const found = codesOf(shown)
  const reply = written(
    statusOf(found, isJson(writing)),
    { errors: shown, ...more(errors) },
    writing,
  )
  return { ...reply, headers: { ...reply.headers, ...refusalHeaders(found) } }
}

function show(errors: readonly unknown[], writing: Writing): ShownError[] {
  const { requestId } = writing
  return errors
    .slice(0, MOST_ERRORS)
    .map((error) => showError(error, requestId, writing.unexpected))
}

function listed(errors: readonly ShownError[]): { errors?: readonly ShownError[] } {
  return errors.length > 0 ? { errors } : {}
}

function more(errors: readonly unknown[], extensions: ExecutionResult['extensions'] = {}) {
  const rest = errors.length - MOST_ERRORS
  const all = rest > 0 ? { ...extensions, moreErrors: rest } : extensions
  return Object.keys(all).length > 0 ? { extensions: all } : {}
}

function written(status: number, body: object, writing: Writing): HttpReply {
  const headers = { ...apiHeaders, 'content-type': `${writing.type}; charset=utf-8` }
  return { status, headers, body: JSON.stringify(body) }
}

function refusalHeaders(found: readonly Code[]): Record<string, string> {
  if (found.includes('METHOD_NOT_ALLOWED')) return { allow: 'GET, POST' }
  if (found.includes('UNAUTHENTICATED')) return { 'www-authenticate': 'Bearer' }
  const busy: readonly Code[] = ['OVERLOADED', 'NOT_READY', 'STORE_UNAVAILABLE', 'RATE_LIMITED']
  return found.some((code) => busy.includes(code)) ? { 'retry-after': '1' } : {}
}

function codesOf(errors: readonly ShownError[]): Code[] {
  return errors.map((error) => error.extensions.code)
}

function isJson({ type }: Writing): boolean {
  return type === 'application/json'
}
