import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql'
import type { ConstValueNode, ValueNode } from 'graphql'
import { Misfit } from '../field.ts'

/** What makes a GraphQL scalar: its two directions, both in terms of the decoded value. */
export interface ScalarSpec {
  readonly name: string
  readonly description: string
  /** The standard that says what the texts mean; printed as `@specifiedBy`. */
  readonly specifiedBy?: string
  /** From a variable or literal: the decoded value. @throws Misfit */
  readonly parse: (input: unknown) => unknown
  /** From a decoded value: what JSON carries. */
  readonly show: (value: unknown) => unknown
  /** Number literals are read by their digits: `12345678901234567890` loses none. */
  readonly digits?: boolean
}

/**
 * A scalar whose parsed value is the *decoded* value of its field type, and whose errors are
 * `BAD_USER_INPUT`.
 */
export function scalarOf(spec: ScalarSpec): GraphQLScalarType {
  const read = (input: unknown, node?: ValueNode): unknown => {
    try {
      return spec.parse(input)
    } catch (error) {
      throw inputError(error, node)
    }
  }
  return new GraphQLScalarType({
    name: spec.name,
    description: spec.description,
    specifiedByURL: spec.specifiedBy ?? null,
    serialize: spec.show,
    parseValue: (input) => read(input),
    parseLiteral: (node) => read(literalText(node, spec), node),
    extensions: { codegenScalarType: 'string' },
  })
}

/** A `Misfit` as the error of a client's input; other errors stay as they are. */
export function inputError(error: unknown, node?: ValueNode): unknown {
  if (!(error instanceof Misfit)) return error
  const extensions = { code: 'BAD_USER_INPUT' }
  return new GraphQLError(error.message, node ? { nodes: node, extensions } : { extensions })
}

function literalText(node: ConstValueNode | ValueNode, spec: ScalarSpec): string {
  if (node.kind === Kind.STRING) return node.value
  if (spec.digits && (node.kind === Kind.INT || node.kind === Kind.FLOAT)) return node.value
  const message = `${print(node).slice(0, 60)} is not ${spec.name}; write it as text`
  throw new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } })
}
