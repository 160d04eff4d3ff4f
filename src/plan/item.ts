import type { FieldNode, GraphQLObjectType } from 'graphql'
import type { ComputedModel, FieldModel, LinkModel } from '../model/model.ts'
import { collectFields } from './document.ts'
import { countAlias, deeper, stampOf, want, wantForRule, wantSome } from './draft.ts'
import type { Building, Place } from './draft.ts'
import { listShape } from './list.ts'
import type { ItemField, ItemShape } from './shape.ts'
import { leafOf, linkStep, objectType, wantComputed } from './step.ts'
import type { Selected } from './step.ts'
import { needsOf, showField } from './trail.ts'

/** The shape of an item, or of an object inside it, and the steps that its fields ask for. */
export function itemShape(
  building: Building,
  place: Place,
  asked: { type: GraphQLObjectType; nodes: readonly FieldNode[] },
): ItemShape {
  const fields: ItemField[] = []
  for (const [key, nodes] of collectFields(building, asked.type, asked.nodes)) {
    const node = nodes[0]
    if (!node) continue
    countAlias(building, node)
    const inside = { ...place, at: `${place.at}.${key}`, depth: place.depth + 1 }
    deeper(building, inside.depth, inside.at)
    if (node.name.value === '__typename') {
      fields.push({ kind: 'typename', key })
      continue
    }
    const definition = asked.type.getFields()[node.name.value]
    const stamp = definition && stampOf(definition.extensions)
    if (!definition || !stamp) throw new Error(`${asked.type.name}.${node.name.value} has no stamp`)
    fields.push(
      itemField(building, inside, { key, nodes, node, stamp, definition, type: definition.type }),
    )
  }
  return { typeName: asked.type.name, fields }
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
  const inside: Place = { draft, names: [], carrier: null, at: place.at, depth: place.depth }
  const type = objectType(selected.type)
  if (link.many)
    return {
      kind: 'list',
      key,
      field,
      step: draft,
      shape: listShape(building, inside, { type, nodes }),
    }
  draft.rows = true
  return {
    kind: 'one',
    key,
    field,
    step: draft,
    shape: itemShape(building, inside, { type, nodes }),
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
