import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  print,
  type FieldNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql'
import type { ComputedModel, LinkModel } from '../model/model.ts'
import { stepFor, want, wantLink } from './draft.ts'
import type { Building, Draft, Place } from './draft.ts'
import type { Leaf } from './shape.ts'
import type { OutputStamp } from './stamps.ts'

/** One selected field with what it means. */
export interface Selected {
  readonly key: string
  readonly node: FieldNode
  readonly nodes: readonly FieldNode[]
  readonly stamp: OutputStamp
  readonly definition: GraphQLField<unknown, unknown>
  readonly type: GraphQLOutputType
}

/** The step behind a link; equal arguments share one. `shown`: for a path, all of the list. */
export function linkStep(
  building: Building,
  place: Place,
  ask: { link: LinkModel; selected: Pick<Selected, 'node' | 'definition'> | null; shown?: boolean },
): Draft {
  const { link, selected } = ask
  const collection = building.model.collections.get(link.to)
  if (!collection) throw new Error(`No collection ${link.to}`)
  wantLink(place.draft, link)
  const shown = ask.shown ?? false
  const args = selected?.node.arguments?.map((argument) => print(argument)).join(',') ?? ''
  const name = `${link.name}(${args})${shown ? '*' : ''}`
  const carrier = link.holder === 'near' ? place.carrier : null
  const by =
    link.holder === 'far'
      ? ({ kind: 'reverse', link, shown } as const)
      : link.many
        ? ({ kind: 'owned', link, carrier, shown } as const)
        : ({ kind: 'ref', link, carrier } as const)
  const { at, on } = place
  return stepFor(building, place.draft, { name, at, collection, by, selected, on })
}

/** Asks for what a computed field reads. */
export function wantComputed(draft: Draft, computed: ComputedModel): void {
  if (computed.reads === null) want(draft, null)
  else for (const name of computed.reads) want(draft, name.split('.'))
}

/** The leaf type of a field, `within` so many lists that are walked element by element. */
export function leafOf(type: GraphQLOutputType, within = 0): Leaf {
  let lists = -within
  let inner = getNullableType(type)
  while (isListType(inner)) {
    lists += 1
    inner = getNullableType(inner.ofType)
  }
  if (!isLeafType(inner)) throw new Error(`${inner.name} is not a leaf type`)
  return { type: inner, lists: Math.max(lists, 0) }
}

/** The type of an item, wrapping taken off: an interface where its collection has kinds. */
export function itemType(type: GraphQLOutputType): GraphQLObjectType | GraphQLInterfaceType {
  const named = getNamedType(type)
  return isInterfaceType(named) ? named : objectType(named)
}

/** The object type of a field, wrapping taken off. */
export function objectType(type: GraphQLOutputType): GraphQLObjectType {
  const named = getNamedType(type)
  if (!isObjectType(named)) throw new Error(`${named.name} is not an object type`)
  return named
}
