import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql'

/** The schema as text: sorted, with descriptions, ending in one newline; the same for the same declarations. */
export function printSdl(schema: GraphQLSchema): string {
  const printed = printSchema(lexicographicSortSchema(schema))
  // graphql indents the empty lines of descriptions too, which means nothing.
  return `${printed.replace(/^ +$/gm, '')}\n`
}
