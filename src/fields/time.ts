import { valueBounds } from './bounds.ts'
import { declared } from './declared.ts'
import type { Field, FieldOptions, FieldType } from './field.ts'
import { fitted } from './misfit.ts'
import { orderOperators } from './operators.ts'
import { parseClock, timeName, TimeScalar } from './scalars/time.ts'
import type { Given, Null } from './stored-value.ts'

/** Options of `time()`. */
export interface TimeOptions extends FieldOptions<string> {
  /** The earliest time, inclusive. */
  readonly min?: string
  /** The latest time, inclusive. */
  readonly max?: string
  /** The only times allowed. */
  readonly oneOf?: readonly string[]
}

/** Times of day: their text sorts as they do. */
export const timeType: FieldType = Object.freeze<FieldType>({
  name: timeName,
  scalar: TimeScalar,
  operators: orderOperators,
  parse: parseClock,
  decode: (stored) => fitted(parseClock, stored),
  encode: (value) => value,
  compare: (a, b) => (a === b ? 0 : String(a) < String(b) ? -1 : 1),
  identity: String,
})

/**
 * A time of day, `HH:MM:SS` text in code and in GraphQL, with `.sss` where there are milliseconds.
 *
 * @example
 * opens: time({ example: '08:05:00' })
 */
export function time<const R extends boolean = false>(
  options?: Given<TimeOptions, R>,
): Field<string | Null<R>> {
  return declared({ kind: 'time', options, type: timeType, bounds: valueBounds(timeType, options) })
}
