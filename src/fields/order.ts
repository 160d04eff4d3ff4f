/** The order of two values that `<` compares. */
export function bySize<T extends bigint | number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The order of two lists: by their first different element, then by length. */
export function byElements(
  a: readonly unknown[],
  b: readonly unknown[],
  compare: (x: unknown, y: unknown, at: number) => number,
): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const order = compare(a[i], b[i], i)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Null and missing before everything else. */
export function nullsFirst(
  a: unknown,
  b: unknown,
  compare: (x: unknown, y: unknown) => number,
): number {
  if (a == null || b == null) return (a == null ? 0 : 1) - (b == null ? 0 : 1)
  return compare(a, b)
}
