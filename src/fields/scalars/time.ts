import type { GraphQLScalarType } from 'graphql'
import { misfit } from '../misfit.ts'
import { clockOf } from '../moment.ts'
import { scalarOf } from './scalar.ts'

/** The words for it. */
export const timeName = 'a time of day like 08:05:00'

const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,30}))?)?$/

/** A time of day as `HH:MM:SS`, with `.sss` where there are milliseconds; `08:05` is `08:05:00`. @throws Misfit */
export function parseClock(input: unknown): string {
  const match = typeof input === 'string' ? TIME.exec(input) : null
  const [, hour = '', minute = '', second = '00', fraction = ''] = match ?? []
  if (!match || clockOf([hour, minute, second], fraction) === null) throw misfit(input, timeName)
  const millis = fraction.padEnd(3, '0').slice(0, 3)
  return `${hour}:${minute}:${second}${millis === '000' ? '' : `.${millis}`}`
}

/** `Time`: a time of day, without a date or zone. */
export const TimeScalar: GraphQLScalarType = scalarOf({
  name: 'Time',
  description:
    'A time of day: `08:05:00`, or `08:05:00.250` with milliseconds. It has no date and no zone.',
  specifiedBy: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  parse: parseClock,
  show: String,
})
