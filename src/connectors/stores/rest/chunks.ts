import type { RestPaging } from '../../../declare/rest.ts'
import type { Call } from './call.ts'
import type { Chunk, Pages, Want } from './chunk.ts'
import { byNumber } from './chunks-by-number.ts'
import { byOffset } from './chunks-by-offset.ts'
import { byNext } from './chunks-by-next.ts'
import { badAnswer, type Resource } from './resource.ts'
import { readSheet, type ListAsk, type PageAsk, type Sheet } from './sheet.ts'

/** The items of a list from `start` on, chunk by chunk, with as few requests as the style of its pages lets. */
export async function* readChunks(
  resource: Resource,
  call: Call,
  { list, want }: { list: ListAsk; want: Want },
): AsyncGenerator<Chunk, void, void> {
  const { paging } = resource.endpoints
  const ask = (page: PageAsk): Promise<Sheet> => readSheet(resource, call, { list, page })
  if (!paging) yield whole(await ask({ further: false }), want)
  else yield* styles[paging.style](pagesOf(resource, { list, paging, ask }), want)
}

function pagesOf(
  resource: Resource,
  { list, paging, ask }: { list: ListAsk; paging: RestPaging; ask: Pages['ask'] },
): Pages {
  const route = `GET ${list.path || '/'}`
  return {
    paging,
    ask,
    circle: () => badAnswer(resource, `has pages of ${route} that lead in a circle`),
    warn: (message) => resource.warn(`${route} ${message}`),
  }
}

const styles = { page: byNumber, offset: byOffset, cursor: byNext, link: byNext }

function whole({ items }: Sheet, { start }: Want): Chunk {
  return { items: items.slice(start), at: start, last: true, total: items.length }
}
