/** A result: a heading, a sentence about how it was measured, a Markdown table. */
export interface Report {
  readonly title: string
  readonly how: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A report as Markdown. */
export function markdown({ title, how, head, rows }: Report): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = line(head.map((_, at) => (at === 0 ? '---' : '--:')))
  return [`## ${title}`, '', how, '', line(head), rule, ...rows.map(line), ''].join('\n')
}

/** The middle of a list of numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper
}

/** The least of the numbers that `share` of them do not exceed. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
}

/** `1,234` · `12.3` · `0.123`: three figures that matter. */
export function figure(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
