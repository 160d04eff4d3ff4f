/** Something that is of no use once its signal is aborted. */
export interface Abandoned {
  abandon(): void
}

const listening = new WeakMap<AbortSignal, Set<Abandoned>>()

/**
 * Calls `abandon` when the signal is aborted. All that depend on a signal share one listener: a request of a client may ask an
 * API many times at once, and more than ten listeners are a warning.
 */
export function dependOn(signal: AbortSignal | undefined, dependent: Abandoned): void {
  if (!signal) return
  const known = listening.get(signal)
  if (known) {
    known.add(dependent)
    return
  }
  const all = new Set([dependent])
  listening.set(signal, all)
  const abandonAll = (): void => {
    listening.delete(signal)
    for (const each of all) each.abandon()
  }
  signal.addEventListener('abort', abandonAll, { once: true })
}

/** It is done with. */
export function independent(signal: AbortSignal | undefined, dependent: Abandoned): void {
  if (signal) listening.get(signal)?.delete(dependent)
}
