import { dependOn, independent } from './abandon.ts'
import type { Sweep } from './sweep.ts'

/** Waiting that can be ended. */
export interface Pause {
  /** True when the time is over, false when the signal came first. Never resolves after `cancel`. */
  readonly over: Promise<boolean>
  cancel(): void
}

/** Waits until `due`, by the clock of the sweep, or for the signal. */
export function pause(sweep: Sweep, due: number, signal: AbortSignal | undefined): Pause {
  let end = (_inTime: boolean): void => undefined
  const over = new Promise<boolean>((resolve) => {
    end = resolve
  })
  const timed = {
    due,
    expire: () => {
      independent(signal, timed)
      end(true)
    },
    turnAway: () => timed.expire(),
    abandon: () => {
      sweep.remove(timed)
      end(false)
    },
  }
  sweep.add(timed)
  dependOn(signal, timed)
  return {
    over,
    cancel: () => {
      sweep.remove(timed)
      independent(signal, timed)
    },
  }
}
