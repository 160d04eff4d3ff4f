import type { Config } from '../declare/config.ts'
import type { Mistake } from '../errors.ts'
import type { Declared } from './declared.ts'
import type { LinkSides } from './links.ts'
import type { Model } from './model.ts'
import type { Schema } from './modules.ts'
import type { Stores } from './stores.ts'

/** Everything that a rule may look at. `model` is a draft: what is broken is left out of it. */
export interface Checked {
  readonly schema: Schema
  readonly declared: readonly Declared[]
  readonly sides: LinkSides
  readonly config: Config
  readonly stores: Stores
  readonly model: Model
}

/** A rule finds mistakes of one kind. */
export type CheckRule = (checked: Checked) => readonly Mistake[]

/** A mistake in a file, where it is known. */
export function mistake(
  where: { readonly file: string | null },
  at: string,
  message: string,
): Mistake {
  return where.file === null ? { at, message } : { file: where.file, at, message }
}
