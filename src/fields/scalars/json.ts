import { GraphQLScalarType, Kind } from 'graphql'
import type { ObjectFieldNode, ValueNode } from 'graphql'
import { jsonInteger, plainJson } from '../plain.ts'
import type { Json } from '../plain.ts'
import { inputError } from './scalar.ts'

type Variables = { readonly [name: string]: unknown } | null | undefined

/** `JSON`: any JSON value; dates, bytes and large integers inside it are texts. */
export const JsonScalar: GraphQLScalarType = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value. Integers past 2^53, dates and bytes inside it are texts.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => plainJson(value),
  parseValue: (input) => asInput(() => plainJson(input)),
  parseLiteral: (node, variables) => asInput(() => plainJson(literal(node, variables)), node),
})

function asInput(read: () => Json, node?: ValueNode): Json {
  try {
    return read()
  } catch (error) {
    throw inputError(error, node)
  }
}

/** The value of a literal, by its digits: an integer that a double cannot hold stays text. */
function literal(node: ValueNode, variables: Variables): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null
    case Kind.INT:
      return jsonInteger(BigInt(node.value))
    case Kind.FLOAT:
      return Number(node.value)
    case Kind.LIST:
      return node.values.map((each) => literal(each, variables))
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map((field) => member(field, variables)))
    case Kind.VARIABLE:
      return variables?.[node.name.value]
    default:
      return node.value
  }
}

function member(field: ObjectFieldNode, variables: Variables): readonly [string, unknown] {
  return [field.name.value, literal(field.value, variables)]
}
