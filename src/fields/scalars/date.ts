import type { GraphQLScalarType } from 'graphql'
import { misfit } from '../misfit.ts'
import { dayStart, within } from '../moment.ts'
import { scalarOf } from './scalar.ts'

/** The words for it. */
export const dateName = 'a date like 2026-01-31'

const DAY_LENGTH = 86_400_000

/** A day as `YYYY-MM-DD`, from text or from a `Date` at midnight UTC (as MongoDB and YAML hold days). @throws Misfit */
export function parseDay(input: unknown): string {
  if (typeof input === 'string' && dayStart(input) !== null) return input
  const midnight = input instanceof Date && within(input) && input.getTime() % DAY_LENGTH === 0
  if (!midnight) throw misfit(input, dateName)
  return input.toISOString().slice(0, 10)
}

/** `Date`: a day of the calendar, without a time or zone. */
export const DateScalar: GraphQLScalarType = scalarOf({
  name: 'Date',
  description: 'A day of the calendar: `2026-01-31`. It has no time and no zone.',
  specifiedBy: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  parse: parseDay,
  show: String,
})
