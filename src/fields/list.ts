import { declared, typeOf } from './declared.ts'
import type { Field, FieldOptions } from './field.ts'
import { listBounds, listType } from './list-type.ts'
import type { StoredValue, ValueOf } from './stored-value.ts'

/** Options of `list()`; `E` is the value of an element in code. */
export interface ListOptions<E = never> extends FieldOptions<readonly E[]> {
  /** No two elements of a list are equal. (On other fields `unique` is about items.) */
  readonly unique?: boolean
  /** Fewest elements. */
  readonly min?: number
  /** Most elements. */
  readonly max?: number
  /** `[]`: a missing list reads as empty; without it, as null. */
  readonly absent?: readonly []
}

/** A field that holds a list of what `Of` holds. */
export interface ListField<Of = Field, V = unknown, Required = boolean> extends Field<V> {
  readonly kind: 'list'
  readonly of: Of
  /** Only for TypeScript; never set. */
  readonly '~required'?: Required
}

type NullList<R, A> = R extends true ? never : A extends readonly [] ? never : null

/** The options as inferred: `R` and `A` say whether null is part of the value. */
type GivenList<Of, R, A> = ListOptions<NonNullable<StoredValue<Of>>> & {
  readonly required?: R
  readonly absent?: A
}

/**
 * A list. Elements are never null; their own options (`min`, `pattern`, `check` …) hold for each.
 * Filters: `has hasAll hasAny size`; whole lists are not compared.
 *
 * @example
 * tags: list(string({ max: 40 }), { unique: true, max: 20 })
 */
export function list<
  const Of extends Field,
  const R extends boolean = false,
  const A extends readonly [] | undefined = undefined,
>(
  of: Of,
  options?: GivenList<Of, R, A>,
): ListField<
  Of,
  readonly NonNullable<ValueOf<Of>>[] | NullList<R, A>,
  R extends true ? true : false
> {
  const type = listType(typeOf(of))
  return declared(
    { kind: 'list', options, type, bounds: listBounds(type, options) },
    { kind: 'list' as const, of },
  )
}

/** Whether a field is a list. */
export function isListField(field: Field): field is ListField {
  return field.kind === 'list'
}
