import { StoreError } from '../../../errors.ts'
import { isMap } from '../../stored-path.ts'
import type { Call } from './call.ts'
import type { HttpReply } from './http/index.ts'
import type { Given } from './items.ts'
import { pathReader } from './json-path.ts'
import { nextOf } from './next.ts'
import { badAnswer, bodyName, sentPath, type Resource } from './resource.ts'
import { withParams, type Params } from './route.ts'

/** A list of the API with the parameters of a question, apart from its pages. */
export interface ListAsk {
  /** The route, its places filled. */
  readonly path: string
  readonly params: Params
  /** What its places say of each item. */
  readonly given: Given
  /** What 404 means where items are asked for by id: none of them exists, or some do not. */
  readonly missing?: 'none' | 'any'
}

/** Some of the items that were asked for are not there; the others were not answered. */
export class SomeMissing extends Error {}

/** One answer of a list route. */
export interface Sheet {
  readonly items: readonly unknown[]
  /** How many items the whole list has, where the API says so. */
  readonly total: number | null
  /** The next cursor, or the address of the next page; null: there is none, or none was named. */
  readonly next: string | null
  /** There is no such page. */
  readonly missing: boolean
}

/** A page to ask for: further parameters, or a whole address. */
export interface PageAsk {
  readonly params?: Params
  readonly address?: string
  /** Behind the first one: where it is not there, the list is at its end. */
  readonly further: boolean
}

const noSheet: Sheet = { items: [], total: null, next: null, missing: true }

/** Asks for one page of a list. @throws StoreError STORE_UNAVAILABLE where the route is not there */
export async function readSheet(
  resource: Resource,
  call: Call,
  { list, page }: { list: ListAsk; page: PageAsk },
): Promise<Sheet> {
  const params = [...list.params, ...(page.params ?? [])]
  const path = page.address ?? sentPath(resource, withParams(list.path, params))
  const reply = await call.get(path)
  if (reply.status === 404) {
    if (list.missing === 'any' && !page.further) throw new SomeMissing(list.path)
    if (list.missing || page.further || resource.endpoints.emptyOn404) return noSheet
    throw noRoute(resource, list)
  }
  return sheetOf(
    resource,
    reply,
    page.address ?? resource.base + path.slice(pathStart(resource, path)),
  )
}

function pathStart({ base }: Resource, path: string): number {
  return path.startsWith('/') ? 0 : base.length
}

function noRoute({ store }: Resource, { path }: ListAsk): StoreError {
  return new StoreError(
    'STORE_UNAVAILABLE',
    store,
    `The API of "${store}" has no ${path || 'such list'}: it answered 404. Where that means an empty list, say missing: 'empty'.`,
  )
}

function sheetOf(resource: Resource, reply: HttpReply, address: string): Sheet {
  const { paging } = resource.endpoints
  return {
    items: rowsOf(resource, reply),
    total: paging?.total === undefined ? null : totalOf(paging.total, reply),
    next: paging ? nextOf(paging, reply, address) : null,
    missing: false,
  }
}

/** "No content": the answer has no body. */
const NOTHING = 204

/** The items of an answer; null in their place are none, and so is no content. */
export function rowsOf(resource: Resource, { status, body }: HttpReply): readonly unknown[] {
  if (status === NOTHING) return []
  const { rows, rowsAt } = resource.endpoints
  const found = rows(body)
  if (Array.isArray(found)) return found
  if (found === null) return []
  const expected = rowsAt === null ? 'a list' : `a list at "${rowsAt}"`
  const hint =
    rowsAt === null && isMap(body) ? `; say where the items lie: rows: '${listIn(body)}'` : ''
  throw badAnswer(resource, `answered ${bodyName(body)} where ${expected} is expected${hint}`)
}

function listIn(body: Readonly<Record<string, unknown>>): string {
  return Object.keys(body).find((name) => Array.isArray(body[name])) ?? 'data'
}

/** From a header (`x-total-count: 42`, `content-range: items 0-9/42`), or from a path of the answer. */
function totalOf(place: string, { headers, body }: HttpReply): number | null {
  const header = headers[place.toLowerCase()]
  const value = header ?? (isMap(body) ? pathReader(place)(body) : undefined)
  const digits = /(\d+)\s*$/.exec(String(value ?? ''))?.[1]
  return digits === undefined ? null : Number(digits)
}
