import type { Field, FieldType, Fields } from '../../../fields/field.ts'
import { isListField } from '../../../fields/list.ts'
import { isObjectField } from '../../../fields/object.ts'
import { idType } from '../../../fields/id.ts'
import { declared } from '../../../fields/declared.ts'
import { prefers } from '../../../query/figure.ts'
import type { FieldCodec, Shape } from '../../connector.ts'
import { codedKind, elementKindOf, kindOf } from './kinds/index.ts'
import { keyKind, ownIdKind } from './kinds/keys.ts'
import type { Kind } from './kinds/kind.ts'
import { nativeFor } from './native.ts'

/** Where the values of a path are stored, and what can be asked of them. */
export interface Column {
  /** Ours, dotted. */
  readonly name: string
  /** Stored paths of the lists of objects on the way, each from the element of the one before. */
  readonly lists: readonly string[]
  /** The stored path of the value, from the document or the element of the last list. */
  readonly at: string
  /** Of the value, or of the elements of the list that it is; null: nothing can be asked. */
  readonly kind: Kind | null
  readonly shape: 'value' | 'list' | 'object' | 'objects'
  /** The stored map of the object around it, from the same place; null at the top. */
  readonly around: string | null
  /** A stored value (of a list: an element) as decoded; undefined where it does not fit. */
  readonly decode: (stored: unknown) => unknown
  /** Of decoded values that are equal, whether the one stands for both. */
  readonly prefers: (value: unknown, other: unknown) => boolean
  /** Equal exactly for decoded values that are equal. */
  readonly identity: FieldType['identity']
  /** Members of the object around it are stored elsewhere: whether it is there cannot be asked. */
  readonly astray: boolean
  /** The same of the members of this object. */
  readonly scattered: boolean
}

/** The columns of a collection, by the names of a path. */
export interface Columns {
  /** null where the path names nothing that is stored. */
  of(names: readonly string[]): Column | null
}

/** What a document is identified by. */
export interface IdSource {
  /** The stored path; null where a template composes the id. */
  readonly at: string | null
  readonly template: string | null
}

export function idSource({ idFrom }: Shape): IdSource {
  if (idFrom?.includes('{')) return { at: null, template: idFrom }
  return { at: idFrom ?? '_id', template: null }
}

/** The columns of a collection's declared fields and its id. */
export function columnsOf(shape: Shape, validated: boolean): Columns {
  const known = new Map<string, Column | null>()
  return {
    of(names) {
      const name = names.join('.')
      const found = known.get(name)
      if (found !== undefined) return found
      const made = name === 'id' ? idColumn(shape) : find(names, { shape, validated })
      known.set(name, made)
      return made
    },
  }
}

/** What a path of the query language can name. */
export function isPlainPath(at: string): boolean {
  return at.split('.').every((name) => name !== '' && !name.startsWith('$') && !name.includes('\0'))
}

function idColumn(shape: Shape): Column | null {
  const { at } = idSource(shape)
  if (at === null) return null
  const place = { around: null, astray: false, scattered: false }
  const kind = at === '_id' ? ownIdKind(shape.idType) : keyKind(shape.idType)
  return { name: 'id', lists: [], at, kind, shape: 'value', ...keyValues, ...place }
}

interface Place {
  readonly shape: Shape
  readonly validated: boolean
}

interface Walk {
  readonly fields: Fields
  readonly lists: readonly string[]
  /** The stored path of the object whose fields these are; '' at the top. */
  readonly base: string
  /** Ours, dotted, with a dot at the end. */
  readonly prefix: string
}

function find(names: readonly string[], place: Place): Column | null {
  const start: Walk = { fields: place.shape.fields, lists: [], base: '', prefix: '' }
  return step(names, start, place)
}

function step([name, ...deeper]: readonly string[], walk: Walk, place: Place): Column | null {
  if (name === undefined || !Object.hasOwn(walk.fields, name)) return null
  const field = walk.fields[name]
  if (!field) return null
  const ours = walk.prefix + name
  const stored = place.shape.stored[ours]
  const own = typeof stored === 'string' ? stored : stored?.at
  const at = own ?? (walk.base === '' ? name : `${walk.base}.${name}`)
  const codec = typeof stored === 'object' ? stored.codec : undefined
  const here = { ...walk, base: at, prefix: `${ours}.` }
  if (deeper.length > 0) return codec ? null : inside(field, deeper, { walk: here, place })
  const around = walk.base === '' ? null : walk.base
  const astray = around !== null && hasOwnMember(place.shape, walk.prefix)
  const scattered = isObjectField(field) && hasOwnMember(place.shape, `${ours}.`)
  const column = { name: ours, lists: walk.lists, at, around, astray, scattered }
  if (!isPlainPath([...walk.lists, at].join('.'))) return null
  if (codec)
    return {
      ...column,
      shape: 'value',
      kind: codedKind(codec),
      decode: coded(field, codec),
      ...compared(field),
    }
  const content = contentOf(field, place)
  const each = content.shape === 'list' ? elementField(field) : field
  return { ...column, ...content, decode: decoding(each), ...compared(each) }
}

function inside(
  field: Field,
  names: readonly string[],
  { walk, place }: { walk: Walk; place: Place },
): Column | null {
  if (isObjectField(field)) return step(names, { ...walk, fields: field.fields }, place)
  if (!isListField(field) || !isObjectField(field.of)) return null
  const lists = [...walk.lists, walk.base]
  return step(names, { ...walk, lists, base: '', fields: field.of.fields }, place)
}

function contentOf(field: Field, { validated }: Place): Pick<Column, 'shape' | 'kind'> {
  if (isObjectField(field)) return { shape: 'object', kind: null }
  if (field.kind === 'refsList') return { shape: 'list', kind: elementKindOf(key, validated) }
  if (!isListField(field)) return { shape: 'value', kind: kindOf(field, validated) }
  if (isObjectField(field.of)) return { shape: 'objects', kind: null }
  return { shape: 'list', kind: elementKindOf(field.of, validated) }
}

function elementField(field: Field): Field {
  return isListField(field) ? field.of : key
}

function compared({ type }: Field): Pick<Column, 'identity' | 'prefers'> {
  return { identity: type.identity, prefers: (value, other) => prefers(type, value, other) }
}

function decoding(field: Field): Column['decode'] {
  const native = nativeFor(field)
  return (stored) => (stored === null ? null : field.type.decode(native(stored)))
}

function coded(field: Field, codec: FieldCodec): Column['decode'] {
  const native = nativeFor(null)
  return (stored) => (stored === null ? null : field.type.decode(codec.decode(native(stored))))
}

/** Stands for the elements of a refsList. */
const key: Field = declared({ kind: 'ref', options: {}, type: idType })
const keyValues = { decode: decoding(key), ...compared(key) }

function hasOwnMember({ stored }: Shape, prefix: string): boolean {
  return Object.keys(stored).some((name) => name.startsWith(prefix))
}
