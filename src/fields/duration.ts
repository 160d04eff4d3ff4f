import { valueBounds } from './bounds.ts'
import { declared } from './declared.ts'
import type { Field, FieldOptions, FieldType } from './field.ts'
import { fitted } from './misfit.ts'
import { bySize } from './order.ts'
import { orderOperators } from './operators.ts'
import { durationLength, durationName, DurationScalar, parseDuration } from './scalars/duration.ts'
import type { Given, Null } from './stored-value.ts'

/** Options of `duration()`. */
export interface DurationOptions extends FieldOptions<string> {
  /** The shortest duration, inclusive. */
  readonly min?: string
  /** The longest duration, inclusive. */
  readonly max?: string
  /** The only durations allowed. */
  readonly oneOf?: readonly string[]
}

/** Durations, by length. */
export const durationType: FieldType = Object.freeze<FieldType>({
  name: durationName,
  scalar: DurationScalar,
  operators: orderOperators,
  parse: parseDuration,
  decode: (stored) => fitted(parseDuration, stored),
  encode: (value) => value,
  compare: (a, b) => bySize(durationLength(String(a)), durationLength(String(b))),
  identity: (value) => durationLength(String(value)),
})

/**
 * An ISO 8601 duration, text as written. It compares by length: a year is 365.2425 days, a month a twelfth of it, a day
 * 24 hours, so `P1D` equals `PT24H`.
 *
 * @example
 * loanTime: duration({ max: 'P30D' })
 */
export function duration<const R extends boolean = false>(
  options?: Given<DurationOptions, R>,
): Field<string | Null<R>> {
  return declared({
    kind: 'duration',
    options,
    type: durationType,
    bounds: valueBounds(durationType, options),
  })
}
