import type { User } from '../access/rule.ts'
import type { StoreDeclaration, StoredOptions } from './store.ts'

/** Options of a REST API, or of one collection of it. Paths are relative to `url`; times are in milliseconds. */
export interface RestOptions extends StoredOptions {
  /** The API's address: `https://api.example.com/v1`. Named stores append `/books` and `/books/{id}`. */
  readonly url: string
  /** Allows addresses of private networks and of this machine, which are refused otherwise. */
  readonly allowPrivate?: boolean
  /** Sent with every request, e.g. an API key. */
  readonly headers?: { readonly [name: string]: string }
  /** Names of request headers that are passed on; none otherwise. */
  readonly forward?: readonly string[]
  readonly auth?: RestAuth
  /** For a whole answer, retries included; 5,000 unless given. */
  readonly timeout?: number
  /** What the API calls its JSON, where that is not `application/json`: `'text/html'`. */
  readonly contentType?: string
  /** The route that lists; `false`: there is none. */
  readonly list?: string | false
  /** The route of one item: `/posts/{id}`; `false`: there is none, the list is searched. */
  readonly get?: string | false
  /** A route that answers several items by id. */
  readonly many?: RestMany | false
  readonly create?: string | false
  readonly update?: string | false
  readonly replace?: string | false
  readonly delete?: string | false
  /** Where in the answer of `list` and `many` the items lie: a dotted path, or JSONPath. */
  readonly rows?: string
  /** Where in the answer of `get` the item lies. */
  readonly item?: string
  /** What 404 on `list` means: that the route is wrong, which is `STORE_UNAVAILABLE`; `empty`: that there are no items. */
  readonly missing?: 'error' | 'empty'
  /** The fields that the items of `list` carry, where those are not all; others come from `get`, only when asked for. */
  readonly listFields?: readonly string[]
  /** What the API filters: `{ 'user.eq': 'userId', 'user.in': { param: 'userId', style: 'repeat' }, 'title.contains': 'q' }`. */
  readonly filters?: { readonly [condition: string]: string | RestParam }
  /** What the API sorts by: `{ title: { param: 'sort', asc: 'title', desc: '-title' } }`; `'sort'` alone is short for that. */
  readonly sort?: { readonly [field: string]: string | RestSort }
  /** The order in which the API lists; `'store'` unless given. */
  readonly order?: 'store' | readonly { readonly [field: string]: 'asc' | 'desc' }[]
  readonly paging?: RestPaging | false
}

/** Credentials of the gateway, or of each caller. A function gets the caller, and the headers that `forward` names. */
export type RestAuth =
  | { readonly basic: { readonly user: string; readonly password: string } }
  | { readonly bearer: string }
  | ((caller: RestCaller) => RestHeaders | null | Promise<RestHeaders | null>)

/** Headers of a request. */
export interface RestHeaders {
  readonly [name: string]: string
}

/** Whose request it is. */
export interface RestCaller {
  /** What `auth` of the configuration made of the caller; null: nobody. */
  readonly user: User | null
  /** The request's headers that `forward` names, in lower case. */
  readonly headers: RestHeaders
}

/** A query parameter with several values: `?id=1&id=2` or `?id=1,2`. */
export interface RestParam {
  readonly param: string
  readonly style?: 'repeat' | 'comma'
}

/** The route of several items. */
export interface RestMany extends RestParam {
  /** The route; that of `list` unless given. */
  readonly path?: string
  /** `POST` sends `{ [param]: ids }` as JSON. */
  readonly method?: 'GET' | 'POST'
  /** Most ids in one request; 100 unless given. */
  readonly max?: number
  /** What 404 means: none of them exists, or any of them does not (then each is asked for). */
  readonly missing?: 'none' | 'any'
}

/**
 * The parameter of an order, and its values; without one of them the API does not sort that way. The API sorts as Refract
 * does: nulls first ascending, texts by code point.
 */
export interface RestSort {
  readonly param: string
  readonly asc?: string
  readonly desc?: string
  /** A second parameter for the direction: `?sort=title&order=desc`. */
  readonly direction?: { readonly param: string; readonly asc: string; readonly desc: string }
  /** What stands between several keys of the same parameter; without it one key is sent, and ties are sorted here. */
  readonly join?: string
}

/** How the list is read on. `page offset param size` name parameters, `total` a header or path, `next` a path. */
export interface RestPaging {
  readonly style: 'page' | 'offset' | 'cursor' | 'link'
  /** The parameter of the page's number. */
  readonly page?: string
  /** The number of the first page; 1 unless given. */
  readonly first?: number
  /** The parameter of how many items are left out. */
  readonly offset?: string
  /** The parameter of the cursor. */
  readonly param?: string
  /** The parameter of the page's size. */
  readonly size?: string
  /** Items of the largest page. */
  readonly max?: number
  /** Where the number of all items stands: `x-total-count`, or a path. */
  readonly total?: string
  /** Where the next cursor or address stands. */
  readonly next?: string
}

/**
 * A REST API. Every option has a default, so that `rest({ url })` serves an API of plain JSON lists.
 *
 * @example
 * stores: { blog: rest({ url: 'https://api.example.com', many: { param: 'id', style: 'repeat' } }) }
 */
export function rest(options: RestOptions): StoreDeclaration {
  return Object.freeze({ kind: 'store', scheme: 'http', options: Object.freeze({ ...options }) })
}
