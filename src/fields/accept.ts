import type { Issue } from '../errors.ts'
import { attempt, merged } from './border.ts'
import type { Border, Members, Mode, Place } from './border.ts'
import type { Fields } from './field.ts'
import { judgeFields } from './judge.ts'
import { asMembers } from './object-type.ts'
import { seenItem } from './seen.ts'
import { takeFields } from './take.ts'

/** What came over the border. */
export interface Accepted {
  /** Decoded values of the fields that were given (or have a default) and have no issue. */
  readonly values: Readonly<Record<string, unknown>>
  /** Everything that is wrong, each with its whole path; empty: the values may be written. */
  readonly issues: readonly Issue[]
}

/**
 * The border: what a client or code gives → decoded values, and everything wrong with it at once. It touches no
 * store: links, uniqueness and rights are checked behind it.
 *
 * `create` fills defaults and asks for what is required. `update` keeps what is absent and clears what is null;
 * nested objects are merged member by member, lists replaced whole. `stored` is what the item holds before an
 * update: with it `when` is asked, and an object that was null is created like a new one.
 *
 * @example
 * accept({ title: string({ required: true }) }, { titel: 'Emma' }, 'create').issues
 * // titel: no field is called "titel". Did you mean "title"? — title: is required
 */
export function accept(fields: Fields, input: unknown, mode: Mode, stored?: Members): Accepted {
  const border: Border = { issues: [], defaulted: new Set(), refused: new Set() }
  const place: Place = { border, path: [], mode, stored: stored ?? null }
  const members = attempt(place, () => asMembers(input))
  if (!members) return { values: {}, issues: border.issues }
  const values = takeFields(fields, members, place)
  const known = mode === 'create' || stored !== undefined
  const item = known ? seenItem(fields, merged(fields, place.stored, values)) : null
  judgeFields(fields, values, place, item)
  return { values: clean(values, border.issues), issues: border.issues }
}

/** A field with an issue anywhere inside is left out. */
function clean(values: Members, issues: readonly Issue[]): Members {
  if (issues.length === 0) return values
  const wrong = new Set(issues.map((issue) => issue.path[0]))
  return Object.fromEntries(Object.entries(values).filter(([name]) => !wrong.has(name)))
}
