/** Moments and dates from text, in UTC whatever the time zone of the machine. */

const MOMENT =
  /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,30}))?)?(?: ?(?:[Zz]|([-+])(\d\d?)(?::?(\d\d))?))?)?$/
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/
const MINUTE = 60_000

/**
 * An RFC 3339 or ISO 8601 text as a `Date`, null where it names no moment of the years 0 to 9999. Without a zone
 * it is UTC, without a time midnight; past milliseconds it is cut.
 */
export function momentOf(text: string): Date | null {
  const match = MOMENT.exec(text)
  if (!match) return null
  const [
    ,
    day = '',
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '',
    sign,
    zoneHour = '0',
    zoneMinute = '0',
  ] = match
  const start = dayStart(day)
  const clock = clockOf([hour, minute, second], fraction)
  const zone = clockOf([zoneHour, zoneMinute, '0'], '')
  if (start === null || clock === null || zone === null) return null
  return within(new Date(start + clock + (sign === '-' ? zone : -zone)))
}

/** The milliseconds since the day's start, null where there is no such time of day. */
export function clockOf(parts: readonly [string, string, string], fraction: string): number | null {
  const [hour, minute, second] = parts.map(Number) as [number, number, number]
  if (hour > 23 || minute > 59 || second > 59) return null
  const millis = Number(fraction.padEnd(3, '0').slice(0, 3))
  return (hour * 60 + minute) * MINUTE + second * 1_000 + millis
}

/** Midnight UTC of `YYYY-MM-DD` in milliseconds, null where the calendar has no such day. */
export function dayStart(text: string): number | null {
  const match = DAY.exec(text)
  if (!match) return null
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  const date = new Date(0)
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null
}

/** The moment itself where its year has four digits, as RFC 3339 asks. */
export function within(moment: Date): Date | null {
  const year = moment.getUTCFullYear()
  return year >= 0 && year <= 9_999 ? moment : null
}
