import type { RestPaging } from '../../../declare/rest.ts'
import { isMap } from '../../stored-path.ts'
import type { HttpReply } from './http/index.ts'
import { pathReader } from './json-path.ts'

/** The next cursor, or the whole address of the next page, as a page names it; null: it is the last. */
export function nextOf(paging: RestPaging, reply: HttpReply, address: string): string | null {
  if (paging.style === 'link') return resolved(nextLink(reply.headers['link'] ?? ''), address)
  if (paging.style !== 'cursor') return null
  const next = isMap(reply.body) ? pathReader(paging.next ?? 'next')(reply.body) : undefined
  if (typeof next === 'number') return String(next)
  if (typeof next !== 'string' || next === '') return null
  return isAddress(next) || paging.param === undefined ? resolved(next, address) : next
}

/** `https://…`, `/posts?after=x` or `?after=x`: no cursor looks like that. */
export function isAddress(next: string): boolean {
  return /^(?:https?:\/\/|\/|\?)/i.test(next)
}

function resolved(link: string | null, address: string): string | null {
  if (link === null) return null
  return URL.canParse(link, address) ? String(new URL(link, address)) : link
}

/**
 * The target of the first link of a `Link` header whose relation is `next` (RFC 8288): relations are lists of words in any
 * case, commas and semicolons may stand inside `<…>` and quotes.
 */
export function nextLink(header: string): string | null {
  for (const [, target = '', parameters = ''] of header.matchAll(LINK)) {
    for (const [, name = '', quoted, bare = ''] of parameters.matchAll(PARAMETER)) {
      if (name.toLowerCase() !== 'rel') continue
      if (
        unquoted(quoted ?? bare)
          .toLowerCase()
          .split(/\s+/)
          .includes('next')
      )
        return target
      // The first `rel` of a link counts.
      break
    }
  }
  return null
}

const LINK = /<([^>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s";,]*))?)*)/g
const PARAMETER = /;\s*([^\s=;,]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]*)))?/g

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}
