import {
  getOperationAST,
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql'
import { BadInputError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import { planArguments } from './arguments.ts'
import { exactBound, staticBound, type PlanBound } from './bound.ts'
import { buildPlan } from './build.ts'
import { fragmentsOf } from './document.ts'
import { explain, type Explained } from './explain.ts'
import { prepareOperation } from './operation.ts'
import type { Plan } from './plan.ts'

/** What an operation may cost, and which of its steps the cost comes from. */
export interface Price extends Pick<PlanBound, 'calls' | 'rows' | 'scan'> {
  readonly steps: readonly Explained[]
}

/** A model and the schema printed of it. */
export interface Ground {
  readonly model: Model
  readonly schema: GraphQLSchema
}

/**
 * The most that the one operation of a valid document can cost, whatever its variables hold: with every field that
 * `@skip` and `@include` may let through.
 *
 * @throws LimitError LIMIT_EXCEEDED: depth, aliases, root fields
 */
export function staticPrice(ground: Ground, document: DocumentNode): Price {
  const { model, schema } = ground
  const whole = unconditional(document)
  const operation = getOperationAST(whole)
  if (!operation) throw new Error('A document of one operation is priced')
  const plan = buildPlan(model, { schema, operation, fragments: fragmentsOf(whole), flags: {} })
  return priced(plan, staticBound(plan, { model, user: 'anybody' }))
}

/**
 * What the one operation of a valid document can cost with these variables, which fit their types.
 *
 * @throws LimitError LIMIT_EXCEEDED; BadInputError with everything wrong with the arguments
 */
export function exactPrice(
  ground: Ground,
  document: DocumentNode,
  given: Readonly<Record<string, unknown>>,
): Price {
  const { model, schema } = ground
  const { plan, variables } = prepareOperation(model, schema, { document, variables: given })
  const { args, bad } = planArguments(plan.steps, { model, variables, mayRead: () => true })
  if (bad.length > 0) {
    throw new BadInputError(
      bad.flatMap(({ path, error }) =>
        error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })),
      ),
    )
  }
  return priced(plan, exactBound(plan, { model, args, user: 'anybody' }))
}

function priced(plan: Plan, { calls, rows, scan, steps }: PlanBound): Price {
  return { calls, rows, scan, steps: explain(plan, steps) }
}

/** The document with everything in it that depends on variables. */
function unconditional(document: DocumentNode): DocumentNode {
  return visit(document, { Directive: (node) => (depends(node) ? null : undefined) })
}

function depends({ name, arguments: given = [] }: DirectiveNode): boolean {
  const conditional = name.value === 'skip' || name.value === 'include'
  return conditional && given.some(({ value }) => value.kind === Kind.VARIABLE)
}
