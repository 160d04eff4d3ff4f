import { coerceInputValue, getOperationAST, isInputType, isNonNullType, typeFromAST } from 'graphql'
import type { DocumentNode, GraphQLInputType, GraphQLSchema, VariableDefinitionNode } from 'graphql'
import { BadInputError, type Issue } from '../errors.ts'
import type { Params } from './params.ts'

/** A request whose variables did not fit. */
export interface Coercion {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly params: Params
  readonly suggestions: boolean
}

const MOST_ISSUES = 50

/** Everything wrong with the variables, each with its path; null when nothing is. */
export function variableMistakes(asked: Coercion): BadInputError | null {
  const operation = getOperationAST(asked.document, asked.params.operationName)
  const definitions = operation?.variableDefinitions ?? []
  const issues = definitions.flatMap((definition) => variableIssues(definition, asked))
  return issues.length > 0 ? new BadInputError(issues.slice(0, MOST_ISSUES)) : null
}

function variableIssues(definition: VariableDefinitionNode, asked: Coercion): Issue[] {
  const name = definition.variable.name.value
  const type = inputType(definition, asked.schema)
  if (!type) return []
  if (!Object.hasOwn(asked.params.variables, name)) {
    return isNonNullType(type) && !definition.defaultValue ? [missing(name, type)] : []
  }
  const issues: Issue[] = []
  const onError = (path: readonly (string | number)[], _value: unknown, error: Error) => {
    issues.push({ path: [name, ...path], code: ruleOf(error.message), message: error.message })
  }
  coerceInputValue(asked.params.variables[name], type, onError, !asked.suggestions)
  return issues
}

function inputType(definition: VariableDefinitionNode, schema: GraphQLSchema) {
  // one overload per kind of node: the reference to a named type stands for all three
  const type = typeFromAST(schema, definition.type as Parameters<typeof typeFromAST>[1])
  return type && isInputType(type) ? type : null
}

function missing(name: string, type: GraphQLInputType): Issue {
  return { path: [name], code: 'required', message: `Expected a value of type "${String(type)}"` }
}

/** graphql-js says what is wrong in fixed sentences only. */
function ruleOf(message: string): string {
  if (/ of required type | not to be null/.test(message)) return 'required'
  if (/ is not defined by type /.test(message)) return 'unknown'
  if (message.startsWith('Exactly one key must be specified')) return 'oneOf'
  return 'type'
}
