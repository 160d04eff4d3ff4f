import {
  isInterfaceType,
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
} from 'graphql'
import type { ComputedModel, FieldModel, LinkModel } from '../model/model.ts'
import { collectFields } from './document.ts'
import { collectByKind } from './kinds.ts'
import { countAlias, deeper, ofStep, stampOf, want, wantForRule, wantSome } from './draft.ts'
import type { AskedItem, Building, Place } from './draft.ts'
import { listShape } from './list.ts'
import type { ItemField, ItemShape } from './shape.ts'
import { itemType, leafOf, linkStep, objectType, wantComputed } from './step.ts'
import type { Selected } from './step.ts'
import { needsOf, showField } from './trail.ts'

/** The shape of an item, or of an object inside it, and the steps that its fields ask for. */
export function itemShape(building: Building, place: Place, asked: AskedItem): ItemShape {
  const { type, nodes } = asked
  if (isInterfaceType(type)) return kindsShape(building, place, { type, nodes })
  const fields: ItemField[] = []
  for (const [key, found] of collectFields(building, type, nodes)) {
    if (found[0]) countAlias(building, found[0])
    fields.push(fieldOf(building, place, { key, nodes: found, type }))
  }
  return { typeName: type.name, fields, kinds: null }
}

/** The shape of an item whose type depends on the row. Where all types answer alike, the row need not be looked at. */
function kindsShape(
  building: Building,
  place: Place,
  { type, nodes }: { type: GraphQLInterfaceType; nodes: readonly FieldNode[] },
): ItemShape {
  const found = collectByKind(building, type, nodes)
  for (const node of new Set(found.fields.map((field) => field.nodes[0])))
    if (node) countAlias(building, node)
  const made = new Map(
    found.fields.map((field) => [field, fieldOf(building, { ...place, on: field.on }, field)]),
  )
  const fields = [...made.values()]
  const { kinds } = place.draft.collection
  if (!found.differ || !kinds) return { typeName: type.name, fields, kinds: null }
  want(place.draft, kinds.by.path)
  wantForRule(place.draft, { field: kinds.by })
  const shapesOf = new Map<string, readonly ItemField[]>()
  for (const [name, own] of found.of)
    shapesOf.set(
      name,
      own.flatMap((field) => made.get(field) ?? []),
    )
  return { typeName: type.name, fields, kinds: { model: kinds, of: shapesOf } }
}

function fieldOf(
  building: Building,
  place: Place,
  { key, nodes, type }: { key: string; nodes: readonly FieldNode[]; type: GraphQLObjectType },
): ItemField {
  const node = nodes[0]
  if (!node) throw new Error('A selected field has a node')
  const inside = { ...place, at: `${place.at}.${key}`, depth: place.depth + 1 }
  deeper(building, inside.depth, inside.at)
  if (node.name.value === '__typename') return { kind: 'typename', key }
  const definition = type.getFields()[node.name.value]
  const stamp = definition && stampOf(definition.extensions)
  if (!definition || !stamp) throw new Error(`${type.name}.${node.name.value} has no stamp`)
  return itemField(building, inside, { key, nodes, node, stamp, definition, type: definition.type })
}

function itemField(building: Building, place: Place, selected: Selected): ItemField {
  const { key, stamp } = selected
  wantForRule(place.draft, stamp)
  switch (stamp.kind) {
    case 'id':
      return { kind: 'id', key }
    case 'value':
      want(place.draft, stamp.field.path)
      return { kind: 'value', key, field: stamp.field, leaf: leafOf(selected.type) }
    case 'key':
      want(place.draft, stamp.field.path)
      return { kind: 'key', key, field: stamp.field }
    case 'object':
      return objectField(building, place, { ...selected, field: stamp.field })
    case 'link':
      return linkField(building, place, { ...selected, field: stamp.field, link: stamp.link })
    case 'computed':
      return computedField(building, place, { ...selected, computed: stamp.computed })
    case 'show':
      return showField(building, place, selected, stamp.path)
    default:
      throw new Error(`"${stamp.kind}" is not a field of an item`)
  }
}

function objectField(
  building: Building,
  place: Place,
  selected: Selected & { field: FieldModel },
): ItemField {
  const { field, key } = selected
  const inList = field.field.kind === 'list'
  const shape = itemShape(
    building,
    {
      ...place,
      names: field.path,
      carrier: inList ? { names: field.path, type: field.field.type } : place.carrier,
    },
    { type: objectType(selected.type), nodes: selected.nodes },
  )
  wantSome(place.draft, field.path)
  return { kind: 'object', key, field, shape }
}

function linkField(
  building: Building,
  place: Place,
  selected: Selected & { field: FieldModel; link: LinkModel },
): ItemField {
  const { key, link, field, nodes } = selected
  const draft = linkStep(building, place, { link, selected: link.many ? selected : null })
  const inside = ofStep(draft, place)
  if (link.many)
    return {
      kind: 'list',
      key,
      field,
      step: draft,
      shape: listShape(building, inside, { type: objectType(selected.type), nodes }),
    }
  draft.rows = true
  return {
    kind: 'one',
    key,
    field,
    step: draft,
    shape: itemShape(building, inside, { type: itemType(selected.type), nodes }),
  }
}

function computedField(
  building: Building,
  place: Place,
  selected: Selected & { computed: ComputedModel },
): ItemField {
  const { computed, key } = selected
  wantComputed(place.draft, computed)
  return {
    kind: 'computed',
    key,
    computed,
    leaf: leafOf(selected.type),
    needs: needsOf(building, place, computed),
  }
}
