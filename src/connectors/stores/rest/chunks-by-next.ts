import { chunkOf, USUAL, type Chunk, type Pages, type Want } from './chunk.ts'
import { isAddress } from './next.ts'
import { encoded, type Params } from './route.ts'
import type { PageAsk, Sheet } from './sheet.ts'

/** Cursors and `Link` headers: a list is walked from its beginning. @throws StoreError STORE_BAD_DATA on a circle */
export async function* byNext(pages: Pages, want: Want): AsyncGenerator<Chunk, void, void> {
  const { paging } = pages
  const seen = new Set<string>()
  const size = Math.min(want.start + want.need, paging.max ?? USUAL)
  const sized: Params = paging.size === undefined ? [] : [[paging.size, String(size)]]
  let at = 0
  let ask: PageAsk = { params: sized, further: false }
  for (;;) {
    const sheet: Sheet = await pages.ask(ask)
    const { items, next, total } = sheet
    const last = next === null || (seen.has(next) && items.length === 0)
    yield chunkOf({ items, at, last, total }, want.start)
    if (next === null || last) return
    if (seen.has(next)) throw pages.circle()
    seen.add(next)
    at += items.length
    ask = { ...nextAsk(paging.param, sized, next), further: true }
  }
}

function nextAsk(param: string | undefined, sized: Params, next: string): Omit<PageAsk, 'further'> {
  if (param === undefined || isAddress(next)) return { address: next }
  return { params: [...sized, [param, encoded(next) ?? '']] }
}
