import type { RestPaging } from '../../../declare/rest.ts'
import type { Page } from '../../../query/page.ts'
import type { Answer, Question } from '../../../query/question.ts'
import type { Row } from '../../../query/row.ts'
import type { Call } from './call.ts'
import type { Chunk } from './chunk.ts'
import { readChunks } from './chunks.ts'
import { gatherOnce } from './gather.ts'
import type { Plan } from './plan.ts'
import type { Resource } from './resource.ts'
import type { ListAsk } from './sheet.ts'

/** Rows that decide a page read forwards: its own, those skipped, and one beyond where somebody asks for it. */
export function decidingRows({ skip, first, more }: Page): number {
  return Math.max(skip + (first ?? 0) + (more === false ? 0 : 1), 1)
}

/** A stretch of a list, by positions; `to` may be `Infinity`. */
interface Stretch {
  readonly from: number
  readonly to: number
}

/** Where a page lies: what is read of it, and the rows beyond which there may be no more. */
interface Window extends Stretch {
  /** Nothing behind it is asked for, even where the list goes on. */
  readonly end: number
  readonly backwards: boolean
  /** Where the rows between the cursors begin. */
  readonly begin: number
  /** Whether there are more rows is asked. */
  readonly tell: boolean
}

type Sift = (rows: readonly Row[]) => Promise<readonly Row[]>

/**
 * A page that stands at known places of the API's list, read there and nowhere else. null: it cannot be told where it
 * stands, or a row came that was not asked for, so that the places are not what they seem.
 */
export async function readWindow(
  resource: Resource,
  call: Call,
  ask: { plan: Plan; question: Question; sift: Sift },
): Promise<Answer | null> {
  const [list] = ask.plan.lists
  const { paging } = resource.endpoints
  if (!list || !paging || !standsAtPlaces(ask.question)) return null
  const { page } = ask.question
  if (page.total && paging.total === undefined) return null
  // Where the end is only to be reached from the beginning, its distance need not be asked first.
  if (page.last !== null && !page.before && isWalked(paging)) return null
  const length =
    page.last !== null && !page.before ? await lengthOf(resource, call, list) : Infinity
  if (length === null) return null
  const window = windowOf(page, length)
  const read = await readStretch(resource, call, { list, window, sift: ask.sift })
  return read && answerOf(read, window, ask.question)
}

function isWalked({ style }: RestPaging): boolean {
  return style === 'cursor' || style === 'link'
}

/** Positions are places in the API's own order; sort values are not. */
function standsAtPlaces({ sort, page }: Question): boolean {
  return sort.length === 0 || (!page.after && !page.before && page.last === null)
}

function windowOf(page: Page, length: number): Window {
  const { first, last, after, before, skip } = page
  const tell = page.more !== false
  const begin = after ? (after.index ?? -1) + 1 : 0
  const end = Math.max(before ? (before.index ?? 0) : length, begin)
  if (last !== null) {
    const to = Math.max(end - skip, begin)
    return { from: Math.max(to - last, begin), to, end, begin, tell, backwards: true }
  }
  const from = begin + skip
  return {
    from,
    to: Math.max(Math.min(from + (first ?? Infinity), end), from),
    end,
    begin,
    tell,
    backwards: false,
  }
}

async function lengthOf(resource: Resource, call: Call, list: ListAsk): Promise<number | null> {
  if (resource.endpoints.paging?.total === undefined) return null
  for await (const chunk of readChunks(resource, call, { list, want: { start: 0, need: 1 } })) {
    return chunk.total
  }
  return null
}

interface Read {
  readonly rows: readonly Row[]
  /** The last chunk that was read. */
  readonly chunk: Chunk
}

async function readStretch(
  resource: Resource,
  call: Call,
  { list, window, sift }: { list: ListAsk; window: Window; sift: Sift },
): Promise<Read | null> {
  const { from, to, end, backwards } = window
  // One row more tells whether there is a next page, where the API does not.
  const tells =
    resource.endpoints.paging?.total !== undefined || backwards || to >= end || !window.tell
  const need = Math.max(to - from + (tells ? 0 : 1), 1)
  const seen = new Set<string>()
  const rows: Row[] = []
  for await (const chunk of readChunks(resource, call, { list, want: { start: from, need } })) {
    const fresh = await sift(gatherOnce(resource, { list, seen, items: chunk.items }))
    if (fresh.length < chunk.items.length) return null
    rows.push(...fresh)
    const known = chunk.total !== null || need > to - from || tells
    if (chunk.last || (rows.length >= need && known)) return { rows, chunk }
  }
  return null
}

function answerOf({ rows, chunk }: Read, window: Window, { sort, page }: Question): Answer | null {
  const { from, to, end, begin, backwards } = window
  const length = lengthSeen(chunk)
  // The list is shorter than the cursor says: the page is counted from its real end.
  if (backwards && length !== null && length < end) return null
  if (page.total && chunk.total === null) return null
  const more = backwards
    ? from > begin
    : end > to && (length === null ? true : Math.min(length, end) > to)
  return {
    rows: rows.slice(0, Math.max(to - from, 0)),
    more,
    ...(sort.length === 0 && { offset: from }),
    ...(page.total && chunk.total !== null && { total: chunk.total }),
  }
}

/** How long the list is, as far as the chunk tells; null: longer than what was read. */
function lengthSeen({ at, items, last, total }: Chunk): number | null {
  return total ?? (last ? at + items.length : null)
}
