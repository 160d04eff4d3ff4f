import { randomUUID } from 'node:crypto'

const SANE = /^[\w.:-]{1,64}$/

/** The caller's `x-request-id` when it is short and plain, else a new one. */
export function requestId(header: string | undefined): string {
  return header !== undefined && SANE.test(header) ? header : randomUUID()
}
