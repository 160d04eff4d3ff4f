import type { FieldType } from '../fields/field.ts'
import type { Key } from '../fields/key.ts'
import type { Path } from './filter.ts'
import type { Row } from './row.ts'

/** Reads one value out of a row. */
export type Read = (row: Row) => unknown

/**
 * The decoded value at a path: null where null is stored, undefined where the key (or an object on the way) is
 * missing, unless the path says what a missing key means (`absent: []`).
 */
export function valueAt(row: Row, { names, absent }: Path): unknown {
  const value = follow(row, names)
  return value === undefined && absent !== undefined && around(row, names) ? absent : value
}

/** Whether the key itself is there, whatever it holds; `absent` changes nothing here. */
export function hasKey(row: Row, path: Path): boolean {
  return follow(row, path.names) !== undefined
}

/** `valueAt` for one path and many rows. */
export function reader(path: Path): Read {
  const name = plainName(path)
  if (name === null) return (row) => valueAt(row, path)
  const { absent } = path
  if (absent === undefined) return (row) => row[name]
  return (row) => (row[name] === undefined ? absent : row[name])
}

/**
 * Every key that a path reaches, through lists and lists of objects, nulls left out: the one of a ref, all of a
 * refsList, those of the refs in a list of objects.
 */
export function keysAt(row: Row, path: Path): readonly Key[] {
  const found: Key[] = []
  unwind(row, path, (value) => {
    if (Array.isArray(value))
      found.push(...value.filter((key) => key !== null && key !== undefined))
    else if (value !== null && value !== undefined) found.push(value as Key)
  })
  return found
}

/**
 * Every value that a path reaches, lists unwound. A missing or empty list gives nothing; an element without the
 * value gives null.
 */
export function valuesAt(row: Row, path: Path): readonly unknown[] {
  const found: unknown[] = []
  unwind(row, path, (value) => elements(value, path.type, (one) => found.push(one ?? null)))
  return found
}

/** `valuesAt` for one path and many rows, without a list for each. */
export function visitor(path: Path): (row: Row, visit: Visit) => void {
  const name = plainName(path)
  const { type } = path
  if (name === null)
    return (row, visit) => unwind(row, path, (value) => elements(value, type, visit))
  const { absent } = path
  return (row, visit) => elements(row[name] === undefined ? absent : row[name], type, visit)
}

type Visit = (value: unknown) => void

/** The one name of a path that needs no care on the way. */
function plainName({ names }: Path): string | null {
  const [name] = names
  return name === undefined || names.length > 1 || inherited(name) ? null : name
}

/** The type of the values that `valuesAt` gives: of a list, that of its elements. */
export function elementType(type: FieldType): FieldType {
  return type.element ? elementType(type.element) : type
}

function follow(row: unknown, names: readonly string[]): unknown {
  let value = row
  for (const name of names) value = member(value, name)
  return value
}

/** Walks through lists of objects on the way; what stands at the end is left as it is, or as `absent` says. */
function unwind(value: unknown, { names, absent }: Walk, found: Visit): void {
  const [name, ...deeper] = names
  if (name === undefined) found(value)
  else if (Array.isArray(value))
    for (const element of value) unwind(element, { names, absent }, found)
  else {
    const next = member(value, name)
    const missing = next === undefined && deeper.length === 0 && isObject(value)
    unwind(missing ? absent : next, { names: deeper, absent }, found)
  }
}

type Walk = Pick<Path, 'names' | 'absent'>

/** The object around the last name is there. */
function around(row: Row, names: readonly string[]): boolean {
  return names.length === 1 || isObject(follow(row, names.slice(0, -1)))
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The elements of a list, as deep as its type says: a tuple or JSON that is an array is one value. */
function elements(value: unknown, type: FieldType, found: Visit): void {
  if (!type.element || !Array.isArray(value)) found(value)
  else for (const element of value) elements(element, type.element, found)
}

/** A property of an object of ours; never what lists and prototypes bring along. */
function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  if (inherited(name) && !Object.hasOwn(value, name)) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}

function inherited(name: string): boolean {
  return name in Object.prototype
}
