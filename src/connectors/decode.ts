import type { Field, FieldType, Fields } from '../fields/field.ts'
import { isListField } from '../fields/list.ts'
import { isObjectField } from '../fields/object.ts'
import type { Row } from '../query/row.ts'
import { mismatches, type Mismatch, type Shape, type StoredName } from './connector.ts'
import { ItemMistake } from './item-mistake.ts'
import { idReader } from './row-id.ts'
import { dottedPath, isMap, memberReader as ownReader, type PathReader } from './stored-path.ts'

/** A stored item → the row. `name` is its file name, map key or address. @throws ItemMistake */
export type RowDecoder = (stored: unknown, name?: string) => Row

/** What a connector may do otherwise. */
export interface DecodeOptions {
  /** How a stored path is read; the default goes through own members: `borrower.id`. */
  readonly path?: (path: string) => PathReader
  /** What a stored value is for a field, before the field's type decodes it; null: an id, or what a codec reads. */
  readonly native?: Native
}

type Native = (field: Field | null) => (stored: unknown) => unknown

/** Where misfits are noted while one item is decoded. */
interface Notes {
  found: Mismatch[] | null
}

/** `here` is the map in which the field stands, `root` the item (inside a list: the element). */
type Reader = (here: unknown, root: object, notes: Notes) => unknown

interface Place {
  readonly shape: Shape
  readonly path: (path: string) => PathReader
  readonly native: Native
  /** Dotted, ours. */
  readonly name: string
}

/**
 * Turns stored items into rows: stored names and codings into declared ones, every value decoded by its type;
 * undeclared keys are dropped, a missing key stays missing, and what does not fit is null (with
 * `onMismatch: 'error'` also noted under `mismatches`).
 */
export function rowDecoder(shape: Shape, options: DecodeOptions = {}): RowDecoder {
  const path = options.path ?? dottedPath
  const native = options.native ?? (() => (stored: unknown) => stored)
  const plain = native(null)
  const readId = idReader(shape, (at) => {
    const read = path(at)
    return (stored) => plain(read(stored))
  })
  const members = memberReaders(shape.fields, { shape, path, native, name: '' })
  const newRow = rowsOf(members.map(([field]) => field))
  return (stored, name) => {
    if (!isMap(stored)) throw new ItemMistake(`is ${kindOf(stored)}; a map of fields is expected`)
    const notes: Notes = { found: null }
    const row = newRow(readId(stored, name), (at) => members[at]?.[1](stored, stored, notes))
    if (notes.found && shape.onMismatch === 'error') row[mismatches] = notes.found
    return row as unknown as Row
  }
}

/**
 * Makes rows of these fields. Most rows have all of them: those are copies of one object, which costs half of what adding
 * the fields one by one does.
 */
function rowsOf(
  fields: readonly string[],
): (id: unknown, read: (at: number) => unknown) => Record<string | symbol, unknown> {
  const whole: Record<string, unknown> = { id: null }
  for (const field of fields) whole[field] = null
  return (id, read) => {
    let row: Record<string | symbol, unknown> = { ...whole }
    row['id'] = id
    let gap = false
    for (let at = 0; at < fields.length; at++) {
      const value = read(at)
      if (value === undefined && !gap) {
        gap = true
        row = partOf(row, fields, at)
      }
      if (value !== undefined) row[fields[at] ?? ''] = value
    }
    return row
  }
}

/** The id and the first fields of a row. */
function partOf(
  row: Readonly<Record<string | symbol, unknown>>,
  fields: readonly string[],
  count: number,
): Record<string | symbol, unknown> {
  const part: Record<string | symbol, unknown> = { id: row['id'] }
  for (const field of fields.slice(0, count)) part[field] = row[field]
  return part
}

/** The misfits of a row, of a collection whose `onMismatch` is `error`. */
export function mismatchesOf(row: Row): readonly Mismatch[] {
  const noted = (row as unknown as Readonly<Record<symbol, unknown>>)[mismatches]
  return (noted as readonly Mismatch[] | undefined) ?? []
}

function memberReaders(fields: Fields, place: Place): (readonly [string, Reader])[] {
  return Object.entries(fields).map(([name, field]) => {
    const dotted = place.name === '' ? name : `${place.name}.${name}`
    return [name, memberReader(field, name, { ...place, name: dotted })] as const
  })
}

function memberReader(field: Field, name: string, place: Place): Reader {
  const stored = place.shape.stored[place.name]
  const at = locate(stored, name, place)
  const read = valueReader(field, place)
  return (here, root, notes) => read(at(here, root), root, notes)
}

function locate(
  stored: StoredName | undefined,
  name: string,
  place: Place,
): (here: unknown, root: object) => unknown {
  const at = typeof stored === 'string' ? stored : stored?.at
  if (at === undefined) {
    const own = ownReader(name)
    return (here, root) => (here === root || isMap(here) ? own(here as object) : undefined)
  }
  const read = place.path(at)
  return (_, root) => read(root)
}

/** Reads the value at a place (`here`) as the field's. */
function valueReader(field: Field, place: Place): Reader {
  const stored = place.shape.stored[place.name]
  if (typeof stored === 'object' && stored.codec) return codedReader(field, stored.codec, place)
  const fields = membersOf(field)
  if (fields) return objectReader(field, fields, place)
  const of = elementOf(field)
  if (of && membersOf(of)) return listReader(field, of, place)
  return leafReader(field, place)
}

function leafReader(field: Field, place: Place): Reader {
  const native = place.native(field)
  return (here, _, notes) => {
    if (here === undefined || here === null) return here
    const value = field.type.decode(native(here))
    return value === undefined ? misfit(notes, place.name, field.type) : value
  }
}

function codedReader(
  field: Field,
  codec: { decode(stored: unknown): unknown },
  place: Place,
): Reader {
  const native = place.native(null)
  const read = leafReader(field, { ...place, native: () => (stored) => stored })
  return (here, root, notes) => {
    if (here === undefined || here === null) return here
    const value = quietly(() => codec.decode(native(here)))
    return value === undefined ? misfit(notes, place.name, field.type) : read(value, root, notes)
  }
}

/** A nested object: there when it is stored as a map, or when a member that is stored elsewhere is. */
function objectReader(field: Field, fields: Fields, place: Place): Reader {
  const members = memberReaders(fields, place)
  const noMap = (here: unknown, notes: Notes): unknown =>
    here === undefined || here === null ? here : misfit(notes, place.name, field.type)
  const scattered = Object.keys(place.shape.stored).some((name) =>
    name.startsWith(`${place.name}.`),
  )
  return (here, root, notes) => {
    const map = isMap(here)
    if (!map && !scattered) return noMap(here, notes)
    const value: Record<string, unknown> = {}
    let filled = map
    for (const [name, read] of members) {
      const member = read(here, root, notes)
      if (member === undefined) continue
      value[name] = member
      filled = true
    }
    if (filled) return value
    return noMap(here, notes)
  }
}

/** A list of objects; with an element that is no map the list does not fit. */
function listReader(field: Field, of: Field, place: Place): Reader {
  const read = valueReader(of, place)
  return (here, _, notes) => {
    if (here === undefined || here === null) return here
    if (!Array.isArray(here) || !here.every(isMap)) return misfit(notes, place.name, field.type)
    return here.map((element, at) => {
      const inner: Notes = { found: null }
      const value = read(element, element, inner)
      for (const each of inner.found ?? []) {
        note(notes, { ...each, path: `${place.name}.${at}${each.path.slice(place.name.length)}` })
      }
      return value
    })
  }
}

function misfit(notes: Notes, path: string, type: FieldType): null {
  note(notes, { path, type })
  return null
}

function note(notes: Notes, mismatch: Mismatch): void {
  notes.found ??= []
  notes.found.push(mismatch)
}

/** A user's codec that throws means that the value does not fit. */
function quietly(work: () => unknown): unknown {
  try {
    return work()
  } catch {
    return undefined
  }
}

function membersOf(field: Field): Fields | undefined {
  return isObjectField(field) ? field.fields : undefined
}

function elementOf(field: Field): Field | undefined {
  return isListField(field) ? field.of : undefined
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  return Array.isArray(value)
    ? 'a list'
    : typeof value === 'object'
      ? 'no plain map'
      : `a ${typeof value}`
}
