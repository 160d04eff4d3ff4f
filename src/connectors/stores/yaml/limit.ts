/** Runs at most `most` of the works that are handed to it at once; the others wait their turn. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>

/** A `Limit` of its own; share one where the resource (open files) is shared. */
export function createLimit(most: number): Limit {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
