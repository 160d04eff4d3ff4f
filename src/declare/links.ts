import { ref as refTo } from '../fields/ref.ts'
import type { Ref, RefOptions } from '../fields/ref.ts'
import { refsList as refsListTo } from '../fields/refs-list.ts'
import type { RefsList, RefsListOptions } from '../fields/refs-list.ts'
import type { Null } from '../fields/stored-value.ts'
import type { Modules } from './registry.ts'

/** The options as inferred; `Reverse` is looked at where the gateway is made. */
type GivenRef<Reverse, R> = RefOptions & { readonly reverse?: Reverse; readonly required?: R }

type GivenRefsList<Reverse> = RefsListOptions & { readonly reverse?: Reverse }

/**
 * A link to one item of another collection, or of the same; the store keeps its id. In GraphQL it is the item,
 * null where that is absent or not visible; in code it is the id.
 *
 * @example
 * author: ref('authors', { reverse: 'books', required: true })
 */
export function ref<
  const To extends keyof Modules & string,
  const Reverse extends string | undefined = undefined,
  const R extends boolean = false,
>(to: To, options?: GivenRef<Reverse, R>): Ref<To, Reverse, Null<R>> {
  return refTo(to, options) as Ref<To, Reverse, Null<R>>
}

/**
 * A link to many items of another collection. With `reverse` naming a ref it is derived from the other side.
 *
 * @example
 * books: refsList('books', { reverse: 'author', onDelete: 'restrict' })
 */
export function refsList<
  const To extends keyof Modules & string,
  const Reverse extends string | undefined = undefined,
>(to: To, options?: GivenRefsList<Reverse>): RefsList<To, Reverse> {
  return refsListTo(to, options) as RefsList<To, Reverse>
}
