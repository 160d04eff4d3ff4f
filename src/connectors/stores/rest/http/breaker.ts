import { restLimits } from '../limits.ts'

/** How a request that the breaker let through ended; `none`: it tells nothing about the API. */
export type Outcome = 'good' | 'bad' | 'none'

/** Spares an API that fails, and its callers the waiting. */
export interface Breaker {
  /** Whether a request may be made now; the answer is handed to `done`. null: the breaker is open. */
  enter(): Pass | null
  /** Whether `enter` would answer null, for those who have to wait first. */
  isOpen(): boolean
  /** `hold`: how many ms the API asks to be left alone. */
  done(pass: Pass, outcome: Outcome, hold?: number): void
}

/** Which of the breaker's states let a request through: what is told of an earlier one counts no more. */
export interface Pass {
  readonly era: number
}

/** What is told when the breaker opens, with the ms for which it does, and closes. */
export interface BreakerNews {
  opened(ms: number): void
  closed(): void
}

const SLOTS = 10

/**
 * Closed, it lets everything through and counts; open, nothing; half open, a few probes, all of which must succeed for it
 * to close.
 */
export function createBreaker(now: () => number, news: BreakerNews): Breaker {
  const state = { era: 0, openUntil: 0, half: false, probes: 0, passed: 0 }
  let counts = createCounts(now)
  const open = (hold: number): void => {
    const ms = Math.max(restLimits.open, Math.min(hold, restLimits.longestHold))
    Object.assign(state, { era: state.era + 1, openUntil: now() + ms, half: true })
    Object.assign(state, { probes: 0, passed: 0 })
    news.opened(ms)
  }
  const close = (): void => {
    Object.assign(state, { era: state.era + 1, half: false })
    counts = createCounts(now)
    news.closed()
  }
  const isOpen = (): boolean =>
    state.half && (now() < state.openUntil || state.probes + state.passed >= restLimits.probes)
  const probed = (outcome: Outcome, hold: number): void => {
    state.probes -= 1
    if (outcome === 'bad') open(hold)
    else if (outcome === 'good' && ++state.passed >= restLimits.probes) close()
  }
  return {
    isOpen,
    enter() {
      if (isOpen()) return null
      if (state.half) state.probes += 1
      return { era: state.era }
    },
    done(pass, outcome, hold = 0) {
      if (pass.era !== state.era) return
      if (state.half) probed(outcome, hold)
      else if (outcome !== 'none' && counts.add(outcome === 'bad')) open(hold)
    },
  }
}

/** Requests and failures of the last seconds; `add` tells whether they are too many. */
function createCounts(now: () => number): { add(failed: boolean): boolean } {
  const slot = restLimits.window / SLOTS
  const all = new Float64Array(SLOTS)
  const bad = new Float64Array(SLOTS)
  let last = Math.floor(now() / slot)
  const forget = (time: number): void => {
    const passed = Math.min(time - last, SLOTS)
    for (let step = 1; step <= passed; step += 1) {
      all[(last + step) % SLOTS] = 0
      bad[(last + step) % SLOTS] = 0
    }
    last = Math.max(last, time)
  }
  return {
    add(failed) {
      forget(Math.floor(now() / slot))
      const at = last % SLOTS
      all[at] = (all[at] ?? 0) + 1
      if (!failed) return false
      bad[at] = (bad[at] ?? 0) + 1
      const total = sum(all)
      return total >= restLimits.requests && sum(bad) >= total * restLimits.failures
    },
  }
}

function sum(numbers: Float64Array): number {
  return numbers.reduce((total, each) => total + each, 0)
}
