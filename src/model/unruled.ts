import type { Declared } from './declared.ts'
import { isObject } from './declared.ts'

/** What relies on the default rules: `books.read`, `books.create`, and selections without a `can`, `books.french`. */
export function unruled(declared: readonly Declared[]): readonly string[] {
  return Object.freeze(
    declared.flatMap(({ name, declaration, selections }) => {
      const { can } = declaration.options
      const rights = RIGHTS.filter((right) => !isObject(can) || can[right] === undefined)
      const open = selections.filter(({ options }) => options['can'] === undefined)
      return [...rights, ...open.map((selection) => selection.name)].map(
        (what) => `${name}.${what}`,
      )
    }),
  )
}

/** What a collection's `can` speaks of. */
export const RIGHTS = ['read', 'create', 'update', 'delete'] as const
