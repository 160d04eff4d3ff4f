import type { FieldNode, GraphQLObjectType } from 'graphql'
import { collectFields } from './document.ts'
import { countAlias, deeper, stampOf } from './draft.ts'
import type { AskedItem, Building, Place } from './draft.ts'
import { itemType, objectType } from './step.ts'
import type { EdgeField, ItemShape, ListField, ListShape, PageInfoField } from './shape.ts'

interface Asked {
  readonly type: GraphQLObjectType
  readonly nodes: readonly FieldNode[]
}

/** The shape of a connection. `nodes edges node pageInfo` add no depth. */
export function listShape(building: Building, place: Place, asked: Asked): ListShape {
  const fields: ListField[] = []
  for (const { key, nodes, type, kind, typeName } of members(building, place, asked)) {
    const inside = () => ({ key, type: objectType(type), nodes })
    switch (kind) {
      case 'typename':
        fields.push({ kind, key, typeName })
        break
      case 'totalCount':
        place.draft.total = true
        fields.push({ kind, key })
        break
      case 'nodes':
        fields.push({ kind, key, shape: nodeShape(building, place, { key, type, nodes }) })
        break
      case 'edges':
        fields.push({ kind, key, fields: edgeFields(building, place, inside()) })
        break
      case 'pageInfo':
        fields.push({ kind, key, fields: pageInfoFields(building, place, inside()) })
        break
      default:
        throw new Error(`"${kind}" is not a field of a connection`)
    }
  }
  return { fields }
}

function nodeShape(
  building: Building,
  place: Place,
  asked: AskedItem & { key: string },
): ItemShape {
  place.draft.rows = true
  return building.item(building, { ...place, at: `${place.at}.${asked.key}` }, asked)
}

function edgeFields(
  building: Building,
  place: Place,
  asked: Asked & { key: string },
): readonly EdgeField[] {
  place.draft.rows = true
  const at = `${place.at}.${asked.key}`
  return members(building, { ...place, at }, asked).map(
    ({ key, nodes, type, kind, typeName }): EdgeField => {
      if (kind === 'typename') return { kind, key, typeName }
      if (kind === 'cursor') {
        place.draft.cursors = true
        return { kind, key }
      }
      return {
        kind: 'node',
        key,
        shape: nodeShape(building, { ...place, at }, { key, type, nodes }),
      }
    },
  )
}

function pageInfoFields(
  building: Building,
  place: Place,
  asked: Asked & { key: string },
): readonly PageInfoField[] {
  place.draft.rows = true
  const at = `${place.at}.${asked.key}`
  return members(building, { ...place, at }, asked).map(
    ({ key, kind, typeName }): PageInfoField => {
      if (kind === 'typename') return { kind, key, typeName }
      if (kind === 'startCursor' || kind === 'endCursor') place.draft.cursors = true
      else place.draft.more = true
      return { kind: kind as 'hasNextPage', key }
    },
  )
}

/** The selected members of a connection's part, each with its stamp. Only leaves add a level. */
function members(building: Building, place: Place, asked: Asked) {
  const found = []
  for (const [key, nodes] of collectFields(building, asked.type, asked.nodes)) {
    const node = nodes[0]
    if (!node) continue
    countAlias(building, node)
    const definition = asked.type.getFields()[node.name.value]
    const stamp = definition && stampOf(definition.extensions)
    const composite = stamp && ['nodes', 'edges', 'node', 'pageInfo'].includes(stamp.kind)
    if (!composite) deeper(building, place.depth + 1, `${place.at}.${key}`)
    found.push({
      key,
      nodes,
      kind: node.name.value === '__typename' ? ('typename' as const) : stamp?.kind,
      type: definition && composite ? itemType(definition.type) : asked.type,
      typeName: asked.type.name,
    })
  }
  return found
}
