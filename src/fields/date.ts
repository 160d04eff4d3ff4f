import { valueBounds } from './bounds.ts'
import { declared } from './declared.ts'
import type { Field, FieldOptions, FieldType } from './field.ts'
import { fitted } from './misfit.ts'
import { dateOperators } from './operators.ts'
import { dateName, DateScalar, parseDay } from './scalars/date.ts'
import type { Given, Null } from './stored-value.ts'

/** Options of `date()`. */
export interface DateOptions extends FieldOptions<string> {
  /** The earliest day, inclusive. */
  readonly min?: string
  /** The latest day, inclusive. */
  readonly max?: string
  /** The only days allowed. */
  readonly oneOf?: readonly string[]
}

/** Days: their text sorts as they do. */
export const dateType: FieldType = Object.freeze<FieldType>({
  name: dateName,
  scalar: DateScalar,
  operators: dateOperators,
  parse: parseDay,
  decode: (stored) => fitted(parseDay, stored),
  encode: (value) => value,
  compare: (a, b) => (a === b ? 0 : String(a) < String(b) ? -1 : 1),
  identity: String,
})

/**
 * A day of the calendar, `YYYY-MM-DD` text in code and in GraphQL. Stored it may be such text, or a native date at
 * midnight UTC.
 *
 * @example
 * born: date({ min: '1900-01-01' })
 */
export function date<const R extends boolean = false>(
  options?: Given<DateOptions, R>,
): Field<string | Null<R>> {
  return declared({ kind: 'date', options, type: dateType, bounds: valueBounds(dateType, options) })
}
