import { MistakesError, type Mistake } from '../errors.ts'
import { projectModules } from './modules.ts'
import { priceOperations, type OperationCost, type OperationFlags } from './operations.ts'
import { printOperations } from './operations-report.ts'
import { prepare, type Prepared } from './prepare.ts'
import { mistakeLines } from './report.ts'
import type { Terminal } from './terminal.ts'

/** How `check` prints, and which operations it prices. */
export interface CheckFlags extends Partial<OperationFlags> {
  readonly json?: boolean
}

/** What `check --json` prints. */
interface Findings {
  readonly ok: boolean
  readonly mistakes: readonly Mistake[]
  /** Rights that no `can` names, e.g. `books.delete`: the default rule decides them. */
  readonly defaultRule: readonly string[]
  /** With `--operations`: what each of them may cost. */
  readonly operations?: readonly OperationCost[]
}

/**
 * `refract check`: finds every mistake without opening a store, and with `--operations` every operation that may cost
 * too much; 1 when there are any.
 */
export async function check(root: string, flags: CheckFlags, terminal: Terminal): Promise<number> {
  const found = await findings(root, flags, terminal.product)
  if (flags.json) terminal.say(JSON.stringify(found, null, 2))
  else printFindings(found, terminal)
  return found.ok ? 0 : 1
}

async function findings(root: string, flags: CheckFlags, product: object): Promise<Findings> {
  try {
    const prepared = await prepare(root, projectModules(root, product))
    const defaultRule = prepared.gateway.model.unruled
    const { operations } = flags
    if (operations === undefined) return { ok: true, mistakes: [], defaultRule }
    return { ...(await pricedFindings(prepared, { ...flags, operations })), defaultRule }
  } catch (error) {
    if (!(error instanceof MistakesError)) throw error
    return { ok: false, mistakes: error.mistakes, defaultRule: [] }
  }
}

async function pricedFindings({ gateway, project }: Prepared, flags: OperationFlags) {
  const { model, graphqlSchema: schema } = gateway
  const introspection = project.config.introspection ?? false
  const found = await priceOperations({ model, schema, introspection }, flags)
  const within = found.operations.every(({ over }) => over.length === 0)
  return { ok: within && found.mistakes.length === 0, ...found }
}

function printFindings(found: Findings, terminal: Terminal): void {
  const { paint, say, complain } = terminal
  const { ok, mistakes, defaultRule, operations } = found
  if (operations) return printOperations({ operations, mistakes }, terminal)
  if (!ok) return mistakeLines(mistakes, paint).forEach((line) => complain(line))
  say(paint.good('No mistakes.'))
  if (defaultRule.length === 0) return
  say('The default rule decides, because no "can" does:')
  for (const rights of byCollection(defaultRule).values()) say(`  ${rights.join(', ')}`)
}

function byCollection(rights: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const right of rights) {
    const collection = right.slice(0, right.indexOf('.'))
    found.set(collection, [...(found.get(collection) ?? []), right])
  }
  return found
}
