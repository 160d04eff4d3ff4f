/** A running sum of doubles. */
export interface FloatSum {
  add(value: number): void
  total(): number
}

/**
 * Sums doubles exactly and rounds once, so that the total does not depend on the order (Shewchuk 1997, as Python's
 * `math.fsum`). Where a partial sum leaves the range of doubles the plain sum is answered.
 */
export function floatSum(): FloatSum {
  let plain = 0
  /** Doubles that do not overlap, smallest first; their exact sum is the sum so far. */
  let partials: number[] = []
  return {
    add(value) {
      plain += value
      if (partials.length < 2 && addWhole(partials, value)) return
      partials = grown(partials, value)
    },
    total() {
      const exact = rounded(partials)
      return Number.isFinite(exact) ? exact : plain
    },
  }
}

/** Integers whose sum is exact need no partials. */
function addWhole(partials: number[], value: number): boolean {
  const sum = (partials[0] ?? 0) + value
  const exact =
    Number.isSafeInteger(sum) && Number.isInteger(value) && Number.isInteger(partials[0] ?? 0)
  if (exact) partials[0] = sum
  return exact
}

function grown(partials: readonly number[], value: number): number[] {
  const next: number[] = []
  let high = value
  for (const partial of partials) {
    const [big, small] = Math.abs(high) < Math.abs(partial) ? [partial, high] : [high, partial]
    high = big + small
    const low = small - (high - big)
    if (low !== 0) next.push(low)
  }
  next.push(high)
  return Number.isFinite(high) ? next : [NaN]
}

/** The partials added from the biggest down, with one rounding, half to even. */
function rounded(partials: readonly number[]): number {
  let i = partials.length - 1
  let high = partials[i] ?? 0
  let low = 0
  while (i > 0 && low === 0) {
    i--
    const before = high
    const next = partials[i] ?? 0
    high = before + next
    low = next - (high - before)
  }
  // A tie between two doubles is decided by what lies below it.
  const below = i > 0 ? (partials[i - 1] ?? 0) : 0
  if (low * below > 0) {
    const doubled = 2 * low
    const moved = high + doubled
    if (moved - high === doubled) return moved
  }
  return high
}
