import { valueBounds } from './bounds.ts'
import { declared } from './declared.ts'
import type { Field } from './field.ts'
import { intType } from './numbers.ts'
import type { NumberOptions } from './numbers.ts'
import type { Given, Null } from './stored-value.ts'

/** Options of `int()`. */
export interface IntOptions extends NumberOptions<number> {}

/**
 * A 32-bit integer, as GraphQL's `Int`; larger ones are `bigint()`.
 *
 * @example
 * pages: int({ min: 1 })
 */
export function int<const R extends boolean = false>(
  options?: Given<IntOptions, R>,
): Field<number | Null<R>> {
  return declared({ kind: 'int', options, type: intType, bounds: valueBounds(intType, options) })
}
