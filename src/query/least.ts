/** Fewer rows than this are sorted whole. */
const FEW = 64

/**
 * The first `count` of the items in an order, sorted; equal ones keep the order in which they came. Keeps at most
 * twice as many as are wanted, so that a page of many rows costs about one comparison a row.
 */
export function least<T>(
  items: readonly T[],
  count: number,
  compare: (a: T, b: T) => number,
): readonly T[] {
  if (count >= items.length || items.length <= FEW) return items.toSorted(compare).slice(0, count)
  if (count <= 0) return []
  let kept: T[] = []
  let worst: { readonly item: T } | null = null
  for (const item of items) {
    if (worst && compare(item, worst.item) >= 0) continue
    kept.push(item)
    if (kept.length < Math.max(2 * count, FEW)) continue
    kept = kept.sort(compare).slice(0, count)
    const last = kept.at(-1)
    worst = last === undefined ? null : { item: last }
  }
  return kept.sort(compare).slice(0, count)
}
