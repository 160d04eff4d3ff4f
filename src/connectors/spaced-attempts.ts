/** Milliseconds between two attempts. */
const PAUSE = 1_000

/** Attempts at one work: never two at once, never two within a second. */
export interface Attempts {
  /** Joins the running attempt, or starts one; does nothing within the pause after the last. */
  next(): Promise<void>
  /** When nothing runs. */
  idle(): Promise<void>
}

/** Spaces out the attempts at a work that never rejects. */
export function spacedAttempts(work: () => Promise<void>): Attempts {
  let running: Promise<void> | null = null
  let started: number | null = null
  return {
    next() {
      if (running) return running
      if (started !== null && Date.now() - started < PAUSE) return Promise.resolve()
      started = Date.now()
      running = work().finally(() => {
        running = null
      })
      return running
    },
    idle: () => running ?? Promise.resolve(),
  }
}
