/** Milliseconds of work after which others have their turn. */
const SLICE = 10

/**
 * For long work in small synchronous parts: between two of them it answers what to await, so that requests and timers
 * have their turn; null while that is not due.
 */
export function newTurns(): () => Promise<void> | null {
  let since = performance.now()
  const pass = (go: () => void): void => {
    setImmediate(() => {
      since = performance.now()
      go()
    })
  }
  return () => (performance.now() - since < SLICE ? null : new Promise(pass))
}
