import { restLimits } from '../limits.ts'

/** How many reads may be tried again: a part of the traffic, so that retries never become the load that keeps an API down. */
export interface RetryBudget {
  /** A request is made. */
  earn(): void
  /** Whether one may be made again now. */
  spend(): boolean
}

/** A budget that begins with its reserve. */
export function createRetryBudget(now: () => number): RetryBudget {
  let saved: number = restLimits.retryReserve
  let since = now()
  const save = (more: number): void => {
    saved = Math.min(saved + more, restLimits.retryReserve)
  }
  return {
    earn: () => save(restLimits.retries),
    spend() {
      const time = now()
      save(((time - since) / 1_000) * restLimits.retriesPerSecond)
      since = time
      if (saved < 1) return false
      saved -= 1
      return true
    },
  }
}

/** How long an API asks to be left alone, in ms, from `Retry-After` (seconds, or a date of RFC 9110); null: it does not say. */
export function retryAfter(header: string | undefined, today = Date.now()): number | null {
  if (header === undefined) return null
  const text = header.trim()
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const date = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? null : Math.max(0, date - today)
}
