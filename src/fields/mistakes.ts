import { optionsOf } from './declared.ts'
import { Misfit } from './field.ts'
import type { Field } from './field.ts'
import { shown } from './misfit.ts'
import { optionMistakes } from './option-mistakes.ts'

/** Kinds whose `min` and `max` count characters, bytes or elements. */
const SIZED = new Set(['string', 'email', 'url', 'bytes', 'list', 'refsList'])

/**
 * What is wrong with the options of a field, as sentences for a start-up mistake: options that there are not,
 * bounds and defaults that are not of the type, a `min` above its `max`. Nested fields are asked one by one.
 *
 * @example
 * fieldMistakes(int({ min: 3, default: 1 })) // ['default: 1 is below the minimum 3']
 */
export function fieldMistakes(field: Field): readonly string[] {
  const limits = SIZED.has(field.kind) ? sizeMistakes(field) : limitMistakes(field)
  const known = optionMistakes(field)
  const before = [...known, ...limits, ...oneOfMistakes(field), ...absentMistakes(field)]
  return [...before, ...(known.length + limits.length > 0 ? [] : defaultMistakes(field))]
}

function sizeMistakes({ options: { min, max } }: Field): readonly string[] {
  const wrong = Object.entries({ min, max })
    .filter(([, size]) => size !== undefined && !(Number.isSafeInteger(size) && Number(size) >= 0))
    .map(([name, size]) => `${name}: ${shown(size)} is not a size; write an integer from 0`)
  if (wrong.length > 0 || min === undefined || max === undefined) return wrong
  return Number(min) > Number(max) ? [`min ${shown(min)} is above max ${shown(max)}`] : []
}

function limitMistakes({ type, options: { min, max } }: Field): readonly string[] {
  const wrong = [...typeMistake(type.parse, 'min', min), ...typeMistake(type.parse, 'max', max)]
  if (wrong.length > 0 || min === undefined || max === undefined) return wrong
  const crossed = type.compare(type.parse(min), type.parse(max)) > 0
  return crossed ? [`min ${shown(min)} is above max ${shown(max)}`] : []
}

function oneOfMistakes({ type, options: { oneOf } }: Field): readonly string[] {
  if (oneOf === undefined) return []
  if (!Array.isArray(oneOf) || oneOf.length === 0)
    return ['oneOf: needs a list of at least one value']
  return oneOf.flatMap((each) => typeMistake(type.parse, 'oneOf', each))
}

/** What a missing key means has to be a value of the type; of a list only the empty one. */
function absentMistakes(field: Field): readonly string[] {
  const { kind, type } = field
  const { absent } = optionsOf(field)
  if (absent === undefined) return []
  if (kind !== 'list') return typeMistake(type.parse, 'absent', absent)
  const empty = Array.isArray(absent) && absent.length === 0
  return empty ? [] : [`absent: takes [] on a list, not ${shown(absent)}`]
}

/** A default that every create would be refused for; one that a function makes is not known yet. */
function defaultMistakes(field: Field): readonly string[] {
  const { default: preset } = optionsOf(field)
  if (preset === undefined || preset === null || typeof preset === 'function') return []
  const wrong = typeMistake(field.type.parse, 'default', preset)
  if (wrong.length > 0) return wrong
  const value = field.type.parse(preset)
  return (field.bounds ?? []).flatMap((bound) => {
    const words = bound.wrong(value)
    return words === null ? [] : [`default: ${words}`]
  })
}

function typeMistake(
  parse: (input: unknown) => unknown,
  name: string,
  value: unknown,
): readonly string[] {
  try {
    if (value !== undefined) parse(value)
    return []
  } catch (error) {
    if (error instanceof Misfit) return [`${name}: ${error.message}`]
    throw error
  }
}
