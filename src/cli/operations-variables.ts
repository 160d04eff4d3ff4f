import { readFile } from 'node:fs/promises'
import type { Mistake } from '../errors.ts'
import { suggest } from '../model/suggest.ts'
import type { ReadOperation } from '../server/operation-files.ts'

/** Values of variables, one set of them. */
export interface VariableSet {
  /** For messages: `shelf`, or `shelf[1]` where there are several. */
  readonly title: string
  readonly values: Readonly<Record<string, unknown>>
}

/** The sets of variables by operation, and everything wrong with the file. */
export interface GivenVariables {
  readonly sets: ReadonlyMap<ReadOperation, readonly VariableSet[]>
  readonly mistakes: readonly Mistake[]
}

/**
 * Reads a JSON file that holds variables by the name of their operation, or those of the only operation; a list holds
 * several sets.
 */
export async function givenVariables(
  file: string,
  operations: readonly ReadOperation[],
): Promise<GivenVariables> {
  const wrong = (message: string) => ({ sets: new Map(), mistakes: [{ at: file, message }] })
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return wrong('there is no such file')
  try {
    const given: unknown = JSON.parse(text)
    return isMap(given) || Array.isArray(given)
      ? distributed(given, { file, operations })
      : wrong('must hold an object: variables by the name of their operation')
  } catch (error) {
    return wrong(`is not JSON: ${(error as Error).message}`)
  }
}

interface Reading {
  readonly file: string
  readonly operations: readonly ReadOperation[]
}

function distributed(given: object, { file, operations }: Reading): GivenVariables {
  const mistakes: Mistake[] = []
  const sets = new Map<ReadOperation, readonly VariableSet[]>()
  const byName = namedOf(given, operations)
  const known = operations.flatMap(({ name }) => name ?? [])
  for (const [name, value] of Object.entries(byName)) {
    const operation = operations.find((one) => (one.name ?? '') === name)
    if (!operation) {
      mistakes.push({
        file,
        at: name,
        message: `no operation has this name.${suggest(name, known)}`,
      })
      continue
    }
    const found = setsOf(operation, value, { file, mistakes })
    if (found.length > 0) sets.set(operation, found)
  }
  for (const operation of operations) {
    const { name, required } = operation
    if (required.length === 0 || Object.hasOwn(byName, name ?? '')) continue
    const needs = required.map((one) => `$${one}`).join(', ')
    mistakes.push({ file, at: name ?? NAMELESS, message: `has no values; it needs ${needs}` })
  }
  return { sets, mistakes }
}

const NAMELESS = 'operation without a name'

/** Variables by name of their operation; those of an only operation may stand without its name. */
function namedOf(given: object, operations: readonly ReadOperation[]): Record<string, unknown> {
  const [only, ...others] = operations
  const alone = only !== undefined && others.length === 0
  if (!alone) return { ...given }
  const name = only.name ?? ''
  const keyed = Object.keys(given).join() === name && !only.variables.includes(name)
  return keyed && only.name !== null ? { ...given } : { [name]: given }
}

function setsOf(
  { name, variables }: ReadOperation,
  value: unknown,
  into: { readonly file: string; readonly mistakes: Mistake[] },
): readonly VariableSet[] {
  const title = name ?? 'variables'
  const several = Array.isArray(value)
  const sets: readonly unknown[] = several ? value : [value]
  return sets.flatMap((values, index) => {
    const at = several ? `${title}[${index}]` : title
    const wrong = (message: string) => into.mistakes.push({ file: into.file, at, message })
    if (!isMap(values)) {
      wrong('must be an object: the values of the variables')
      return []
    }
    for (const unknown of Object.keys(values).filter((one) => !variables.includes(one)))
      wrong(`the operation has no variable "$${unknown}".${suggest(unknown, variables)}`)
    return [{ title: at, values }]
  })
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
