import { StoreError } from '../../../errors.ts'
import type { StoreCalls } from '../../../model/model.ts'
import type { Shape } from '../../connector.ts'
import type { Endpoints } from './endpoints.ts'
import type { Http } from './http/index.ts'
import type { Items } from './items.ts'

/** One collection of an API: what everything that reads it needs. */
export interface Resource {
  readonly endpoints: Endpoints
  readonly shape: Shape
  readonly http: Http
  readonly items: Items
  readonly calls: StoreCalls
  /** The store's name. */
  readonly store: string
  /** The API's address, without a slash at its end and without parameters. */
  readonly base: string
  readonly warn: (message: string) => void
}

/** A path as it is sent: below the base, or, where the URL itself is the route, a whole address. */
export function sentPath({ base }: Resource, path: string): string {
  return path.startsWith('/') ? path : base + path
}

/** What the API answered cannot be served. */
export function badAnswer({ store }: Resource, message: string): StoreError {
  return new StoreError('STORE_BAD_DATA', store, `The API of "${store}" ${message}`)
}

/** What a body is, in words. */
export function bodyName(body: unknown): string {
  if (body === undefined) return 'nothing'
  if (body === null) return 'null'
  if (Array.isArray(body)) return 'a list'
  if (typeof body !== 'object') return `a ${typeof body}`
  const names = Object.keys(body).slice(0, 8)
  return names.length === 0 ? 'an empty object' : `an object of ${names.join(', ')}`
}
