import {
  GraphQLList,
  GraphQLNonNull,
  type GraphQLInputType,
  type GraphQLNullableType,
  type GraphQLOutputType,
} from 'graphql'

/** A type in GraphQL's own notation: `Book`, `[String!]`, `ID!`. */
export type TypeText = string

type Either = GraphQLInputType | GraphQLOutputType

/**
 * Reads the notation, of inputs or of outputs: equal texts are the same type, so that a wide schema has few wrappers.
 *
 * @throws TypeError when a name in it was never made
 */
export function typeReader<T extends Either>(
  named: (name: string) => T | undefined,
): (text: TypeText) => T {
  const known = new Map<TypeText, T>()
  const read = (text: TypeText): T => {
    const made = known.get(text) ?? make(text)
    known.set(text, made)
    return made
  }
  // A list of inputs is an input, and one of outputs an output, which TypeScript cannot say of `T`.
  const make = (text: TypeText): T => {
    if (text.endsWith('!')) {
      return new GraphQLNonNull(read(text.slice(0, -1)) as GraphQLNullableType) as Either as T
    }
    if (text.startsWith('[')) return new GraphQLList(read(text.slice(1, -1))) as Either as T
    const type = named(text)
    if (!type) throw new TypeError(`The type "${text}" was never made`)
    return type
  }
  return read
}
