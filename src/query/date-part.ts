/** The parts of a date that filters ask and groups are by. */
export type CalendarPart = 'year' | 'month' | 'day'

const DAY = /^(\d+)-(\d\d)-(\d\d)/

/** The year, month (1 to 12) or day of a `Date` (UTC) or of a `YYYY-MM-DD` text; null of anything else. */
export function datePart(value: unknown, part: CalendarPart): number | null {
  if (value instanceof Date) return momentPart(value, part)
  const day = typeof value === 'string' ? DAY.exec(value) : null
  return day ? Number(day[part === 'year' ? 1 : part === 'month' ? 2 : 3]) : null
}

function momentPart(moment: Date, part: CalendarPart): number {
  if (part === 'year') return moment.getUTCFullYear()
  return part === 'month' ? moment.getUTCMonth() + 1 : moment.getUTCDate()
}
