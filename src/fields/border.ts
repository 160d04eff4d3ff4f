import type { Issue } from '../errors.ts'
import { Misfit } from './field.ts'
import type { Fields } from './field.ts'
import { isObjectField } from './object.ts'

/** Whether the input is a whole new thing, or changes to one: then what is absent stays. */
export type Mode = 'create' | 'update'

/** Values by field name. */
export type Members = Readonly<Record<string, unknown>>

/** What is found out on the way over the border. */
export interface Border {
  readonly issues: Issue[]
  /** Places whose value came from `default`. */
  readonly defaulted: Set<string>
  /** Places whose value is not of its type. */
  readonly refused: Set<string>
}

/** Where the border is being crossed. */
export interface Place {
  readonly border: Border
  readonly path: Issue['path']
  readonly mode: Mode
  /** What the item, or the nested object, holds now; null where nothing is known of it. */
  readonly stored: Members | null
}

/** Enough to mend an input by, and not a way to make answers that are larger than questions. */
const MOST_ISSUES = 1_000

/** Notes one thing wrong. */
export function report(place: Place, code: string, message: string): void {
  const { issues } = place.border
  if (issues.length < MOST_ISSUES) issues.push({ path: place.path, code, message })
}

/** The place of a member or element. */
export function inside(place: Place, at: string | number): Place {
  return { ...place, path: [...place.path, at] }
}

/** The place of an object's members. An object that is not there yet is created, whatever the mode. */
export function intoObject(place: Place): Place {
  const name = place.path.at(-1)
  if (!place.stored || name === undefined) return { ...place, stored: null }
  const stored = place.stored[name]
  return isMembers(stored) ? { ...place, stored } : { ...place, mode: 'create', stored: null }
}

/** The place of a list's elements, which are always whole. */
export function intoList(place: Place): Place {
  return { ...place, mode: 'create', stored: null }
}

/** What is wrong, where `read` throws a `Misfit`: reported, and undefined answered. */
export function attempt<T>(place: Place, read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    place.border.refused.add(placeText(place.path))
    report({ ...place, path: [...place.path, ...error.path] }, 'type', error.message)
    return undefined
  }
}

/** A place as text, to remember it by. */
export function placeText(path: Issue['path']): string {
  return JSON.stringify(path)
}

/** What the item will hold: given values over stored ones, objects member by member. */
export function merged(fields: Fields, stored: Members | null, values: Members): Members {
  const result: Record<string, unknown> = { ...stored, ...values }
  for (const [name, field] of Object.entries(fields)) {
    const [old, given] = [stored?.[name], values[name]]
    if (!isObjectField(field) || !isMembers(old) || !isMembers(given)) continue
    result[name] = merged(field.fields, old, given)
  }
  return result
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null
}
