import { ahead, chunkOf, repeats, USUAL, type Chunk, type Pages, type Want } from './chunk.ts'
import type { Params } from './route.ts'
import type { Sheet } from './sheet.ts'

/** `?offset=40&limit=20`: any place can be asked for. */
export async function* byOffset(pages: Pages, want: Want): AsyncGenerator<Chunk, void, void> {
  const { paging } = pages
  let at = want.start
  let before: Sheet | null = null
  for (;;) {
    const left = want.start + want.need - at
    const size = Math.min(left > 0 ? left : Infinity, paging.max ?? USUAL)
    const sheet: Sheet = await pages.ask(pageAt(pages, at, size))
    if (repeats(before?.items ?? null, sheet.items)) return yield ignored(pages, at)
    const end = at + sheet.items.length
    const last = isLast(pages, sheet, { end, size })
    yield chunkOf({ items: sheet.items, at, last, total: sheet.total }, at)
    if (last) return
    if (sheet.total !== null && want.need === Infinity)
      return yield* rest(pages, { from: end, step: sheet.items.length, total: sheet.total })
    at = end
    before = sheet
  }
}

/** The number of all is known, and the size of pages: the others are asked for side by side. */
async function* rest(
  pages: Pages,
  { from, step, total }: { from: number; step: number; total: number },
): AsyncGenerator<Chunk, void, void> {
  const offsets = Array.from(
    { length: Math.ceil((total - from) / step) },
    (_, n) => from + n * step,
  )
  const works = offsets.map((at) => async () => ({
    at,
    sheet: await pages.ask(pageAt(pages, at, step)),
  }))
  let end = from
  for await (const { at, sheet } of ahead(works)) {
    // A page that came out shorter than the others leaves a gap: the rest is read one by one.
    if (at !== end) break
    end = at + sheet.items.length
    const last = end >= total || sheet.items.length === 0
    yield { items: sheet.items, at, last, total }
    if (last) return
  }
  yield* byOffset(pages, { start: end, need: Number.MAX_SAFE_INTEGER })
}

function pageAt({ paging }: Pages, at: number, size: number): { params: Params; further: boolean } {
  const params: (readonly [string, string])[] = []
  params.push([paging.offset ?? 'offset', String(at)])
  if (paging.size !== undefined) params.push([paging.size, String(size)])
  return { params, further: at > 0 }
}

/** Without a total or a declared `max` a short page may be the API's own limit: only an empty one is the end. */
function isLast(
  { paging }: Pages,
  { items, total, missing }: Sheet,
  { end, size }: { end: number; size: number },
): boolean {
  if (missing || items.length === 0) return true
  if (total !== null) return end >= total
  return paging.size !== undefined && paging.max !== undefined && items.length < size
}

/** An API that ignores the offset has answered all that it has. */
function ignored({ paging, warn }: Pages, at: number): Chunk {
  warn(`answers the same page again; does it take "${paging.offset ?? 'offset'}"?`)
  return { items: [], at, last: true, total: null }
}
