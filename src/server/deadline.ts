import { LimitError } from '../errors.ts'
import type { HttpAsk } from './http.ts'

/**
 * Runs work that must end within `timeout` ms. The work's signal aborts then, or when the client's does.
 *
 * @throws LimitError LIMIT_EXCEEDED for `timeout`, even when the work does not look at its signal
 */
export async function deadline<Value>(
  client: Pick<HttpAsk, 'whenGone'>,
  timeout: number,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController()
  client.whenGone(() => controller.abort())
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new LimitError(
        'timeout',
        timeout,
        `The operation took longer than ${timeout} ms`,
      )
      reject(error)
      controller.abort(error)
    }, timeout)
  })
  try {
    return await Promise.race([work(controller.signal), late])
  } finally {
    clearTimeout(timer)
  }
}
