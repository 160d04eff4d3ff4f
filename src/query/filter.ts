import type { FieldType, Operator } from '../fields/field.ts'
import type { Key } from '../fields/key.ts'
import type { Row } from './row.ts'

/**
 * Where a value stands in a row: names through nested objects. `absent` is what a missing key means where the object
 * around it is there (`absent: []`, `absent: 0`), decoded; `exists` looks at the key itself.
 */
export interface Path {
  readonly names: readonly string[]
  readonly type: FieldType
  readonly absent?: unknown
}

/** A condition on one value. `value` is decoded; a list for `in nin between hasAll hasAny`, a boolean for `exists isNull`. */
export interface Compare {
  readonly kind: 'compare'
  readonly path: Path
  readonly op: Operator
  readonly value: unknown
  /** Unicode simple case folding, for `eq ne in nin contains startsWith endsWith matches`. */
  readonly ignoreCase?: boolean
}

/** Some key reached by the path (a ref, an element of a refsList, refs in a list of objects) prints like one of `keys`. */
export interface Keys {
  readonly kind: 'keys'
  readonly path: Path
  readonly keys: readonly unknown[]
}

/** `some every none` on a list of objects; `of` speaks of the element. On a missing list all three are false. */
export interface Elements {
  readonly kind: 'elements'
  readonly path: Path
  readonly quantifier: 'some' | 'every' | 'none'
  readonly of: Filter
}

/**
 * A condition on linked items of another collection. The gateway turns it into a `keys` condition before a
 * store sees it; `one` is a ref: there is a visible item, and `of` holds for it. On lists `every` and `none`
 * speak of the visible items.
 */
export interface Linked {
  readonly kind: 'linked'
  readonly link: LinkEnds
  readonly quantifier: 'one' | 'some' | 'every' | 'none'
  readonly of: Filter
}

/** The join of a link: some key at `near` of the one row prints like some key at `far` of the other. */
export interface LinkEnds {
  /** The far collection's name. */
  readonly to: string
  readonly near: Path
  readonly far: Path
}

/** What only code can answer: a rule, a computed field. Stores leave it to the gateway. */
export interface Test {
  readonly kind: 'test'
  /** For messages, e.g. `borrowed`. */
  readonly name: string
  /** Dotted names that the test reads; null: the whole row. */
  readonly reads: readonly string[] | null
  readonly test: (row: Row) => boolean
}

/** A store-neutral condition on rows. `and` of nothing is true, `or` of nothing false. */
export type Filter =
  | { readonly kind: 'and'; readonly of: readonly Filter[] }
  | { readonly kind: 'or'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | Compare
  | Keys
  | Elements
  | Linked
  | Test

/** True of every row. */
export const everything: Filter = Object.freeze({ kind: 'and', of: Object.freeze([]) })
/** True of no row. */
export const nothing: Filter = Object.freeze({ kind: 'or', of: Object.freeze([]) })

/** Both hold; operands stay separate and are never merged. */
export function both(a: Filter, b: Filter): Filter {
  if (a === everything) return b
  if (b === everything) return a
  return { kind: 'and', of: [a, b] }
}

export type { Key }
