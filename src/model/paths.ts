/** Model paths: names and `[*]` along the model, across links, as in `$.author.books[*].title`. */

import type { CollectionModel, FieldModel, Model, ModelPath, PathStep } from './model.ts'
import { isLink } from './declared.ts'
import { suggest } from './suggest.ts'

/** A path, or what is wrong with it, in words; null: it crosses a broken link, which is told of elsewhere. */
export type PathAnswer = { readonly path: ModelPath } | { readonly wrong: string | null }

/** Reads a path from an item of the collection; it ends at a value: a field, a computed field, or an `id`. */
export function modelPath(model: Model, collection: CollectionModel, text: unknown): PathAnswer {
  if (typeof text !== 'string')
    return { wrong: 'is not a path; write text such as "$.author.name"' }
  const parts = partsOf(text)
  if (!parts)
    return {
      wrong: `"${text}" is not a path; write names and [*] behind $, such as "$.author.books[*].title"`,
    }
  return walk({ model, text, collection, fields: collection.fields, root: true }, parts, [])
}

/** The path of a computed field's `needs`; `$.` may be left out. */
export function neededPath(model: Model, collection: CollectionModel, text: unknown): PathAnswer {
  if (typeof text !== 'string' || text.startsWith('$')) return modelPath(model, collection, text)
  const found = modelPath(model, collection, `$.${text}`)
  return 'path' in found ? { path: Object.freeze({ ...found.path, text }) } : found
}

interface Part {
  readonly name: string
  readonly each: boolean
}

function partsOf(text: string): readonly Part[] | null {
  if (!/^\$(?:\.[A-Za-z_][A-Za-z0-9_]*(?:\[\*\])?)+$/.test(text)) return null
  return text
    .slice(2)
    .split('.')
    .map((part) => ({ name: part.replace('[*]', ''), each: part.endsWith('[*]') }))
}

interface Scope {
  readonly model: Model
  readonly text: string
  readonly collection: CollectionModel
  readonly fields: ReadonlyMap<string, FieldModel>
  readonly root: boolean
}

function walk(scope: Scope, parts: readonly Part[], before: readonly PathStep[]): PathAnswer {
  const [part, ...rest] = parts
  if (!part) return { wrong: `"${scope.text}" names no field` }
  const field = scope.fields.get(part.name)
  if (!field) return last(scope, part, rest, before)
  if (isLink(field.field) && !field.link) return { wrong: null }
  const step = { name: part.name, link: field.link, each: part.each }
  const many = isMany(field)
  if (part.each && !many)
    return { wrong: `"${scope.text}": "${part.name}" is no list; leave out [*]` }
  if (rest.length === 0) return ended(scope, field, [...before, step])
  if (!field.link && !field.fields)
    return { wrong: `"${scope.text}": "${part.name}" has nothing inside` }
  if (many && !part.each)
    return { wrong: `"${scope.text}": "${part.name}" is a list; write ${part.name}[*]` }
  const next = inside(scope, field)
  return next ? walk(next, rest, [...before, step]) : { wrong: null }
}

function isMany({ field }: FieldModel): boolean {
  return field.kind === 'list' || field.kind === 'refsList'
}

function inside(scope: Scope, field: FieldModel): Scope | null {
  if (!field.link) return field.fields && { ...scope, fields: field.fields, root: false }
  const far = scope.model.collections.get(field.link.to)
  return far ? { ...scope, collection: far, fields: far.fields, root: true } : null
}

/** `id` and computed fields have nothing behind them. */
function last(
  scope: Scope,
  part: Part,
  rest: readonly Part[],
  before: readonly PathStep[],
): PathAnswer {
  const computed = scope.root ? scope.collection.computed.get(part.name) : undefined
  const end = scope.root && part.name === 'id' ? 'id' : computed
  if (!end) return { wrong: unknownName(scope, part.name) }
  if (rest.length > 0 || part.each)
    return { wrong: `"${scope.text}": "${part.name}" has nothing inside` }
  return done(scope, end, [...before, { name: part.name, link: null, each: false }])
}

function unknownName({ text, collection, fields, root }: Scope, name: string): string {
  const known = [...fields.keys(), ...(root ? ['id', ...collection.computed.keys()] : [])]
  return `"${text}": ${collection.name} has no field "${name}" here.${suggest(name, known)}`
}

function ended(scope: Scope, field: FieldModel, steps: readonly PathStep[]): PathAnswer {
  if (field.link || field.fields) {
    const example = field.link ? 'id' : [...(field.fields?.keys() ?? [])][0]
    const each = isMany(field) ? '[*]' : ''
    const text = scope.text.replace(/\[\*\]$/, '')
    return {
      wrong: `"${scope.text}" ends at ${field.link ? 'a link' : 'an object'}; name a field in it, such as "${text}${each}.${example}"`,
    }
  }
  return done(scope, field, steps)
}

function done(scope: Scope, field: ModelPath['field'], steps: readonly PathStep[]): PathAnswer {
  const many = steps.some((step) => step.each)
  return {
    path: Object.freeze({
      text: scope.text,
      steps: Object.freeze(steps),
      field,
      collection: scope.collection.name,
      many,
    }),
  }
}
