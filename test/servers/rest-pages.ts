import { foldedBy } from './rest-items.ts'
import type { Item, RestServerPaging } from './rest.ts'

/** A page, and what is said of it in the answer's headers and beside its items. */
export interface ServedPage {
  readonly items: readonly Item[]
  readonly headers: Readonly<Record<string, string>>
  readonly members: Readonly<Record<string, unknown>>
}

interface Asked {
  readonly query: URLSearchParams
  readonly address: string
}

/** The page of a list that the parameters ask for. */
export function pageOf(
  items: readonly Item[],
  paging: RestServerPaging | undefined,
  asked: Asked,
): ServedPage {
  if (!paging) return { items, headers: {}, members: {} }
  const size = sizeOf(paging, asked.query)
  const start = startOf(paging, asked.query, size)
  const end = start + size
  const headers: Record<string, string> = {}
  let members: Readonly<Record<string, unknown>> = {}
  const { total } = paging
  if (total && /^x-/i.test(total)) headers[total] = String(items.length)
  else if (total) members = { ...members, ...(foldedBy(total, items.length) as object) }
  const more = end < items.length
  if (paging.style === 'cursor') {
    const next = more ? cursorOf(paging, end, asked.address) : null
    members = { ...members, ...(foldedBy(paging.next ?? 'next', next) as object) }
  }
  if (paging.style === 'link') {
    const links = [`<${asked.address}>; rel="self"`]
    if (more) links.push(`<${withParam(asked.address, paging.param ?? 'cursor', end)}>; rel="next"`)
    headers['link'] = links.join(', ')
  }
  return { items: items.slice(start, end), headers, members }
}

function sizeOf(paging: RestServerPaging, query: URLSearchParams): number {
  const most = paging.max ?? 100
  const asked = paging.size === null ? null : query.get(paging.size ?? 'limit')
  return Math.min(most, asked === null ? (paging.defaultSize ?? 10) : Number(asked))
}

function startOf(paging: RestServerPaging, query: URLSearchParams, size: number): number {
  const names = { page: 'page', offset: 'offset', cursor: 'cursor', link: 'cursor' }
  const given = query.get(paging.param ?? names[paging.style])
  if (given === null) return 0
  if (paging.style === 'page') return (Number(given) - (paging.first ?? 1)) * size
  if (paging.style === 'offset') return Number(given)
  return Number(given.replace(/^c/, ''))
}

/** Opaque, as cursors are: `c20`, or a whole address. */
function cursorOf(paging: RestServerPaging, at: number, address: string): string {
  return paging.addresses ? withParam(address, paging.param ?? 'cursor', at) : `c${at}`
}

function withParam(address: string, param: string, at: number): string {
  const next = new URL(address)
  next.searchParams.set(param, `c${at}`)
  return String(next)
}
