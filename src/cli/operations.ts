import { BadInputError, RefractError, type Mistake } from '../errors.ts'
import { exactPrice, staticPrice, type Ground, type Price } from '../plan/price.ts'
import { variableMistakes } from '../server/coercion.ts'
import { readOperations, type ReadOperation } from '../server/operation-files.ts'
import { operationFiles } from './operations-folder.ts'
import { givenVariables, type GivenVariables, type VariableSet } from './operations-variables.ts'

/** Which operations `check` prices, and what they may cost. */
export interface OperationFlags {
  /** A folder of `.graphql` files. */
  readonly operations: string
  /** A JSON file. */
  readonly variables?: string
  readonly maxCalls?: number
  readonly maxRows?: number
}

/** What one operation may cost. */
export interface OperationCost {
  readonly file: string
  readonly line: number
  readonly name: string | null
  /** Whatever its variables hold. */
  readonly static: Price
  /** With each set of variables that was given; these decide, where there are any. */
  readonly exact: readonly ExactCost[]
  readonly over: readonly Excess[]
}

/** What an operation may cost with one set of variables. */
export interface ExactCost extends Price {
  /** Which set of variables, e.g. `shelf[1]`; null: the operation has none. */
  readonly variables: string | null
}

/** A bound above what is allowed. */
export interface Excess {
  readonly figure: 'calls' | 'rows'
  readonly bound: number
  readonly max: number
  /** Who set the maximum: `--max-calls`, or `limits.calls`. */
  readonly by: string
  /** The set of variables; null: the static bound. */
  readonly variables: string | null
  /** The fields that cost the most of it, the costliest first. */
  readonly costliest: Price['steps']
}

/** What was found out about a folder of operations. */
export interface PricedOperations {
  readonly operations: readonly OperationCost[]
  readonly mistakes: readonly Mistake[]
}

/**
 * Reads, validates and prices every operation of a folder, without opening a store.
 *
 * @throws MistakesError where there is nothing to read
 */
export async function priceOperations(
  ground: Ground & { readonly introspection: boolean },
  flags: OperationFlags,
): Promise<PricedOperations> {
  const files = await operationFiles(flags.operations)
  const { tokens } = ground.model.limits
  const read = readOperations(files, { ...ground, tokens })
  const mistakes = [...read.mistakes]
  if (read.operations.length === 0 && mistakes.length === 0)
    mistakes.push({ at: flags.operations, message: 'holds no operation' })
  const given: GivenVariables =
    flags.variables === undefined
      ? { sets: new Map(), mistakes: [] }
      : await givenVariables(flags.variables, read.operations)
  mistakes.push(...given.mistakes)
  const operations = read.operations.flatMap((operation) => {
    if (!operation.valid) return []
    const sets = given.sets.get(operation) ?? []
    return priced(ground, { operation, sets, flags }, mistakes) ?? []
  })
  return { operations, mistakes }
}

/** A set of variables, or none at all. */
type Values = Pick<VariableSet, 'values'> & { readonly title: string | null }

interface Asked {
  readonly operation: ReadOperation
  readonly sets: readonly Values[]
  readonly flags: OperationFlags
}

function priced(ground: Ground, asked: Asked, mistakes: Mistake[]): OperationCost | null {
  const { operation, flags } = asked
  const { file, line, name, document, variables } = operation
  const at = name ?? 'operation without a name'
  // without variables the document says everything
  const sets = variables.length === 0 ? [{ title: null, values: {} }] : asked.sets
  try {
    const most = staticPrice(ground, document)
    const exact = sets.flatMap((set) => exactly(ground, { ...asked, set }, mistakes) ?? [])
    const over = (exact.length > 0 ? exact : [{ ...most, variables: null }]).flatMap((price) =>
      excesses(price, { flags, limits: ground.model.limits }),
    )
    return { file, line, name, static: most, exact, over }
  } catch (error) {
    mistakes.push({ file: `${file}:${line}`, at, message: refusalOf(error) })
    return null
  }
}

function exactly(
  ground: Ground,
  { operation, set, flags }: Asked & { readonly set: Values },
  mistakes: Mistake[],
): ExactCost | null {
  const { document, name, file, line } = operation
  const { title, values } = set
  const params = { query: '', operationName: name, variables: values }
  const misfit = variableMistakes({ schema: ground.schema, document, params, suggestions: true })
  try {
    if (misfit) throw misfit
    return { variables: title, ...exactPrice(ground, document, values) }
  } catch (error) {
    const place = title === null ? `${file}:${line}` : flags.variables
    const at = title ?? name ?? 'operation without a name'
    const messages =
      error instanceof BadInputError
        ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
        : [refusalOf(error)]
    for (const message of messages) mistakes.push({ ...(place && { file: place }), at, message })
    return null
  }
}

/** @throws what is no refusal */
function refusalOf(error: unknown): string {
  if (error instanceof RefractError) return error.message
  throw error
}

const FIGURES = ['calls', 'rows'] as const
const COSTLIEST = 3

function excesses(
  price: Price & { readonly variables: string | null },
  { flags, limits }: { flags: OperationFlags; limits: Ground['model']['limits'] },
): readonly Excess[] {
  return FIGURES.flatMap((figure) => {
    const asked = figure === 'calls' ? flags.maxCalls : flags.maxRows
    const own = asked !== undefined && asked <= limits[figure]
    const max = own ? asked : limits[figure]
    const bound = price[figure]
    if (bound <= max) return []
    const costliest = price.steps.toSorted((a, b) => b[figure] - a[figure]).slice(0, COSTLIEST)
    const by = own ? `--max-${figure}` : `limits.${figure}`
    return [{ figure, bound, max, by, variables: price.variables, costliest }]
  })
}
