import type { Page } from './page.ts'
import type { Row } from './row.ts'

/** The rows of a page, and whether more lie beyond it in the direction of reading. */
export interface Cut {
  readonly rows: readonly Row[]
  readonly more: boolean
}

/** Whether the page is read from the end. */
export function isBackward(page: Page): boolean {
  return page.last !== null
}

/** How many rows, in the direction of reading, decide a page: its own, those skipped, and one beyond. */
export function deciding(page: Page): number {
  const size = page.last ?? page.first
  return size === null ? Infinity : page.skip + size + 1
}

/** Cuts the page out of the rows between its cursors, which come in the direction of reading. */
export function cut(reading: readonly Row[], page: Page): Cut {
  const size = page.last ?? page.first ?? Infinity
  const rows = reading.slice(page.skip, page.skip + size)
  return {
    rows: isBackward(page) ? rows.reverse() : rows,
    more: reading.length > page.skip + size,
  }
}
