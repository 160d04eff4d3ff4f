import { env as variables } from 'node:process'

/**
 * Reads an environment variable; an empty one counts as missing. Without a fallback a missing one is a
 * start-up mistake that names it, reported together with all others.
 *
 * @example
 * stores: { library: env('LIBRARY_URL', 'yaml:./data/library') }
 */
export function env(name: string, fallback?: string): string {
  return variables[name] || (fallback ?? `⟨env ${name} is not set⟩`)
}

const MISSING = /⟨env ([^⟩]*) is not set⟩/g

/** A variable that `env()` did not find, and the dotted place of the text that needs it. */
export interface MissingVariable {
  readonly at: string
  readonly name: string
}

/** The variables without a value in a declaration, e.g. `{ at: 'stores.library', name: 'LIBRARY_URL' }`. */
export function missingVariables(declared: unknown, at = ''): readonly MissingVariable[] {
  return search(declared, at, new Set())
}

function search(declared: unknown, at: string, seen: Set<object>): readonly MissingVariable[] {
  if (typeof declared === 'string') {
    return [...declared.matchAll(MISSING)].map(([, name = '']) => ({ at, name }))
  }
  if (!isPlain(declared) || seen.has(declared)) return []
  seen.add(declared)
  return Object.entries(declared).flatMap(([name, value]) =>
    search(value, at === '' ? name : `${at}.${name}`, seen),
  )
}

/** Only data is searched: clients and class instances are not ours to walk. */
function isPlain(value: unknown): value is object {
  if (Array.isArray(value)) return true
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
