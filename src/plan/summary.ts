import type { FieldNode, GraphQLObjectType } from 'graphql'
import type { Figure } from '../query/summary.ts'
import { collectFields } from './document.ts'
import { countAlias, deeper, stampOf } from './draft.ts'
import type { Building } from './draft.ts'
import { leafOf, objectType } from './step.ts'
import type { KeyField, KeyShape, SummaryField, SummaryShape } from './shape.ts'
import type { OutputStamp } from './stamps.ts'

interface Asked {
  readonly type: GraphQLObjectType
  readonly nodes: readonly FieldNode[]
  readonly at: string
  readonly depth: number
}

/** The shape of a summary or a group; the figures asked for are added to `figures`. */
export function summaryShape(building: Building, asked: Asked, figures: Figure[]): SummaryShape {
  const fields: SummaryField[] = []
  for (const member of members(building, asked)) {
    const { key, stamp } = member
    if (!stamp) fields.push({ kind: 'typename', key, typeName: asked.type.name })
    else if (stamp.kind === 'count') fields.push({ kind: 'count', key })
    else if (stamp.kind === 'function' || stamp.kind === 'figures')
      fields.push({
        kind: 'figures',
        key,
        shape: summaryShape(building, { ...member, type: objectType(member.output) }, figures),
      })
    else if (stamp.kind === 'figure')
      fields.push({
        kind: 'figure',
        key,
        index: figureIndex(figures, { fn: stamp.fn, path: stamp.path }),
        leaf: leafOf(member.output),
      })
    else if (stamp.kind === 'groupKey')
      fields.push({
        kind: 'groupKey',
        key,
        shape: keyShape(building, { ...member, type: objectType(member.output) }, ''),
      })
    else throw new Error(`"${stamp.kind}" is not a field of a summary`)
  }
  return { fields }
}

/** Where a figure stands in the list, added if it is new. */
export function figureIndex(figures: Figure[], wish: Figure): number {
  const name = wish.path.names.join('.')
  const found = figures.findIndex(
    (figure) => figure.fn === wish.fn && figure.path.names.join('.') === name,
  )
  return found >= 0 ? found : figures.push(wish) - 1
}

/** The name of a leaf of a group's key: dotted names, then a part of a date. */
export function groupLeafName(prefix: string, path: readonly string[], part = 'value'): string {
  return `${prefix}${path.join('.')}:${part}`
}

function keyShape(building: Building, asked: Asked, prefix: string): KeyShape {
  const fields: KeyField[] = []
  for (const member of members(building, asked)) {
    const { key, stamp } = member
    if (!stamp) fields.push({ kind: 'typename', key, typeName: asked.type.name })
    else fields.push(keyField(building, { ...member, stamp }, prefix))
  }
  return { fields }
}

function keyField(
  building: Building,
  member: Asked & { key: string; stamp: OutputStamp; output: Parameters<typeof leafOf>[0] },
  prefix: string,
): KeyField {
  const { key, stamp, output } = member
  switch (stamp.kind) {
    case 'groupValue':
      return {
        kind: 'leaf',
        key,
        name: groupLeafName(prefix, stamp.path.names),
        leaf: leafOf(output),
      }
    case 'groupObject':
    case 'groupLink':
    case 'groupDate': {
      const inner = stamp.kind === 'groupLink' ? `${prefix}${stamp.link.name}>` : prefix
      const date = stamp.kind === 'groupDate' ? stamp.path.names : null
      const below = { ...member, type: objectType(output) }
      const shape = date
        ? dateShape(building, below, { prefix, date })
        : keyShape(building, below, inner)
      return { kind: 'object', key, shape }
    }
    default:
      throw new Error(`"${stamp.kind}" is not a field of a group's key`)
  }
}

function dateShape(
  building: Building,
  asked: Asked,
  from: { prefix: string; date: readonly string[] },
): KeyShape {
  const fields = members(building, asked).map(({ key, stamp, output }): KeyField => {
    if (stamp?.kind !== 'groupPart') return { kind: 'typename', key, typeName: asked.type.name }
    const name = groupLeafName(from.prefix, from.date, stamp.part)
    return { kind: 'leaf', key, name, leaf: leafOf(output) }
  })
  return { fields }
}

function members(building: Building, asked: Asked) {
  const found = []
  for (const [key, nodes] of collectFields(building, asked.type, asked.nodes)) {
    const node = nodes[0]
    if (!node) continue
    countAlias(building, node)
    const definition = asked.type.getFields()[node.name.value]
    const at = `${asked.at}.${key}`
    deeper(building, asked.depth + 1, at)
    found.push({
      type: asked.type,
      key,
      nodes,
      at,
      depth: asked.depth + 1,
      stamp: definition ? stampOf(definition.extensions) : null,
      output: definition?.type ?? asked.type,
    })
  }
  return found
}
