import { CORE_SCHEMA, NOT_RESOLVED, defineScalarTag, floatCoreTag, intCoreTag } from 'js-yaml'
import type { Field } from '../../../fields/field.ts'
import { orderedMapTag } from './maps.ts'

/**
 * A number whose text a JavaScript number would lose: `1.20`, `9007199254740993`. What it becomes is decided
 * by the field that it stands in.
 */
export class NumberText {
  /** Plain digits where the source had them. */
  readonly text: string
  readonly number: number
  /** Exact, where it is an integer. */
  readonly integer: bigint | null
  constructor(text: string, number: number, integer: bigint | null) {
    this.text = text
    this.number = number
    this.integer = integer
  }
}

const intTag = defineScalarTag<number | NumberText>(intCoreTag.tagName, {
  implicit: true,
  implicitFirstChars: intCoreTag.implicitFirstChars,
  identify: () => false,
  resolve(source, isExplicit, tagName) {
    const number = intCoreTag.resolve(source, isExplicit, tagName)
    if (number === NOT_RESOLVED || Number.isSafeInteger(number)) return number
    const integer = exactInteger(source)
    return new NumberText(String(integer), number, integer)
  },
})

const floatTag = defineScalarTag<number | NumberText>(floatCoreTag.tagName, {
  implicit: true,
  implicitFirstChars: floatCoreTag.implicitFirstChars,
  identify: () => false,
  resolve(source, isExplicit, tagName) {
    const number = floatCoreTag.resolve(source, isExplicit, tagName)
    if (number === NOT_RESOLVED || String(number) === source) return number
    return new NumberText(plainDigits(source), number, null)
  },
})

/** YAML 1.2 core, without merge keys and tags of other languages, with numbers that keep their digits. */
export const schema = CORE_SCHEMA.withTags(intTag, floatTag, orderedMapTag)

function exactInteger(source: string): bigint {
  const digits = BigInt(source.replace(/^[-+]/, ''))
  return source.startsWith('-') ? -digits : digits
}

/** `+.5` → `0.5`, `1.` → `1`. */
function plainDigits(source: string): string {
  const [, sign = '', digits = source] = /^([-+]?)(.*)$/.exec(source) ?? []
  const plain = digits
    .replace(/^\./, '0.')
    .replace(/\.$/, '')
    .replace(/\.(?=[eE])/, '')
  return sign === '-' ? `-${plain}` : plain
}

type Native = (stored: unknown) => unknown

/** What a parsed YAML value is for a field of this type: exact types get the digits, others numbers. */
export function nativeFor(field: Field | null): Native {
  if (field === null) return native
  const { of, type } = field as Field & { readonly of?: unknown }
  if (type.number === 'exact') return (stored) => exactFor(field, stored)
  if (isField(of)) return eachOf(nativeFor(of))
  if (Array.isArray(of) && of.every(isField)) return byPlace(of.map(nativeFor))
  return native
}

function exactFor(field: Field, stored: unknown): unknown {
  if (!(stored instanceof NumberText)) return native(stored)
  return field.type.decode(stored.text) === undefined ? native(stored) : stored.text
}

function eachOf(one: Native): Native {
  return (stored) => (Array.isArray(stored) ? stored.map(one) : native(stored))
}

function byPlace(places: readonly Native[]): Native {
  return (stored) =>
    Array.isArray(stored)
      ? stored.map((value, at) => (places[at] ?? native)(value))
      : native(stored)
}

function isField(value: unknown): value is Field {
  return typeof value === 'object' && value !== null && 'kind' in value && 'type' in value
}

/** A value without `NumberText` anywhere in it: integers beyond 2^53 are bigints, others numbers. */
export function native(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null) return stored
  if (stored instanceof NumberText) return stored.integer ?? stored.number
  if (Array.isArray(stored)) return stored.some(isBoxed) ? stored.map(native) : stored
  for (const [name, value] of Object.entries(stored)) {
    if (!isBoxed(value)) continue
    const plain = native(value)
    if (plain !== value)
      Object.defineProperty(stored, name, {
        value: plain,
        enumerable: true,
        writable: true,
        configurable: true,
      })
  }
  return stored
}

function isBoxed(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
