import type {
  RestMany,
  RestOptions,
  RestPaging,
  RestParam,
  RestSort,
} from '../../../declare/rest.ts'
import { rowsReader } from './json-path.ts'
import { route, type Route } from './route.ts'

/** What an API offers for one collection: its options, read. */
export interface Endpoints {
  readonly list: Route | null
  readonly get: Route | null
  readonly many: Many | null
  readonly rows: (body: unknown) => unknown
  /** As written, for messages. */
  readonly rowsAt: string | null
  readonly item: (body: unknown) => unknown
  /** The fields that items of `list` carry; null: all. */
  readonly listFields: readonly string[] | null
  /** By `field.operator`. */
  readonly filters: ReadonlyMap<string, RestParam>
  /** By field. */
  readonly sorts: ReadonlyMap<string, RestSort>
  /** The order in which the API lists; empty: its own. */
  readonly order: readonly ListedBy[]
  readonly paging: RestPaging | null
  /** 404 on `list` means that it is empty. */
  readonly emptyOn404: boolean
}

/** One key of the order in which an API lists. */
export interface ListedBy {
  readonly name: string
  readonly direction: 'asc' | 'desc'
}

/** A route of several items. */
export interface Many {
  readonly route: Route
  readonly param: string
  readonly style: 'repeat' | 'comma'
  readonly post: boolean
  readonly max: number
  readonly missing: 'none' | 'any'
  /** It is the route of the list, with another parameter: it carries what lists carry, and is paged like them. */
  readonly listed: boolean
}

/** Where a collection stands: below the API's address by its name, or the address itself is it. */
export interface Placed {
  readonly name: string
  readonly append: boolean
}

type Options = Partial<RestOptions> & { readonly collection?: string }

/** Most ids in one request. */
const CHUNK = 100

/** The endpoints that checked options name: those of the store, over which those of the collection stand. */
export function endpointsOf(given: Readonly<Record<string, unknown>>, place: Placed): Endpoints {
  const options = given as Options
  const base = place.append ? `/${options.collection ?? place.name}` : ''
  const list = options.list ?? base
  const rows = options.rows ?? null
  const { order, item } = options
  return {
    list: list === false ? null : route(list),
    get: routeOr(options.get, `${base}/{id}`),
    many: options.many ? manyOf(options.many, { list, paging: options.paging || null }) : null,
    rows: rowsReader(rows),
    rowsAt: rows,
    item: rowsReader(item ?? null),
    listFields: options.listFields ?? null,
    filters: new Map(Object.entries(options.filters ?? {}).map(([on, to]) => [on, paramOf(to)])),
    sorts: new Map(Object.entries(options.sort ?? {}).map(([on, to]) => [on, sortOf(on, to)])),
    order: Array.isArray(order) ? order.flatMap(listedBy) : [],
    paging: options.paging || null,
    emptyOn404: options.missing === 'empty',
  }
}

function routeOr(given: string | false | undefined, usual: string): Route | null {
  return given === false ? null : route(given ?? usual)
}

function manyOf(
  many: RestMany,
  { list, paging }: { list: string | false; paging: RestPaging | null },
): Many | null {
  const path = many.path ?? list
  if (path === false) return null
  const post = many.method === 'POST'
  const listed = !post && path === list
  const most = many.max ?? CHUNK
  return {
    route: route(path),
    param: many.param,
    style: many.style ?? 'repeat',
    post,
    max: listed ? Math.min(most, paging?.max ?? most) : most,
    missing: many.missing ?? 'none',
    listed,
  }
}

function paramOf(to: string | RestParam): RestParam {
  return typeof to === 'string' ? { param: to } : to
}

function sortOf(on: string, to: string | RestSort): RestSort {
  return typeof to === 'string' ? { param: to, asc: on, desc: `-${on}` } : to
}

function listedBy(key: Readonly<Record<string, 'asc' | 'desc'>>): ListedBy[] {
  return Object.entries(key).map(([name, direction]) => ({ name, direction }))
}
