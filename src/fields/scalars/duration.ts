import type { GraphQLScalarType } from 'graphql'
import { misfit } from '../misfit.ts'
import { scalarOf } from './scalar.ts'

/** The words for it. */
export const durationName = 'a duration like P1DT2H30M'

const N = String.raw`(\d{1,12})`
const DURATION = new RegExp(
  `^([-+])?P(?=.)(?:${N}Y)?(?:${N}M)?(?:${N}W)?(?:${N}D)?` +
    String.raw`(?:T(?=\d)(?:${N}H)?(?:${N}M)?(?:${N}(?:[.,](\d{1,9}))?S)?)?$`,
)
const MINUTE = 60n
const DAY = 86_400n
/** A twelfth of the mean Gregorian year of 365.2425 days: a whole number of seconds. */
const MONTH = 2_629_746n
const SECONDS = [12n * MONTH, MONTH, 7n * DAY, DAY, 60n * MINUTE, MINUTE, 1n]
const NANOS = 1_000_000_000n

/** An ISO 8601 duration, as written; only seconds may have a fraction. @throws Misfit */
export function parseDuration(input: unknown): string {
  if (typeof input === 'string' && DURATION.test(input)) return input
  throw misfit(input, durationName)
}

/**
 * The length in nanoseconds, by which durations compare: a year is 365.2425 days, a month a twelfth of it, a
 * day 24 hours. So `P1D` equals `PT24H`, and `P1M` lies between 30 and 31 days.
 */
export function durationLength(text: string): bigint {
  const [, sign, ...units] = DURATION.exec(text) ?? []
  const fraction = units[SECONDS.length] ?? ''
  const seconds = SECONDS.reduce((sum, each, i) => sum + each * BigInt(units[i] ?? 0), 0n)
  const length = seconds * NANOS + BigInt(fraction.padEnd(9, '0'))
  return sign === '-' ? -length : length
}

/** `Duration`: an ISO 8601 duration. */
export const DurationScalar: GraphQLScalarType = scalarOf({
  name: 'Duration',
  description:
    'An ISO 8601 duration: `P1DT2H30M`. Compares by length: a year is 365.2425 days, a month a twelfth of it.',
  specifiedBy: 'https://tc39.es/proposal-temporal/#prod-TemporalDurationString',
  parse: parseDuration,
  show: String,
})
