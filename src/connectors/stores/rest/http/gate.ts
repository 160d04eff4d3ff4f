import type { Failure } from './failure.ts'

/** Lets so many in at a time; a few more wait, in the order in which they came. */
export interface Gate {
  /** Calls `enter` when there is room, at once where there is; false: too many wait. */
  ask(waiter: Waiter): boolean
  /** One that was let in is done. The next one enters a moment later: undici is not asked from within its parser. */
  leave(): void
  /** Takes one out that waits; false: it does not. */
  forget(waiter: Waiter): boolean
  /** Takes out all that wait. */
  turnAway(because: Failure): void
}

/** Who wants in. */
export interface Waiter {
  enter(): void
  turnAway(because: Failure): void
}

/** A gate for so many inside, and so many before it. */
export function createGate(inside: number, before: number): Gate {
  let busy = 0
  const waiting = new Set<Waiter>()
  return {
    ask(waiter) {
      if (busy >= inside) return waiting.size < before && Boolean(waiting.add(waiter))
      busy += 1
      waiter.enter()
      return true
    },
    leave() {
      const [next] = waiting
      if (!next) {
        busy -= 1
        return
      }
      waiting.delete(next)
      queueMicrotask(() => next.enter())
    },
    forget: (waiter) => waiting.delete(waiter),
    turnAway(because) {
      const all = [...waiting]
      waiting.clear()
      for (const waiter of all) waiter.turnAway(because)
    },
  }
}
