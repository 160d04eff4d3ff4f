import type { User } from '../access/rule.ts'
import { Misfit } from '../fields/field.ts'
import { nothing } from '../query/filter.ts'
import type { Filter, Path } from '../query/filter.ts'
import { fieldPath } from './field-path.ts'
import { idPath } from './links.ts'
import type { CollectionModel, FieldModel } from './model.ts'

/** The field that `owner(path)` speaks of: a link, a field that may hold an id, or the id itself; null: none. */
export function ownerField(collection: CollectionModel, path: string): FieldModel | 'id' | null {
  if (path === 'id') return 'id'
  const field = fieldAt(collection.fields, path.split('.'))
  return field && (field.link || OF_IDS.has(field.field.kind)) ? field : null
}

const OF_IDS: ReadonlySet<string> = new Set(['string', 'uuid', 'email', 'int', 'bigint'])

/** The field at a place, through objects and lists of objects. */
export function fieldAt(
  fields: ReadonlyMap<string, FieldModel>,
  [name, ...rest]: readonly string[],
): FieldModel | null {
  const field = fields.get(name ?? '')
  if (!field || rest.length === 0) return field ?? null
  return field.fields ? fieldAt(field.fields, rest) : null
}

/** The fields on the way to a place, the one there last. */
export function fieldsTo(
  collection: CollectionModel | undefined,
  names: readonly string[],
): readonly FieldModel[] {
  const found = names.map((_, place) =>
    collection ? fieldAt(collection.fields, names.slice(0, place + 1)) : null,
  )
  return found.filter((field) => field !== null)
}

/** The rows that name the user at the path. */
export function ownedBy(collection: CollectionModel, path: string, user: User): Filter {
  const field = ownerField(collection, path)
  if (field === null) return nothing
  if (field === 'id') return keyed(idPath, user)
  if (!field.link) return valued(field, user)
  const { link } = field
  if (link.holder === 'near' && link.by === null) return keyed(link.ends.near, user)
  const quantifier = link.many ? 'some' : 'one'
  return { kind: 'linked', link: link.ends, quantifier, of: keyed(idPath, user) }
}

function keyed(path: Path, user: User): Filter {
  return { kind: 'keys', path, keys: [user.id] }
}

/** A plain field that holds the user's id; an id that cannot be a value of it owns nothing. */
function valued(field: FieldModel, user: User): Filter {
  const path = fieldPath(field)
  if (field.inList) return keyed(path, user)
  try {
    return { kind: 'compare', path, op: 'eq', value: path.type.parse(numeral(field, user.id)) }
  } catch (error) {
    if (error instanceof Misfit) return nothing
    throw error
  }
}

function numeral({ field }: FieldModel, id: string): unknown {
  return field.kind === 'int' ? Number(id === '' ? Number.NaN : id) : id
}
