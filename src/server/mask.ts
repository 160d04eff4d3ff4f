import { GraphQLError } from 'graphql'
import { codes, RefractError, type Code } from '../errors.ts'

/** An error as the client reads it. */
export interface ShownError {
  readonly message: string
  readonly locations?: readonly { readonly line: number; readonly column: number }[]
  readonly path?: readonly (string | number)[]
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: Code }
}

/** What was thrown, for the log, and the place in the answer that it cost, where there is one. */
export type Unexpected = (thrown: unknown, path?: ShownError['path']) => void

/** Messages repeat what the client wrote; longer ones are cut. */
const LONGEST_MESSAGE = 240
const MOST_LOCATIONS = 4

/** Codes of graphql-yoga that have another name here. */
const translated: Readonly<Record<string, Code>> = { OPERATION_RESOLUTION_FAILURE: 'BAD_REQUEST' }

/**
 * What the client may see of an error: everything of those that carry a code of the product, of all others only that
 * something went wrong, and the request id under which the log has it. `unexpected` is called with the latter.
 */
export function showError(error: unknown, requestId: string, unexpected: Unexpected): ShownError {
  const known = knownError(error)
  if (known) return { message: cut(known.message), ...place(error), extensions: known.extensions }
  if (error instanceof GraphQLError) unexpected(error.originalError ?? error, error.path)
  else unexpected(error)
  return {
    message: 'Something went wrong; the log has it under the request id',
    ...place(error),
    extensions: { code: 'INTERNAL', requestId },
  }
}

interface Known {
  readonly message: string
  readonly extensions: ShownError['extensions']
}

function knownError(error: unknown): Known | null {
  if (error instanceof RefractError) return knownAs(error.code, error.message, error.extensions)
  if (!(error instanceof GraphQLError)) return null
  if (error.originalError instanceof RefractError) return knownError(error.originalError)
  const { code, http } = error.extensions
  if (typeof code !== 'string') return null
  return knownAs(methodCode(http) ?? translated[code] ?? code, error.message, error.extensions)
}

function knownAs(code: string, message: string, extensions: object): Known | null {
  if (code === 'INTERNAL' || !Object.hasOwn(codes, code)) return null
  const { http: _http, originalError: _original, ...rest } = extensions as Record<string, unknown>
  return { message, extensions: { ...rest, code: code as Code } }
}

/** graphql-yoga refuses a mutation by GET as BAD_REQUEST with status 405. */
function methodCode(http: unknown): Code | null {
  const status = (http as { readonly status?: number } | undefined)?.status
  return status === 405 ? 'METHOD_NOT_ALLOWED' : null
}

function place(error: unknown): Pick<ShownError, 'locations' | 'path'> {
  if (!(error instanceof GraphQLError)) return {}
  const { locations, path } = error
  return {
    ...(locations ? { locations: locations.slice(0, MOST_LOCATIONS) } : {}),
    ...(path ? { path } : {}),
  }
}

function cut(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message
}
