import type { Document } from 'mongodb'
import type { Field, Fields } from '../../../fields/field.ts'
import { isListField } from '../../../fields/list.ts'
import { isObjectField } from '../../../fields/object.ts'
import type { FieldSet } from '../../../query/row.ts'
import type { Shape } from '../../connector.ts'
import { idSource, isPlainPath } from './columns.ts'

const PLACEHOLDER = /\{([^{}]+)\}/g

/**
 * The stored paths of some fields, as the server is asked for them; null asks for whole documents, where a path cannot be
 * named. Lists of objects come whole, and with `onMismatch: 'error'` objects too: what does not fit would be cut away.
 */
export function projectionOf(shape: Shape): (fields: FieldSet) => Document | null {
  const ids = idPaths(shape)
  const known = new Map<string, Document | null>()
  return (fields) => {
    const key = fields === null ? '*' : fields.join(' ')
    const found = known.get(key)
    if (found !== undefined) return found
    const names = fields ?? Object.keys(shape.fields)
    const paths = [...ids, ...names.flatMap((name) => storedPaths(shape, name))]
    const made = paths.every(isPlainPath) ? inclusion(paths) : null
    if (known.size < 1_000) known.set(key, made)
    return made
  }
}

/** What the id is read from. */
export function idPaths(shape: Shape): readonly string[] {
  const { at, template } = idSource(shape)
  if (at !== null) return [at]
  return [...(template ?? '').matchAll(PLACEHOLDER)].flatMap(([, name = '']) => {
    const alias = shape.stored[name]
    const theirs = typeof alias === 'string' ? alias : alias?.at
    return theirs === undefined ? [name] : [name, theirs]
  })
}

/** A path and one below it cannot stand together. */
function inclusion(paths: readonly string[]): Document {
  const all = [...new Set(paths)].sort()
  const kept = all.filter((path) => !all.some((other) => path.startsWith(`${other}.`)))
  const own = kept.some((path) => path === '_id' || path.startsWith('_id.'))
  return { ...(own ? {} : { _id: 0 }), ...Object.fromEntries(kept.map((path) => [path, 1])) }
}

function storedPaths(shape: Shape, name: string): readonly string[] {
  if (name === 'id') return []
  let fields: Fields = shape.fields
  let base = ''
  const names = name.split('.')
  for (const [i, each] of names.entries()) {
    const field = Object.hasOwn(fields, each) ? fields[each] : undefined
    if (!field) return []
    const ours = names.slice(0, i + 1).join('.')
    base = storedAt(shape, ours, { base, name: each })
    const last = i === names.length - 1
    if (!isObjectField(field)) return [base]
    if (last || isCoded(shape, ours)) return [base, ...memberPaths(shape, field.fields, ours)]
    if (shape.onMismatch === 'error') {
      return [base, ...memberPaths(shape, field.fields, ours)]
    }
    fields = field.fields
  }
  return []
}

function storedAt(shape: Shape, ours: string, from: { base: string; name: string }): string {
  const stored = shape.stored[ours]
  const own = typeof stored === 'string' ? stored : stored?.at
  return own ?? (from.base === '' ? from.name : `${from.base}.${from.name}`)
}

function isCoded({ stored }: Shape, ours: string): boolean {
  const own = stored[ours]
  return typeof own === 'object' && own.codec !== undefined
}

/** Members of an object that are stored outside of it. */
function memberPaths(shape: Shape, fields: Fields, ours: string): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]: [string, Field]) => {
    const dotted = `${ours}.${name}`
    const stored = shape.stored[dotted]
    const own = typeof stored === 'string' ? stored : stored?.at
    const inner =
      isObjectField(field) && !isListField(field) ? memberPaths(shape, field.fields, dotted) : []
    return own === undefined ? inner : [own, ...inner]
  })
}
