import { declared } from './declared.ts'
import type { Field } from './field.ts'
import { idType } from './id.ts'
import { listBounds, listType } from './list-type.ts'
import type { RefOptions, ReverseOf } from './ref.ts'

/** What becomes of the linked items when this one is deleted. */
export type OnDelete = 'restrict' | 'cascade' | 'unlink'

/** Options of `refsList()`. */
export interface RefsListOptions extends Omit<
  RefOptions,
  'default' | 'transform' | 'check' | 'required' | 'unique'
> {
  /** `restrict` (the default) refuses to delete an item with links, `cascade` deletes them, `unlink` clears them. */
  readonly onDelete?: OnDelete
  /** Fewest links, where the list is stored here. */
  readonly min?: number
  /** Most links, where the list is stored here. */
  readonly max?: number
}

/** A link to many items of the collection `To`. */
export interface RefsList<To extends string = string, Reverse = unknown> extends Field {
  readonly kind: 'refsList'
  readonly to: To
  readonly reverse: Reverse
}

const type = listType(idType)

/** A link to many items; `declare/` narrows `To` to the names of collections. */
export function refsList<const To extends string, const O extends RefsListOptions>(
  to: To,
  options?: O,
): RefsList<To, ReverseOf<O>> {
  const link = { kind: 'refsList' as const, to, reverse: options?.reverse as ReverseOf<O> }
  return declared({ kind: 'refsList', options, type, bounds: listBounds(type, options) }, link)
}
