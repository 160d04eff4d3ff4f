import { GraphQLBoolean, GraphQLFloat, GraphQLInt, GraphQLString } from 'graphql'
import type { Leaf } from './shape.ts'

const plain = new Set<Leaf['type']>([GraphQLString, GraphQLInt, GraphQLFloat, GraphQLBoolean])

/** Decoding has made the value what the type says it is: JSON carries it as it stands. */
export function isPlainLeaf({ type }: Leaf): boolean {
  return plain.has(type)
}
