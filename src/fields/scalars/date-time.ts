import type { GraphQLScalarType } from 'graphql'
import { misfit } from '../misfit.ts'
import { momentOf, within } from '../moment.ts'
import { scalarOf } from './scalar.ts'

/** The words for it. */
export const datetimeName = 'a date and time like 2026-01-02T03:04:05.678Z'

/** A moment from a `Date` or text; without a zone it is UTC, past milliseconds it is cut. @throws Misfit */
export function parseMoment(input: unknown): Date {
  const moment =
    input instanceof Date ? within(input) : typeof input === 'string' ? momentOf(input) : null
  if (!moment) throw misfit(input, datetimeName)
  return moment
}

/** The one text form of a moment: UTC, always with milliseconds. */
export function momentText(value: unknown): string {
  return (value instanceof Date ? value : parseMoment(value)).toISOString()
}

/** `DateTime`: a moment, RFC 3339 in UTC with milliseconds. */
export const DateTimeScalar: GraphQLScalarType = scalarOf({
  name: 'DateTime',
  description:
    'A moment in UTC, always with milliseconds: `2026-01-02T03:04:05.678Z`. Other offsets are converted; without one it is UTC.',
  specifiedBy: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  parse: parseMoment,
  show: momentText,
})
