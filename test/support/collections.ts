/** Declarations seen and changed from outside, so that one story can be told of several stores. */

type Declaration = Readonly<Record<string, unknown>> & {
  readonly options: Readonly<Record<string, unknown>>
}

/** The collection that a module declares. */
function collectionOf(module: object | undefined): Declaration | null {
  const declared = (module as { readonly default?: Declaration } | undefined)?.default
  return declared?.['kind'] === 'collection' ? declared : null
}

/** What to change of a module's collection. */
export type Change = (name: string, options: Declaration['options']) => Declaration['options']

/** The same modules with other options of their collections; selections and actions follow. */
export function changedModules(
  modules: Readonly<Record<string, object>>,
  change: Change,
): Readonly<Record<string, object>> {
  const replaced = new Map<unknown, Declaration>()
  for (const [name, module] of Object.entries(modules)) {
    const declared = collectionOf(module)
    if (!declared) continue
    const options = Object.freeze(change(name, declared.options))
    replaced.set(declared, Object.freeze({ ...declared, options }))
  }
  const follow = (part: unknown) => {
    const on = (part as { readonly on?: unknown } | null)?.on
    return replaced.has(on) ? { ...(part as object), on: replaced.get(on) } : part
  }
  const changed = (module: object) =>
    Object.fromEntries(
      Object.entries(module).map(([name, part]) => [name, replaced.get(part) ?? follow(part)]),
    )
  return Object.fromEntries(
    Object.entries(modules).map(([name, module]) => [name, changed(module)]),
  )
}
