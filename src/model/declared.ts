/** Declarations as they come out of modules: not trusted to have the shape that their types promise. */

import type { Field, Fields } from '../fields/field.ts'

/** What `collection()` makes. */
export interface CollectionDeclaration {
  readonly kind: 'collection'
  readonly type: string
  /** With those of all kinds. */
  readonly fields: Fields
  readonly computed: Readonly<Record<string, unknown>>
  readonly options: Readonly<Record<string, unknown>>
  /** Of a collection with kinds: the fields that all of them have. */
  readonly common?: Fields
}

/** What `selection()` and `action()` make. */
export interface PartDeclaration {
  readonly kind: 'selection' | 'action'
  readonly on: unknown
  readonly options: Readonly<Record<string, unknown>>
}

/** A collection with its name and what is exported on it. */
export interface Declared {
  readonly name: string
  readonly file: string | null
  readonly declaration: CollectionDeclaration
  readonly selections: readonly DeclaredSelection[]
}

/** A selection under its export name. */
export interface DeclaredSelection {
  readonly name: string
  readonly file: string | null
  readonly options: Readonly<Record<string, unknown>>
}

/** A plain look at any object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isCollection(value: unknown): value is CollectionDeclaration {
  return isObject(value) && value['kind'] === 'collection' && typeof value['type'] === 'string'
}

export function isPart(value: unknown): value is PartDeclaration {
  return isObject(value) && (value['kind'] === 'selection' || value['kind'] === 'action')
}

export function isField(value: unknown): value is Field {
  return isObject(value) && typeof value['kind'] === 'string' && isObject(value['type'])
}

/** The fields of a declaration, those that are fields. */
export function fieldsOf(value: unknown): readonly (readonly [string, Field])[] {
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, field]) =>
    isField(field) ? [[name, field] as const] : [],
  )
}

/** Of a `list`: its elements; else the field itself. */
export function elementOf(field: Field): Field {
  const of = field.kind === 'list' ? (field as { readonly of?: unknown }).of : undefined
  return isField(of) ? elementOf(of) : field
}

/** The fields of an object, or of the objects in a list; null for anything else. */
export function innerFields(field: Field): Fields | null {
  const element = elementOf(field)
  if (element.kind !== 'object') return null
  const fields = (element as { readonly fields?: unknown }).fields
  return isObject(fields) ? (fields as Fields) : {}
}

/** Whether the field is a ref or a refsList. */
export function isLink(field: Field): boolean {
  return field.kind === 'ref' || field.kind === 'refsList'
}

/** An option of a field that ought to be text. */
export function textOption(field: Field, name: string): string | null {
  const value = field.options[name]
  return typeof value === 'string' ? value : null
}

/** Every field of a collection with its place, nested ones after their object. */
export interface Placed {
  readonly path: readonly string[]
  readonly field: Field
  /** Behind a list of objects. */
  readonly inList: boolean
}

/** Half of the rules ask for them; declarations are frozen. */
const walked = new WeakMap<object, readonly Placed[]>()

/** Walks the fields of a declaration, depth first. */
export function placedFields(fields: unknown): readonly Placed[] {
  if (!isObject(fields)) return []
  const known = walked.get(fields) ?? placedWithin(fields, [], false)
  walked.set(fields, known)
  return known
}

function placedWithin(fields: unknown, path: readonly string[], inList: boolean): Placed[] {
  return fieldsOf(fields).flatMap(([name, field]) => {
    const here = [...path, name]
    const inner = innerFields(field)
    const within = inner ? placedWithin(inner, here, inList || field.kind === 'list') : []
    return [{ path: here, field, inList }, ...within]
  })
}
