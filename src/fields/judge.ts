import { inside, intoList, intoObject, placeText, report } from './border.ts'
import type { Members, Place } from './border.ts'
import { optionsOf } from './declared.ts'
import type { Field, Fields } from './field.ts'
import { isListField } from './list.ts'
import { isObjectField } from './object.ts'
import { seenItem, seenValue } from './seen.ts'
import { hasHole } from './take.ts'
import { isTupleField } from './tuple.ts'

/** Values being judged; a default of a field that does not exist is taken off again. */
type Values = Record<string, unknown>

/** How the whole item is asked whether a field exists; null: it is not known well enough to ask. */
export type Item = Members | null

/**
 * The second half of the border: which fields exist, which are required, bounds and checks. It needs the whole
 * item, since `when` may look at any field of it.
 */
export function judgeFields(fields: Fields, values: Values, place: Place, item: Item): void {
  const { refused } = place.border
  for (const [name, field] of Object.entries(fields)) {
    const here = inside(place, name)
    if (values[name] === undefined && refused.has(placeText(here.path))) continue
    if (exists(field, item)) judgeValue(field, values[name], here, item)
    else judgeAbsent(values, name, here)
  }
}

function exists(field: Field, item: Item): boolean {
  const when = field.options.when as ((item: unknown) => boolean) | undefined
  return !when || item === null || when(item) === true
}

function judgeAbsent(values: Values, name: string, place: Place): void {
  if (place.border.defaulted.has(placeText(place.path))) delete values[name]
  else if (values[name] != null)
    report(place, 'when', 'cannot be set: the field does not exist for this item')
}

function judgeValue(field: Field, value: unknown, place: Place, item: Item): void {
  const { required } = field.options
  if (value === undefined && place.mode === 'update') return
  if (value === null || value === undefined) {
    if (required) report(place, 'required', 'is required')
    return
  }
  if (required && isEmpty(value)) report(place, 'required', 'is required and may not be empty')
  for (const bound of field.bounds ?? []) {
    const wrong = bound.wrong(value)
    if (wrong !== null) report(place, bound.rule, wrong)
  }
  judgeInside(field, value, place, item)
  judgeCheck(field, value, place)
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0)
}

function judgeInside(field: Field, value: unknown, place: Place, item: Item): void {
  if (isObjectField(field)) judgeFields(field.fields, value as Values, intoObject(place), item)
  else if (isListField(field)) judgeEach(() => field.of, value as readonly unknown[], place, item)
  else if (isTupleField(field))
    judgeEach((i) => field.of[i], value as readonly unknown[], place, item)
}

function judgeEach(
  fieldAt: (i: number) => Field | undefined,
  values: readonly unknown[],
  place: Place,
  item: Item,
): void {
  values.forEach((each, i) => {
    const field = fieldAt(i)
    if (field && each !== undefined) judgeValue(field, each, inside(intoList(place), i), item)
  })
}

/** The user's own check sees what code sees: of an object, what it will hold. */
function judgeCheck(field: Field, value: unknown, place: Place): void {
  const { check } = optionsOf(field)
  if (!check || hasHole(value)) return
  const answer = check(seenValue(field, whole(field, value, place), seenItem))
  if (answer !== true)
    report(place, 'check', typeof answer === 'string' ? answer : 'was refused by its check')
}

function whole(field: Field, value: unknown, place: Place): unknown {
  return isObjectField(field) ? { ...intoObject(place).stored, ...(value as Members) } : value
}
