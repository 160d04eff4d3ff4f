import type { Field, FieldType, Fields } from './field.ts'
import { Misfit } from './field.ts'
import { joinIdentities } from './identity.ts'
import { misfit } from './misfit.ts'
import { nearest } from './nearest.ts'
import { objectOperators } from './operators.ts'
import { byElements, nullsFirst } from './order.ts'

const NAME = 'an object'

/** Members by name; one that does not fit reads as null and costs only itself. */
type Members = Readonly<Record<string, unknown>>

/** The type of nested objects with these fields. */
export function objectType(fields: Fields): FieldType {
  const all = Object.entries(fields)
  const values = (value: unknown): unknown[] => all.map(([name]) => asMembers(value)[name])
  const compareAt = (x: unknown, y: unknown, at: number): number =>
    nullsFirst(x, y, (a, b) => all[at]?.[1].type.compare(a, b) ?? 0)
  return Object.freeze<FieldType>({
    name: NAME,
    scalar: null,
    operators: objectOperators,
    parse: (input) => parseMembers(fields, asMembers(input)),
    decode: (stored) => (isMembers(stored) ? decodeMembers(all, stored) : undefined),
    encode: (value) => mapMembers(all, asMembers(value), (type, each) => type.encode(each)),
    compare: (a, b) => byElements(values(a), values(b), compareAt),
    identity: (value) =>
      joinIdentities(
        values(value).map((each, i) =>
          each == null ? null : (all[i]?.[1].type.identity(each) ?? null),
        ),
      ),
  })
}

function decodeMembers(all: readonly [string, Field][], stored: Members): Members {
  return mapMembers(all, stored, (type, each) => type.decode(each) ?? null)
}

/** Declared members that are there; missing ones stay missing, null stays null. */
function mapMembers(
  all: readonly [string, Field][],
  members: Members,
  make: (type: FieldType, value: unknown) => unknown,
): Members {
  const kept = all.filter(([name]) => Object.hasOwn(members, name) && members[name] !== undefined)
  return Object.fromEntries(
    kept.map(([name, { type }]) => [
      name,
      members[name] === null ? null : make(type, members[name]),
    ]),
  )
}

function parseMembers(fields: Fields, input: Members): Members {
  for (const name of Object.keys(input)) {
    if (!Object.hasOwn(fields, name))
      throw new Misfit(unknownName(name, Object.keys(fields)), [name])
  }
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => input[name] !== undefined)
      .map(([name, field]) => [name, parseMember(field.type, input[name], name)]),
  )
}

function parseMember(type: FieldType, input: unknown, name: string): unknown {
  try {
    return input === null ? null : type.parse(input)
  } catch (error) {
    throw error instanceof Misfit ? new Misfit(error.message, [name, ...error.path]) : error
  }
}

/** What is wrong with a name that no field has. */
export function unknownName(name: string, names: readonly string[]): string {
  const near = nearest(name, names)
  const known = names.length > 0 ? ` Known: ${names.join(', ')}.` : ''
  return `no field is called ${JSON.stringify(name)}.${near ? ` Did you mean "${near}"?` : known}`
}

/** The object itself. @throws Misfit */
export function asMembers(input: unknown): Members {
  if (isMembers(input)) return input
  throw misfit(input, NAME)
}

/** Objects that are nothing else: no lists, dates, bytes, keys. */
function isMembers(value: unknown): value is Members {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || isForeignPlain(prototype)
}

/** Plain objects of another realm, e.g. from a test runner's context. */
function isForeignPlain(prototype: unknown): boolean {
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'isPrototypeOf')
  )
}
