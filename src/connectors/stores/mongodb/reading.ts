import { MongoError } from 'mongodb'
import type { StoreContext } from '../../connector.ts'
import { failure, tooLate } from './failures.ts'

/** Milliseconds that a server has for reads by id and pages, and for summaries and scans. */
export const quickly = 2_000
export const atLeisure = 5_000
/** What a reply may take beyond the server's own time. A server that is away is known to be so (3 s) before a read is late. */
export const slack = 1_500

/** What each command to the driver is given. */
export interface ReadOptions {
  readonly maxTimeMS: number
  readonly signal: AbortSignal
}

/**
 * Reads within a time, until the caller is gone; nothing hangs, whatever becomes of the connection.
 * @throws StoreError, or the reason of the caller's abort
 */
export async function reading<T>(
  asked: { readonly store: string; readonly ctx: StoreContext; readonly ms: number },
  work: (options: ReadOptions) => Promise<T>,
): Promise<T> {
  const { store, ctx, ms } = asked
  ctx.signal?.throwIfAborted()
  const stop = new AbortController()
  const late = tooLate(store)
  const gone = (): void => stop.abort(ctx.signal?.reason)
  const timer = setTimeout(() => stop.abort(late), ms + slack)
  ctx.signal?.addEventListener('abort', gone, { once: true })
  try {
    const options = { maxTimeMS: ms, signal: stop.signal }
    const once = () => work(options)
    return await Promise.race([once().catch(ifCut(once)), aborted(stop.signal)])
  } catch (error) {
    if (stop.signal.aborted) throw stop.signal.reason
    throw failure(store, error)
  } finally {
    clearTimeout(timer)
    ctx.signal?.removeEventListener('abort', gone)
  }
}

/**
 * Repeats a read whose socket was found closed while writing to it: that error is Node's, and the driver repeats only
 * what ends with one of its own.
 */
function ifCut<T>(again: () => Promise<T>): (error: unknown) => Promise<T> {
  return (error) =>
    error instanceof Error && 'syscall' in error && !(error instanceof MongoError)
      ? again()
      : Promise.reject(error)
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
