import type { Mistake } from '../../errors.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { elementOf, isField, isObject, placedFields } from '../declared.ts'
import { metaModel } from '../meta.ts'
import type { CollectionModel, FieldModel, Model } from '../model.ts'
import {
  dateNames,
  filterName,
  nestedFigures,
  reservedRoots,
  reservedTypes,
  summaryFunctions,
} from '../names.ts'

/** A name that the schema would print, and what prints it. */
interface Printed {
  readonly name: string
  /** `books.loan`; null: GraphQL or the product itself. */
  readonly at: string | null
  readonly file: string | null
}

/** Names that two parts of the schema would print: types among themselves, and queries. */
export function clashingNames({ model, declared }: Checked): readonly Mistake[] {
  const scalars = declared.flatMap(({ declaration }) =>
    scalarNames(declaration.fields, declaration.computed),
  )
  const taken = [...reservedTypes, ...[...new Set(scalars)].flatMap(scalarTypes)].map(own)
  return [
    ...clashes('type', [...taken, ...each(model, typesOf)]),
    ...clashes('query', [...reservedRoots.map(own), ...each(model, queriesOf)]),
  ]
}

function own(name: string): Printed {
  return { name, at: null, file: null }
}

function each(
  model: Model,
  printed: (collection: CollectionModel) => readonly Printed[],
): readonly Printed[] {
  return [...model.collections.values()].flatMap(printed)
}

/** One mistake per pair: a type that clashes brings its `Where`, `Sort` and the like along. */
function clashes(kind: 'type' | 'query', printed: readonly Printed[]): readonly Mistake[] {
  const first = new Map<string, Printed>()
  const pairs = new Set<string>()
  return printed.flatMap((one) => {
    const other = first.get(one.name)
    if (!other) first.set(one.name, one)
    if (!other || one.at === null || one.at === other.at) return []
    const pair = JSON.stringify([one.at, other.at])
    if (pairs.has(pair)) return []
    pairs.add(pair)
    const who =
      other.at === null
        ? 'GraphQL or the product itself has that name'
        : `${other.at} prints it too`
    return [
      mistake(
        one,
        one.at,
        `would print the ${kind} "${one.name}", and ${who}; name one of them differently`.replace(
          'one of them',
          other.at === null ? 'it' : 'one of them',
        ),
      ),
    ]
  })
}

function scalarNames(
  fields: unknown,
  computed: Readonly<Record<string, unknown>>,
): readonly string[] {
  const ofComputed = Object.values(computed).flatMap((one) =>
    isObject(one) && isField(one['of']) ? [one['of']] : [],
  )
  return [...placedFields(fields).map((placed) => placed.field), ...ofComputed].flatMap((field) => {
    return elementOf(field).type.scalar?.name ?? []
  })
}

function scalarTypes(scalar: string): readonly string[] {
  const filters = [scalar, `${scalar}Matches`].flatMap((name) => [
    filterName(name),
    filterName(name, true),
  ])
  return [scalar, ...filters, ...Object.values(dateNames(scalar))]
}

function typesOf(collection: CollectionModel): readonly Printed[] {
  const { names, file, name: at } = collection
  const { type, where, refWhere, listWhere, sort, connection, edge, summary, group } = names
  const { groupKey, groupBy, groupSort, groupKeySort, having, figures } = names
  const plain = [
    type,
    where,
    refWhere,
    listWhere,
    sort,
    connection,
    edge,
    summary,
    group,
    groupKey,
    groupBy,
    groupSort,
    groupKeySort,
    having,
  ]
  const all = [...plain, ...Object.values(figures).flatMap((one) => Object.values(one))]
  return [
    ...all.map((name) => ({ name, at, file })),
    ...fieldTypes(collection, [...collection.fields.values()]),
    ...fieldTypes(
      collection,
      [...collection.computed.values()].map((computed) => computed.of),
    ),
    ...selectionTypes(collection),
    ...kindTypes(collection),
  ]
}

/** But for `meta`, whose types are the product's own. */
function fieldTypes(
  collection: CollectionModel,
  fields: readonly FieldModel[],
): readonly Printed[] {
  const { file } = collection
  return fields.flatMap((field) => {
    if (field === metaModel) return []
    const at = [collection.name, ...field.path].join('.')
    const enums =
      field.enumName === null
        ? []
        : [field.enumName, filterName(field.enumName), filterName(field.enumName, true)]
    const objects =
      field.objectNames === null
        ? []
        : [...Object.values(field.objectNames), ...figuresWithin(collection, field)]
    const inner = field.fields ? fieldTypes(collection, [...field.fields.values()]) : []
    return [...[...enums, ...objects].map((name) => ({ name, at, file })), ...inner]
  })
}

function figuresWithin(collection: CollectionModel, field: FieldModel): readonly string[] {
  return summaryFunctions.flatMap((fn) => Object.values(nestedFigures(collection.names, fn, field)))
}

function selectionTypes({ selections, name, file }: CollectionModel): readonly Printed[] {
  return selections.flatMap((selection) => {
    const { type, connection, edge } = selection.names
    if (!selection.show) return []
    return [type, connection, edge].map((one) => ({
      name: one,
      at: `${name}.${selection.name}`,
      file,
    }))
  })
}

function kindTypes({ kinds, name, file }: CollectionModel): readonly Printed[] {
  return (kinds?.types ?? []).map((type) => ({ name: type, at: `${name}.kinds.of.${type}`, file }))
}

function queriesOf({ names, name: at, file, selections }: CollectionModel): readonly Printed[] {
  const { one, many, byIds, summaryField, groupsField } = names
  const same = one === many ? [one] : [one, many]
  return [
    ...[...same, byIds, summaryField, groupsField].map((name) => ({ name, at, file })),
    ...selections.map((selection) => ({
      name: selection.names.field,
      at: `${at}.${selection.name}`,
      file,
    })),
  ]
}
