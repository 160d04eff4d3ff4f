import type { GraphQLSchema } from 'graphql'
import { MistakesError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import { startCompilation } from './compilation.ts'
import { queryOutputs } from './query.ts'

const DESCRIPTION =
  'Everything that can be read: single items, lists, figures and groups of every collection, and selections.'

/**
 * The GraphQL schema of a model. Each output field says in `extensions.refract` what it means to the plan;
 * there are no resolvers, the engine executes plans.
 *
 * @throws MistakesError when nothing may be read: GraphQL has no schema without a query
 */
export function compileSchema(model: Model): GraphQLSchema {
  const c = startCompilation(model)
  const outputs = queryOutputs(c)
  if (Object.keys(outputs).length === 0) {
    const message =
      'nothing may be read, so there is no query to print. Declare a collection, or let somebody read one with `can: { read: … }`.'
    throw new MistakesError([{ at: 'schema', message }])
  }
  return c.types.schema(DESCRIPTION, outputs)
}
