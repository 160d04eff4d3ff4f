import { destination, pino, type Logger } from 'pino'

/** Where log lines go, one JSON object each; the default is stderr. */
export interface LogTarget {
  write(line: string): void
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** JSON lines without headers, variables or bodies; errors without the credentials of a URL. */
export function createLog(level: LogLevel, target: LogTarget = stderr()): Logger {
  const options = { level, base: null, serializers: { err: errorFields } }
  return pino({ ...options, formatters: { level: (label) => ({ level: label }) } }, target)
}

export type { Logger }

/** Buffered while the last line is being written: an access line costs no system call of its own. */
function stderr(): LogTarget {
  return destination({ dest: 2, sync: false })
}

interface ErrorFields {
  readonly name: string
  readonly message: string
  readonly stack?: string
  readonly cause?: ErrorFields
}

/** Whatever was thrown, even if it is no error or its getters throw; causes to a depth of 3. */
export function errorFields(thrown: unknown, depth = 3): ErrorFields {
  try {
    if (!(thrown instanceof Error)) return { name: typeof thrown, message: masked(String(thrown)) }
    const { name, message, stack, cause } = thrown
    return {
      name: String(name),
      message: masked(String(message)),
      ...(stack === undefined ? {} : { stack: masked(String(stack)) }),
      ...(cause === undefined || depth === 0 ? {} : { cause: errorFields(cause, depth - 1) }),
    }
  } catch {
    return { name: 'unknown', message: 'What was thrown cannot be read' }
  }
}

/** Text without the credentials of the URLs in it. */
export function masked(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@')
}
