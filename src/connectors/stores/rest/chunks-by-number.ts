import { ahead, chunkOf, repeats, USUAL, type Chunk, type Pages, type Want } from './chunk.ts'
import type { Params } from './route.ts'
import type { Sheet } from './sheet.ts'

/** Where a reading of numbered pages stands. */
interface Reading {
  /** Pages before this one. */
  number: number
  /** Items of a page; null: not known before one has come. */
  size: number | null
  /** The size is known to be what the API gives: it was declared, or has been seen. */
  sure: boolean
}

/** `?page=3&size=20`: places are multiples of the size. */
export async function* byNumber(pages: Pages, want: Want): AsyncGenerator<Chunk, void, void> {
  const reading = begun(pages, want)
  let before: Sheet | null = null
  for (;;) {
    const sheet: Sheet = await pages.ask(pageAt(pages, reading.number, reading.size))
    if (misplaced(reading, sheet)) {
      before = null
      continue
    }
    const size: number = reading.size ?? sheet.items.length
    const at = reading.number * size
    if (repeats(before?.items ?? null, sheet.items)) return yield ignored(pages, at)
    const last = isLast(pages, sheet, { end: at + sheet.items.length, size })
    yield chunkOf({ items: sheet.items, at, last, total: sheet.total }, want.start)
    if (last) return
    if (sheet.total !== null && want.need === Infinity)
      return yield* rest(pages, { from: reading.number + 1, size, total: sheet.total })
    reading.size = size
    // With a size that had to be seen first, the place itself can be asked for now.
    reading.number = Math.max(reading.number + 1, Math.floor(want.start / size))
    before = sheet
  }
}

function begun({ paging }: Pages, want: Want): Reading {
  const size = paging.size === undefined ? (paging.max ?? null) : fitting(want, paging.max ?? USUAL)
  const number = size === null ? 0 : Math.floor(want.start / size)
  return { number, size, sure: paging.max !== undefined || size === null }
}

/**
 * A page of another size than was asked for tells the size that the API gives. The first page stands where it is thought
 * to stand; any other has to be found again.
 */
function misplaced(reading: Reading, { items, total }: Sheet): boolean {
  const { size, number, sure } = reading
  const fits = items.length === size
  reading.sure ||= fits || number === 0
  if (size === null || fits || items.length === 0) return false
  const short = items.length < size
  if (short && (total === null ? sure : items.length === total - number * size)) return false
  if (number === 0) reading.size = items.length
  else reading.number = 0
  return number > 0 && !sure
}

/** The smallest size with which what is wanted lies on one page; else the largest. */
function fitting({ start, need }: Want, max: number): number {
  for (let size = Math.max(need, 1); size <= max; size++) {
    if (Math.floor(start / size) === Math.floor((start + need - 1) / size)) return size
  }
  return max
}

/** The number of all is known: the other pages are asked for side by side. */
async function* rest(
  pages: Pages,
  { from, size, total }: { from: number; size: number; total: number },
): AsyncGenerator<Chunk, void, void> {
  const count = Math.max(0, Math.ceil(total / size) - from)
  const works = Array.from({ length: count }, (_, n) => async () => ({
    number: from + n,
    sheet: await pages.ask(pageAt(pages, from + n, size)),
  }))
  for await (const { number, sheet } of ahead(works)) {
    const at = number * size
    const last = at + sheet.items.length >= total || sheet.items.length === 0
    yield { items: sheet.items, at, last, total }
    if (last) return
  }
}

function pageAt(
  { paging }: Pages,
  number: number,
  size: number | null,
): { params: Params; further: boolean } {
  const params: (readonly [string, string])[] = []
  params.push([paging.page ?? 'page', String((paging.first ?? 1) + number)])
  if (paging.size !== undefined && size !== null) params.push([paging.size, String(size)])
  return { params, further: number > 0 }
}

function isLast(
  { paging }: Pages,
  { items, total, missing }: Sheet,
  { end, size }: { end: number; size: number },
): boolean {
  if (missing || items.length === 0) return true
  if (total !== null) return end >= total
  return paging.max !== undefined && items.length < size
}

/** An API that ignores the number of the page has answered all that it has. */
function ignored({ paging, warn }: Pages, at: number): Chunk {
  warn(`answers the same page again; does it take "${paging.page ?? 'page'}"?`)
  return { items: [], at, last: true, total: null }
}
