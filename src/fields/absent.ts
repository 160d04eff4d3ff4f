import type { Field } from './field.ts'

const known = new WeakMap<Field, unknown>()

/** What a missing key of the field means when read, decoded; undefined: it is missing. Null stays null. */
export function absentOf(field: Field): unknown {
  if (field.options['absent'] === undefined) return undefined
  if (!known.has(field)) known.set(field, parsed(field))
  return known.get(field)
}

/** A value that is not of the type is a start-up mistake, named elsewhere. */
function parsed(field: Field): unknown {
  if (field.kind === 'list') return none
  try {
    return field.type.parse(field.options['absent'])
  } catch {
    return undefined
  }
}

const none: readonly never[] = Object.freeze([])
