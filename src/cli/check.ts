import { MistakesError, type Mistake } from '../errors.ts'
import { projectModules } from './modules.ts'
import { prepare } from './prepare.ts'
import { mistakeLines } from './report.ts'
import type { Terminal } from './terminal.ts'

/** How `check` prints. */
export interface CheckFlags {
  readonly json?: boolean
}

/** What `check --json` prints. */
interface Findings {
  readonly ok: boolean
  readonly mistakes: readonly Mistake[]
  /** Rights that no `can` names, e.g. `books.delete`: the default rule decides them. */
  readonly defaultRule: readonly string[]
}

/** `refract check`: finds every mistake without opening a store; 1 when there are any. */
export async function check(root: string, flags: CheckFlags, terminal: Terminal): Promise<number> {
  const found = await findings(root, terminal.product)
  if (flags.json) terminal.say(JSON.stringify(found, null, 2))
  else printFindings(found, terminal)
  return found.ok ? 0 : 1
}

async function findings(root: string, product: object): Promise<Findings> {
  try {
    const { gateway } = await prepare(root, projectModules(root, product))
    return { ok: true, mistakes: [], defaultRule: gateway.model.unruled }
  } catch (error) {
    if (!(error instanceof MistakesError)) throw error
    return { ok: false, mistakes: error.mistakes, defaultRule: [] }
  }
}

function printFindings({ ok, mistakes, defaultRule }: Findings, terminal: Terminal): void {
  const { paint, say, complain } = terminal
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
