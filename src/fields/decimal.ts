import { valueBounds } from './bounds.ts'
import { declared } from './declared.ts'
import type { Field } from './field.ts'
import { decimalType } from './numbers.ts'
import type { NumberOptions } from './numbers.ts'
import type { Given, Null } from './stored-value.ts'

/** Options of `decimal()`; bounds are decimals as text, or numbers. */
export interface DecimalOptions extends NumberOptions<string, string | number> {}

/**
 * An exact decimal of at most 34 digits: text in code and in GraphQL, with the digits that are stored, never an exponent. It compares by value: `1.50` equals `1.5`.
 *
 * @example
 * price: decimal({ min: '0.00' })
 */
export function decimal<const R extends boolean = false>(
  options?: Given<DecimalOptions, R>,
): Field<string | Null<R>> {
  return declared({
    kind: 'decimal',
    options,
    type: decimalType,
    bounds: valueBounds(decimalType, options),
  })
}
