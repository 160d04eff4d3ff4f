import {
  isObjectType,
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
} from 'graphql'
import { collectFields, type Asked } from './document.ts'

/** A field that items of some kinds answer: what it asks is the same for each of them. */
export interface KindField {
  readonly key: string
  readonly nodes: readonly FieldNode[]
  /** One of the types, for the field's definition. */
  readonly type: GraphQLObjectType
  /** The GraphQL types; null: all. */
  readonly on: ReadonlySet<string> | null
}

/** What is asked of the items of an interface. */
export interface KindFields {
  readonly fields: readonly KindField[]
  /** The fields of each type in the order of its answers. */
  readonly of: ReadonlyMap<string, readonly KindField[]>
  /** Whether the answers of the types differ. */
  readonly differ: boolean
}

type Growing = KindField & { readonly on: Set<string> }

/**
 * The fields that each type behind an interface answers. Types for which a response key stands for the same nodes of
 * the document share one field: it is planned once, and loaded once for all of them.
 */
export function collectByKind(
  asked: Asked,
  type: GraphQLInterfaceType,
  nodes: readonly FieldNode[],
): KindFields {
  const types = asked.schema.getPossibleTypes(type).filter(isObjectType)
  const numbers = new Map<FieldNode, number>()
  const known = new Map<string, Growing>()
  const of = new Map<string, Growing[]>()
  for (const one of types) {
    const own: Growing[] = []
    for (const [key, found] of collectFields(asked, one, nodes)) {
      const name = [key, ...found.map((node) => numberOf(numbers, node))].join(' ')
      const field = known.get(name) ?? { key, nodes: found, type: one, on: new Set<string>() }
      field.on.add(one.name)
      known.set(name, field)
      own.push(field)
    }
    of.set(one.name, own)
  }
  return settled([...known.values()], of)
}

function numberOf(numbers: Map<FieldNode, number>, node: FieldNode): number {
  const number = numbers.get(node) ?? numbers.size
  numbers.set(node, number)
  return number
}

function settled(
  grown: readonly Growing[],
  of: ReadonlyMap<string, readonly Growing[]>,
): KindFields {
  const fields = new Map(
    grown.map((field) => [field, field.on.size === of.size ? { ...field, on: null } : field]),
  )
  const settle = (field: Growing): KindField => fields.get(field) ?? field
  return {
    fields: grown.map(settle),
    of: new Map([...of].map(([name, own]) => [name, own.map(settle)])),
    differ: grown.some((field) => field.on.size < of.size || isTypename(field)),
  }
}

function isTypename({ nodes }: KindField): boolean {
  return nodes[0]?.name.value === '__typename'
}
