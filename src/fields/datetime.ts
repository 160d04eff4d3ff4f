import { valueBounds } from './bounds.ts'
import { declared } from './declared.ts'
import type { Field, FieldOptions, FieldType } from './field.ts'
import { fitted } from './misfit.ts'
import { dateOperators } from './operators.ts'
import { DateTimeScalar, datetimeName, momentText, parseMoment } from './scalars/date-time.ts'
import type { Given, Null } from './stored-value.ts'

/** Options of `datetime()`. */
export interface DatetimeOptions extends FieldOptions<Date> {
  /** The earliest moment, inclusive: a `Date`, or text like `2026-01-02T03:04:05Z`. */
  readonly min?: Date | string
  /** The latest moment, inclusive. */
  readonly max?: Date | string
  /** The only moments allowed. */
  readonly oneOf?: readonly (Date | string)[]
}

/** Moments: `Date` in code, RFC 3339 text outside. */
export const datetimeType: FieldType = Object.freeze<FieldType>({
  name: datetimeName,
  scalar: DateTimeScalar,
  operators: dateOperators,
  parse: parseMoment,
  decode: (stored) => fitted(parseMoment, stored),
  encode: momentText,
  compare: (a, b) => Number(a) - Number(b),
  identity: Number,
})

/**
 * A moment: a `Date` in code, RFC 3339 UTC with milliseconds in GraphQL. Stored it may be a native date or ISO
 * text; text without a zone is UTC, a day alone its midnight, whatever the time zone of the machine. Numbers do
 * not fit, since nothing says whether they are seconds or milliseconds: give such a field a codec.
 *
 * @example
 * until: datetime({ min: '2020-01-01T00:00:00Z' })
 */
export function datetime<const R extends boolean = false>(
  options?: Given<DatetimeOptions, R>,
): Field<Date | Null<R>> {
  return declared({
    kind: 'datetime',
    options,
    type: datetimeType,
    bounds: valueBounds(datetimeType, options),
  })
}
