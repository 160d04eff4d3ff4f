import type { Code } from '../errors.ts'

interface Status {
  /** For a request that was not executed. */
  readonly status: number
  /** The request was well-formed HTTP and JSON: `application/json` answers 200 (GraphQL over HTTP, §6.4.1). */
  readonly spec?: true
}

const statuses: Readonly<Partial<Record<Code, Status>>> = {
  BAD_REQUEST: { status: 400 },
  GRAPHQL_PARSE_FAILED: { status: 400, spec: true },
  GRAPHQL_VALIDATION_FAILED: { status: 400, spec: true },
  BAD_USER_INPUT: { status: 400, spec: true },
  UNSUPPORTED_FILTER: { status: 400, spec: true },
  LIMIT_EXCEEDED: { status: 400 },
  UNAUTHENTICATED: { status: 401 },
  FORBIDDEN: { status: 403 },
  NOT_FOUND: { status: 404 },
  METHOD_NOT_ALLOWED: { status: 405 },
  CONFLICT: { status: 409 },
  PAYLOAD_TOO_LARGE: { status: 413 },
  UNSUPPORTED_MEDIA_TYPE: { status: 415 },
  RATE_LIMITED: { status: 429 },
  INTERNAL: { status: 500 },
  STORE_REFUSED: { status: 502 },
  STORE_BAD_DATA: { status: 502 },
  STORE_TIMEOUT: { status: 504 },
  STORE_UNAVAILABLE: { status: 503 },
  OVERLOADED: { status: 503 },
  NOT_READY: { status: 503 },
}

/** The status of a request that was refused before it was executed, or that left no data at all. */
export function statusOf(found: readonly Code[], json: boolean): number {
  return Math.max(...found.map((code) => statusOfCode(code, json)))
}

function statusOfCode(code: Code, json: boolean): number {
  const known = statuses[code]
  if (!known || (json && known.spec)) return 200
  return known.status
}
