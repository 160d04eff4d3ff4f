/** Modules of declarations, sorted out: which collections there are, and what is exported on each. */

import { isCollection, isObject, isPart } from './declared.ts'
import type {
  CollectionDeclaration,
  Declared,
  DeclaredSelection,
  PartDeclaration,
} from './declared.ts'
import { camel } from './names.ts'

/** One export of one module. */
export interface Exported {
  readonly module: string
  readonly file: string | null
  readonly name: string
  readonly value: unknown
}

/** A selection or an action, and the collection that it is on, by name; null: on none that is known. */
export interface ExportedPart extends Exported {
  readonly value: PartDeclaration
  readonly on: string | null
}

/** Everything that modules export. */
export interface Schema {
  readonly modules: readonly {
    readonly name: string
    readonly file: string | null
    readonly value: unknown
  }[]
  readonly exports: readonly Exported[]
  /** Sorted by name. */
  readonly declared: readonly Declared[]
  readonly parts: readonly ExportedPart[]
}

/** Sorts modules out; mistakes are the rules' to find. */
export function readModules(
  modules: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string>> = {},
): Schema {
  const found = Object.entries(modules).map(([name, value]) => ({
    name,
    file: files[name] ?? null,
    value,
  }))
  const exports = found.flatMap(({ name: module, file, value }) =>
    entriesOf(value).map(([name, exported]) => ({ module, file, name, value: exported })),
  )
  const names = collectionsOf(exports)
  const parts = exports.flatMap((one) =>
    isPart(one.value)
      ? [{ ...one, value: one.value, on: names.get(one.value.on)?.name ?? null }]
      : [],
  )
  const declared = [...names]
    .map(([declaration, { name, file }]) => ({
      name,
      file,
      declaration: declaration as CollectionDeclaration,
      selections: selectionsOn(parts, name),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return { modules: found, exports, declared, parts }
}

/** A module namespace is an object without a prototype. */
function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : []
}

/** Collections by identity, the first of each name: under the name of the module whose default export they are. */
function collectionsOf(
  exports: readonly Exported[],
): Map<unknown, { name: string; file: string | null }> {
  const found = new Map<unknown, { name: string; file: string | null }>()
  const names = new Set<string>()
  for (const { module, file, name: exportName, value } of exports) {
    const name = camel(module)
    if (exportName !== 'default' || !isCollection(value) || found.has(value) || names.has(name))
      continue
    found.set(value, { name, file })
    names.add(name)
  }
  return found
}

/** The same selection may be exported again from elsewhere, under its name. */
function selectionsOn(
  parts: readonly ExportedPart[],
  collection: string,
): readonly DeclaredSelection[] {
  const own = parts.filter((part) => part.on === collection && part.value.kind === 'selection')
  const first = own.filter((part, i) => own.findIndex((other) => other.value === part.value) === i)
  return first.map(({ name, file, value }) => ({ name, file, options: value.options }))
}
