import { dayStart } from '../../../../fields/moment.ts'
import { momentText } from '../../../../fields/scalars/date-time.ts'
import {
  isMidnight,
  isMoment,
  isText,
  literal,
  momentRange,
  type Expression,
} from '../expression.ts'
import type { Alternative, Condition, Hits, Kind, Probe } from './kind.ts'
import { comparing, matching, unlike } from './kind.ts'

/** Days of the calendar, as a pattern: `2023-02-29` is none. */
const LEAP = '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)'
const DAY =
  '(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))' +
  `|${LEAP}-02-29)`
const CLOCK = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]'

const DATE = 9
const dates: Probe = { name: 'date', ops: { $type: DATE } }

/** Texts of exactly one form: they sort as the values do. Any other text is `odd`. */
interface TextForm {
  readonly pattern: string
  /** Texts that may be values, in whatever form. */
  readonly loosely: string
}

function probesOf({ pattern, loosely }: TextForm): readonly Probe[] {
  return [dates, { name: 'text', ops: matching(loosely) }, { name: 'odd', ops: unlike(pattern) }]
}

const moments: TextForm = {
  pattern: `^${DAY}T${CLOCK}\\.[0-9]{3}Z\\z`,
  loosely: '^[0-9]{4}-[0-9]{2}-[0-9]{2}',
}
const days: TextForm = { pattern: `^${DAY}\\z`, loosely: moments.loosely }

/** Moments: dates of the server, or texts all of one form. */
export const datetimeKind: Kind = {
  probes: probesOf(moments),
  fits(hits) {
    const form = formOf(hits)
    if (form === 'text') return [{ ops: textOps(moments) }]
    return form && [{ ops: { $gte: momentRange[0], $lte: momentRange[1] } }]
  },
  compare(op, operand, hits) {
    const form = formOf(hits)
    if (form === 'text')
      return [{ ops: { ...comparing(op, momentText(operand)), ...textOps(moments) } }]
    if (op === 'eq') return form && [{ ops: { $eq: operand } }]
    const bound = op.startsWith('l') ? { $gte: momentRange[0] } : { $lte: momentRange[1] }
    return form && [{ ops: comparing(op, operand, bound) }]
  },
  is: (value, hits) => formed(hits, value, isMoment),
  misfits(hits) {
    const form = formOf(hits)
    if (form === 'text') return [{ $not: { $gte: '' } }, unlike(moments.pattern)]
    return form && [{ $not: { $gte: momentRange[0], $lte: momentRange[1] } }]
  },
  part: (value, part, hits) =>
    formOf(hits) === 'date' ? calendar(value, part) : partOfText(value, part),
}

/** Days: texts of one form, or dates of the server at midnight. */
export const dateKind: Kind = {
  probes: probesOf(days),
  days: true,
  fits: (hits) => eitherForm(hits, { text: textOps(days), date: { $type: DATE } }),
  compare(op, operand, hits) {
    const day = String(operand)
    const midnight = new Date(dayStart(day) ?? Number.NaN)
    return eitherForm(hits, {
      text: { ...comparing(op, day), ...textOps(days) },
      date: comparing(op, midnight),
    })
  },
  is: (value, hits) => formed(hits, value, isMidnight),
  misfits: (hits) =>
    formOf(hits) === 'text' || !hits.has('date')
      ? [{ $not: { $gte: '' } }, unlike(days.pattern)]
      : null,
  part: (value, part, hits) =>
    formOf(hits) === 'date' ? calendar(value, part) : partOfText(value, part),
}

/** Times of day, in texts of one form. */
const clocks: TextForm = {
  pattern: `^${CLOCK}(?:\\.(?!000)[0-9]{3})?\\z`,
  loosely: '^[0-9]{2}:',
}

export const timeKind: Kind = {
  probes: [{ name: 'odd', ops: unlike(clocks.pattern) }],
  fits: (hits) => (hits.has('odd') ? null : [{ ops: textOps(clocks) }]),
  compare: (op, operand, hits) =>
    hits.has('odd') ? null : [{ ops: comparing(op, String(operand)) }],
  is: (value, hits) => (hits.has('odd') ? null : isText(value)),
  misfits: (hits) => (hits.has('odd') ? null : [{ $not: { $gte: '' } }]),
}

/** The one form of the values; null where there are several. */
function formOf(hits: Hits): 'date' | 'text' | null {
  if (!hits.has('text')) return 'date'
  return hits.has('date') || hits.has('odd') ? null : 'text'
}

function textOps({ pattern }: TextForm): Alternative['ops'] {
  return matching(pattern)
}

function formed(
  hits: Hits,
  value: Expression,
  date: (value: Expression) => Expression,
): Expression | null {
  const form = formOf(hits)
  return form === 'text' ? isText(value) : form && date(value)
}

/** Texts and dates side by side, as far as each has one form. */
function eitherForm(
  hits: Hits,
  forms: { text: Alternative['ops']; date: Alternative['ops'] },
): Condition | null {
  const date: Alternative = { ops: forms.date, check: isMidnight }
  const text: Alternative = { ops: forms.text }
  if (!hits.has('date')) return [text]
  return hits.has('text') ? [text, date] : [date]
}

function calendar(value: Expression, part: 'year' | 'month' | 'day'): Expression {
  return part === 'day' ? { $dayOfMonth: value } : { [`$${part}`]: value }
}

const places = { year: [0, 4], month: [5, 2], day: [8, 2] } as const

function partOfText(value: Expression, part: 'year' | 'month' | 'day'): Expression {
  const [from, length] = places[part]
  return { $toInt: { $substrBytes: [value, literal(from), literal(length)] } }
}
