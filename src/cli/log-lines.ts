import type { LogTarget } from '../server/log.ts'
import { paintFor, type Output } from './paint.ts'

interface Line {
  readonly level?: string
  readonly msg?: string
  readonly method?: string
  readonly path?: string
  readonly status?: number
  readonly ms?: number
  readonly requestId?: string
  readonly at?: string
  readonly err?: { readonly stack?: string; readonly message?: string }
}

/** Log lines for people: one line each, errors with their stack. */
export function logLines(output: Output): LogTarget {
  const paint = paintFor(output)
  const shown = (line: Line): string => {
    const { level = 'info', msg = '', method, path, status, ms, requestId, at, err } = line
    if (status !== undefined) return paint.faint(`${method} ${path} ${status} ${ms} ms`)
    const word = level === 'error' ? paint.bad(level) : level === 'warn' ? paint.warn(level) : level
    const id = requestId === undefined ? '' : paint.faint(` ${requestId}`)
    const place = at === undefined ? '' : ` at ${at}`
    return [`${word} ${msg}${place}${id}`, ...(err ? [err.stack ?? err.message ?? ''] : [])].join(
      '\n',
    )
  }
  return {
    write: (text) => void output.write(`${shown(JSON.parse(text) as Line)}\n`),
  }
}
