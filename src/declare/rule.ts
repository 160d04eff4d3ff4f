import type { Fields } from '../fields/field.ts'
import type { RuleValue } from '../access/rules.ts'
import type { Items, User } from './registry.ts'
import type { Where } from './question.ts'
import type { Stored } from './values.ts'

/** What a rule in code is handed. */
export interface RuleContext<T = AnyStored> {
  /** Null when nobody is signed in. */
  readonly user: User | null
  /** The item; of a create or update, as it would become. */
  readonly item: T
  /** The item before the update; null otherwise. */
  readonly before: T | null
  /** What came in; null where nothing is written. */
  readonly input: Partial<T> | null
  /** Other items, with the caller's rights. */
  readonly items: Items
}

/** A stored item of whatever collection. */
export interface AnyStored {
  readonly id: string
  readonly [field: string]: unknown
}

/** A rule in code. Anything but `true`, and any error, refuses, for this request only. */
export type RuleFunction<T = AnyStored> = (context: RuleContext<T>) => boolean | Promise<boolean>

/**
 * Who may: everybody or nobody, a rule, the items that a `where` matches, or what code decides.
 *
 * @example
 * can: { read: { public: { eq: true } }, update: some(owner('user'), role('staff')), delete: false }
 */
export type Rule<F = Fields, C = unknown> =
  | boolean
  | RuleValue
  | Where<F, C>
  | RuleFunction<Stored<F>>
