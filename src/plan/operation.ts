import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { BadInputError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import { buildPlan } from './build.ts'
import { flagNames, fragmentsOf } from './document.ts'
import type { Plan } from './plan.ts'
import { errorAt, Refusal } from './refuse.ts'

/** An operation ready to run: planned for its document, its variables coerced. */
export interface Prepared {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly plan: Plan
  readonly variables: Readonly<Record<string, unknown>>
}

interface Asked {
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

/** Plans live as long as their documents, which the server keeps in a bounded cache, per schema. */
const plans = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, LRUCache<string, Plan>>>()

/** Plans kept per document: one per operation and per answer of its `@skip` and `@include`. */
const PLANS_PER_DOCUMENT = 32

/** @throws Refusal BAD_USER_INPUT for variables; LimitError; GraphQLError where there is no such operation */
export function prepareOperation(model: Model, schema: GraphQLSchema, asked: Asked): Prepared {
  const { document } = asked
  const operation = operationOf(asked)
  const variables = coerce(schema, operation, asked)
  const names = flagNames(document)
  const flags = Object.fromEntries(names.map((name) => [name, variables[name]]))
  const key = `${operation.name?.value ?? ''} ${names.map((name) => (flags[name] === true ? 1 : 0)).join('')}`
  const known = plansOf(schema, document)
  let plan = known.get(key)
  if (!plan) {
    const fragments = fragmentsOf(document)
    known.set(key, (plan = buildPlan(model, { schema, operation, fragments, flags })))
  }
  return { document, operation, variables, plan }
}

function plansOf(schema: GraphQLSchema, document: DocumentNode): LRUCache<string, Plan> {
  let bySchema = plans.get(schema)
  if (!bySchema) plans.set(schema, (bySchema = new WeakMap()))
  let known = bySchema.get(document)
  if (!known) bySchema.set(document, (known = new LRUCache({ max: PLANS_PER_DOCUMENT })))
  return known
}

function operationOf({ document, operationName }: Asked): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName)
  if (operation) return operation
  const message = operationName
    ? `The document has no operation "${operationName}"`
    : 'The document has several operations: say which one by "operationName"'
  throw new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })
}

function coerce(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  asked: Asked,
): Readonly<Record<string, unknown>> {
  const definitions = operation.variableDefinitions ?? []
  if (definitions.length === 0) return {}
  const { errors, coerced } = getVariableValues(schema, definitions, { ...asked.variables })
  if (coerced) return coerced
  throw new Refusal(errors.map(badVariable))
}

/** graphql-js says `Variable "$n" got invalid value …`; the issue names the variable. */
function badVariable(error: GraphQLError): GraphQLError {
  const name = /^Variable "\$(\w+)"/.exec(error.message)?.[1] ?? ''
  const place = / at "(\w+)((?:\.[\w]+|\[\d+\])*)"/.exec(error.message)?.[2] ?? ''
  const inner = place.split(/[.[\]]/).filter((part) => part !== '')
  const path = [name, ...inner.map((part) => (/^\d+$/.test(part) ? Number(part) : part))]
  const issue = { path, code: 'type', message: error.message }
  const { message, extensions } = errorAt(new BadInputError([issue], error.message), [])
  return new GraphQLError(message, { extensions, ...(error.nodes && { nodes: error.nodes }) })
}
