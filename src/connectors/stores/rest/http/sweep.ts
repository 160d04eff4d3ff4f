import type { Failure } from './failure.ts'

/** Something that must not last longer than until `due`. */
export interface Timed {
  /** By the clock of the sweep. */
  due: number
  /** Called once, and the sweep has forgotten it. */
  expire(): void
  /** Called instead when all is ended; forgotten as well. */
  turnAway(because: Failure): void
}

/** One timer for all that is under way: moving a time limit is a write, and no limit leaves a timer behind. */
export interface Sweep {
  add(timed: Timed): void
  remove(timed: Timed): void
  /** Ends all that is under way. */
  end(because: Failure): void
}

/** How late, in milliseconds, a limit may be noticed. */
const EVERY = 20

/** A sweep whose timer runs only while something is under way. */
export function createSweep(now: () => number): Sweep {
  const under = new Set<Timed>()
  let timer: NodeJS.Timeout | null = null
  const tick = (): void => {
    if (under.size === 0) {
      if (timer) clearInterval(timer)
      timer = null
      return
    }
    const time = now()
    for (const timed of under) {
      if (timed.due > time) continue
      under.delete(timed)
      timed.expire()
    }
  }
  return {
    add(timed) {
      under.add(timed)
      timer ??= setInterval(tick, EVERY)
    },
    remove: (timed) => under.delete(timed),
    end(because) {
      for (const timed of under) {
        under.delete(timed)
        timed.turnAway(because)
      }
      if (timer) clearInterval(timer)
      timer = null
    },
  }
}
