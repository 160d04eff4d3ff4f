/** The known name that a misspelt one most likely means: at most a third of its letters differ; null: none. */
export function nearest(name: string, names: readonly string[]): string | null {
  const word = name.slice(0, 60).toLowerCase()
  const most = Math.max(1, Math.floor(word.length / 3))
  let best: string | null = null
  let least = most + 1
  for (const each of names) {
    const edits = distance(word, each.toLowerCase())
    if (edits < least) [best, least] = [each, edits]
  }
  return best
}

/** Letters to insert, delete or replace (Levenshtein), swapped neighbours counting as one. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const edits = Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1)
      row.push(swapped ? Math.min(edits, at(before, j - 2) + 1) : edits)
    }
    before = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
