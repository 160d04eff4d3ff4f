/** Runs works, at most so many at once; the others wait for their turn. */
export function turns(most: number): <A>(work: () => Promise<A>) => Promise<A> {
  const waiting: (() => void)[] = []
  let busy = 0
  return async (work) => {
    if (busy >= most) await new Promise<void>((go) => waiting.push(go))
    else busy += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else busy -= 1
    }
  }
}
