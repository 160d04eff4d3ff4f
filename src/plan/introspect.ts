import { executeSync, Kind, type DocumentNode, type GraphQLSchema } from 'graphql'
import type { Prepared } from './operation.ts'

/** `__schema` and `__type`, answered by graphql-js; everything else stays with the plan. */
export function introspect(
  schema: GraphQLSchema,
  { document, operation, plan, variables }: Prepared,
): Readonly<Record<string, unknown>> {
  const nodes = plan.roots.flatMap((root) => (root.kind === 'introspection' ? root.nodes : []))
  if (nodes.length === 0) return {}
  const alone: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
      { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: nodes } },
    ],
  }
  const { data, errors } = executeSync({ schema, document: alone, variableValues: variables })
  if (errors?.[0]) throw errors[0]
  return data ?? {}
}
