import { valueBounds } from './bounds.ts'
import { declared } from './declared.ts'
import type { Field } from './field.ts'
import { floatType } from './numbers.ts'
import type { NumberOptions } from './numbers.ts'
import type { Given, Null } from './stored-value.ts'

/** Options of `float()`. */
export interface FloatOptions extends NumberOptions<number> {}

/**
 * A finite double; integers are numbers too.
 *
 * @example
 * hunger: float({ min: -1, max: 1 })
 */
export function float<const R extends boolean = false>(
  options?: Given<FloatOptions, R>,
): Field<number | Null<R>> {
  return declared({
    kind: 'float',
    options,
    type: floatType,
    bounds: valueBounds(floatType, options),
  })
}
