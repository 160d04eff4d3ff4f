import { attempt, inside, intoList, intoObject, placeText, report } from './border.ts'
import type { Members, Place } from './border.ts'
import { optionsOf } from './declared.ts'
import type { Field, Fields } from './field.ts'
import { asList } from './list-type.ts'
import { isListField } from './list.ts'
import { asMembers, unknownName } from './object-type.ts'
import { isObjectField } from './object.ts'
import { givenItem, seenValue } from './seen.ts'
import { exactly, isTupleField } from './tuple.ts'

/**
 * The first half of the border: types, names, transforms, defaults. What does not fit is reported and
 * undefined; the rest goes on, so that all is found at once.
 */
export function takeFields(fields: Fields, input: Members, place: Place): Record<string, unknown> {
  const names = Object.keys(fields)
  for (const name of Object.keys(input)) {
    if (!Object.hasOwn(fields, name))
      report(inside(place, name), 'unknown', unknownName(name, names))
  }
  const values: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = takeMember(field, memberOf(input, name), inside(place, name))
    if (value !== undefined) values[name] = value
  }
  return values
}

function memberOf(input: Members, name: string): unknown {
  return Object.hasOwn(input, name) ? input[name] : undefined
}

function takeMember(field: Field, input: unknown, place: Place): unknown {
  if (input !== undefined) return takeValue(field, input, place)
  const { default: preset } = optionsOf(field)
  if (place.mode === 'update' || preset === undefined) return undefined
  place.border.defaulted.add(placeText(place.path))
  const value: unknown = typeof preset === 'function' ? preset() : preset
  // A default is the declarer's word: checked like any value, and not transformed.
  return value == null ? undefined : attempt(place, () => field.type.parse(value))
}

/** One value; null stays null. */
function takeValue(field: Field, input: unknown, place: Place): unknown {
  if (input === null) return null
  const value = takeType(field, input, place)
  return value === undefined || value === null ? value : transformed(field, value, place)
}

function takeType(field: Field, input: unknown, place: Place): unknown {
  if (isObjectField(field)) {
    const members = attempt(place, () => asMembers(input))
    return members && takeFields(field.fields, members, intoObject(place))
  }
  if (isListField(field)) {
    const all = attempt(place, () => asList(input))
    return all && takeElements(field.of, all, place)
  }
  if (isTupleField(field)) {
    const all = attempt(place, () => exactly(input, field.of, field.type.name))
    return all?.map((each, i) => takePosition(field.of[i], each, inside(intoList(place), i)))
  }
  return attempt(place, () => field.type.parse(input))
}

/** A refused element leaves a hole, so that those behind it keep their places. */
function takeElements(of: Field, all: readonly unknown[], place: Place): unknown {
  return all.map((each, i) => {
    const here = inside(intoList(place), i)
    const value = each === undefined ? null : takeValue(of, each, here)
    if (value !== null) return value
    report(here, 'type', `null is not ${of.type.name}`)
    return undefined
  })
}

function takePosition(field: Field | undefined, input: unknown, place: Place): unknown {
  return field ? takeValue(field, input ?? null, place) : undefined
}

function transformed(field: Field, value: unknown, place: Place): unknown {
  const { transform } = optionsOf(field)
  if (!transform || hasHole(value)) return value
  return attempt(place, () => {
    const made = transform(seenValue(field, value, givenItem))
    return made == null ? null : field.type.parse(made)
  })
}

/** A list with a refused element. */
export function hasHole(value: unknown): boolean {
  return Array.isArray(value) && value.includes(undefined)
}
