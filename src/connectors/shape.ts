import type { Field } from '../fields/field.ts'
import type { CollectionModel, StoreModel } from '../model/model.ts'
import type { FieldCodec, Shape, StoredName } from './connector.ts'
import { isMap } from './stored-path.ts'
import { urlCodec } from './url-codec.ts'

/** What a connector is told about a collection: options of the collection win over those of its store. */
export function shapeOf(collection: CollectionModel, store: StoreModel): Shape {
  const own = collection.store.options
  const id = own['id'] ?? store.options['id']
  const onMismatch = own['onMismatch'] ?? store.options['onMismatch']
  return Object.freeze({
    name: collection.name,
    append: collection.store.append,
    fields: Object.freeze(declaredFields(collection)),
    idFrom: idFromOf(id),
    idCodec: isMap(id) && typeof id['url'] === 'string' ? urlCodec(id['url']) : null,
    idType: collection.idType,
    stored: Object.freeze({ ...storedNames(store.options), ...storedNames(own) }),
    unique: collection.unique,
    onMismatch: onMismatch === 'error' ? 'error' : 'null',
    options: own,
  })
}

/** A field or a template, also of `{ at, url }`. */
function idFromOf(id: unknown): string | null {
  const from = isMap(id) ? id['at'] : id
  return typeof from === 'string' ? from : null
}

function declaredFields(collection: CollectionModel): Record<string, Field> {
  const fields: Record<string, Field> = Object.create(null)
  for (const [name, { field }] of collection.fields) fields[name] = field
  return fields
}

function storedNames(options: Readonly<Record<string, unknown>>): Record<string, StoredName> {
  const names: Record<string, StoredName> = Object.create(null)
  const given = options['fields']
  if (!isMap(given)) return names
  for (const [ours, theirs] of Object.entries(given)) {
    const name = storedName(theirs)
    if (name !== undefined) names[ours] = name
  }
  return names
}

/** `'userId'`, `{ at, codec }`, or `{ at, url: '/films/{id}/' }`, whose codec is made here. */
function storedName(theirs: unknown): StoredName | undefined {
  if (typeof theirs === 'string') return theirs
  if (!isMap(theirs)) return undefined
  const { at, url, codec } = theirs
  const coding = typeof url === 'string' ? urlCodec(url) : (codec as FieldCodec | undefined)
  return {
    ...(typeof at === 'string' ? { at } : {}),
    ...(coding ? { codec: coding } : {}),
  }
}
