import { valueBounds } from './bounds.ts'
import { declared } from './declared.ts'
import type { Field } from './field.ts'
import { bigintType } from './numbers.ts'
import type { NumberOptions } from './numbers.ts'
import type { Given, Null } from './stored-value.ts'

/** Options of `bigint()`; bounds are bigints, safe integers or digits. */
export interface BigintOptions extends NumberOptions<bigint, bigint | number | string> {}

/**
 * An integer of at most 34 digits, a `bigint` in code and text in GraphQL. It never loses a digit.
 *
 * @example
 * views: bigint({ min: 0 })
 */
export function bigint<const R extends boolean = false>(
  options?: Given<BigintOptions, R>,
): Field<bigint | Null<R>> {
  return declared({
    kind: 'bigint',
    options,
    type: bigintType,
    bounds: valueBounds(bigintType, options),
  })
}
