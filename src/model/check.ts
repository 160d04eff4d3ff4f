import type { Mistake } from '../errors.ts'
import type { Checked, CheckRule } from './checked.ts'
import { accessRules } from './rules/access-rules.ts'
import { circularRules } from './rules/circular-rules.ts'
import { clashingNames } from './rules/clashing-names.ts'
import { collectionOptions } from './rules/collection-options.ts'
import { computedFields } from './rules/computed-fields.ts'
import { configuration } from './rules/configuration.ts'
import { defaultExports } from './rules/default-exports.ts'
import { enumValueNames } from './rules/enum-values.ts'
import { exportedParts } from './rules/exported-parts.ts'
import { fieldKinds } from './rules/field-kinds.ts'
import { fieldNames } from './rules/field-names.ts'
import { fieldOptions } from './rules/field-options.ts'
import { kinds } from './rules/kinds.ts'
import { limits } from './rules/limits.ts'
import { linkKeys } from './rules/link-keys.ts'
import { linkOwners } from './rules/link-owners.ts'
import { linkReverses } from './rules/link-reverses.ts'
import { linkTargets } from './rules/link-targets.ts'
import { orders } from './rules/orders.ts'
import { pages } from './rules/pages.ts'
import { selections } from './rules/selections.ts'
import { storesUsed } from './rules/stores-used.ts'
import { typeNames } from './rules/type-names.ts'
import { uniqueFields } from './rules/unique-fields.ts'

/** All rules, in the order in which their mistakes are told. */
export const rules: readonly CheckRule[] = [
  configuration,
  limits,
  storesUsed,
  defaultExports,
  exportedParts,
  collectionOptions,
  typeNames,
  fieldKinds,
  kinds,
  fieldOptions,
  fieldNames,
  enumValueNames,
  clashingNames,
  linkTargets,
  linkReverses,
  linkOwners,
  linkKeys,
  computedFields,
  uniqueFields,
  orders,
  pages,
  accessRules,
  circularRules,
  selections,
]

/** Every mistake, each once: those of the configuration first, then by file. */
export function check(checked: Checked): readonly Mistake[] {
  const found = rules.flatMap((rule) => rule(checked))
  const lines = new Set<string>()
  const once = found.filter(({ file, at, message }) => {
    const line = JSON.stringify([file, at, message])
    return !lines.has(line) && lines.add(line)
  })
  return once.toSorted(
    (a, b) => order(a.file) - order(b.file) || byText(a.file ?? '', b.file ?? ''),
  )
}

function order(file: string | undefined): number {
  return file === undefined ? 0 : 1
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
