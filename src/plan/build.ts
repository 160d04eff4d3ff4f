import type { FieldNode, GraphQLObjectType } from 'graphql'
import { LimitError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import type { Figure } from '../query/summary.ts'
import { collectFields, type Asked } from './document.ts'
import { countAlias, ofStep, seal, stampOf, stepFor, type Building } from './draft.ts'
import { itemShape } from './item.ts'
import { listShape } from './list.ts'
import type { By, Plan, RootField } from './plan.ts'
import type { OutputStamp } from './stamps.ts'
import { itemType, objectType, type Selected } from './step.ts'
import { summaryShape } from './summary.ts'

/**
 * Plans one operation. The document must be valid for the schema.
 * @throws LimitError LIMIT_EXCEEDED: depth, aliases, root fields
 */
export function buildPlan(model: Model, asked: Asked): Plan {
  const building: Building = {
    ...asked,
    model,
    drafts: [],
    seen: { aliases: 0, fields: 0 },
    item: itemShape,
  }
  const type = asked.schema.getQueryType()
  if (!type) throw new Error('The schema has no query type')
  const selected = collectFields(asked, type, asked.operation.selectionSet)
  const max = model.limits.rootFields
  if (selected.size > max)
    throw new LimitError(
      'rootFields',
      max,
      `${selected.size} root fields; at most ${max} are allowed`,
    )
  const roots: RootField[] = []
  for (const [key, nodes] of selected) roots.push(rootField(building, type, { key, nodes }))
  return Object.freeze({
    operationName: asked.operation.name?.value ?? null,
    roots: Object.freeze(roots),
    steps: seal(building.drafts),
  })
}

function rootField(
  building: Building,
  root: GraphQLObjectType,
  selected: { key: string; nodes: readonly FieldNode[] },
): RootField {
  const { key, nodes } = selected
  const [node] = nodes
  if (!node) throw new Error('A selected field has a node')
  const name = node.name.value
  countAlias(building, node)
  if (name === '__typename') return { kind: 'typename', key, typeName: root.name }
  const definition = root.getFields()[name]
  if (!definition) return { kind: 'introspection', key, nodes }
  const stamp = stampOf(definition.extensions)
  if (!stamp) throw new Error(`Query.${name} has no stamp`)
  return collectionField(building, { key, nodes, node, stamp, definition, type: definition.type })
}

function collectionField(building: Building, selected: Selected): RootField {
  const { key, nodes, stamp } = selected
  if (!('collection' in stamp)) throw new Error(`"${stamp.kind}" is not a root field`)
  if (stamp.kind === 'summary' || stamp.kind === 'groups')
    return summaryField(building, selected, stamp)
  const by: By =
    stamp.kind === 'byId'
      ? { kind: 'id' }
      : stamp.kind === 'byIds'
        ? { kind: 'ids' }
        : { kind: 'list', selection: stamp.selection }
  const draft = rootStep(building, selected, by, stamp)
  const place = ofStep(draft, { at: key, depth: 1 })
  if (stamp.kind === 'list') {
    const shape = listShape(building, place, { type: objectType(selected.type), nodes })
    return { kind: 'list', key, step: draft, shape }
  }
  draft.rows = true
  const shape = building.item(building, place, { type: itemType(selected.type), nodes })
  return { kind: stamp.kind === 'byId' ? 'item' : 'items', key, step: draft, shape }
}

function summaryField(
  building: Building,
  selected: Selected,
  stamp: Extract<OutputStamp, { kind: 'summary' | 'groups' }>,
): RootField {
  const { key, nodes } = selected
  const figures: Figure[] = []
  const by: By =
    stamp.kind === 'summary' ? { kind: 'summary', figures } : { kind: 'groups', figures }
  const step = rootStep(building, selected, by, stamp)
  const asked = { type: objectType(selected.type), nodes, at: key, depth: 1 }
  return { kind: stamp.kind, key, step, shape: summaryShape(building, asked, figures) }
}

function rootStep(
  building: Building,
  selected: Selected,
  by: By,
  stamp: Extract<OutputStamp, { collection: unknown }>,
) {
  const { key } = selected
  const { collection } = stamp
  return stepFor(building, null, { name: key, at: key, collection, by, selected })
}
