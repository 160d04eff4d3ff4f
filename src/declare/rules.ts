import { every as everyPart, not as notPart, some as somePart } from '../access/rules.ts'
import type { EveryOf, NotRule, RowRule, RuleParts, RuleValue, SomeOf } from '../access/rules.ts'
import type { RuleContext } from './rule.ts'

/**
 * A part of a rule. It does not know its collection: `item` has fields of unknown type (or those that you
 * annotate), and the names in a `where` are checked when the gateway starts.
 */
export type Part = boolean | RuleValue | RowRule | PartFunction

/** As a method, so that an annotated `item` is accepted. */
type PartFunction = { judge(context: RuleContext): boolean | Promise<boolean> }['judge']

/**
 * Allows what all parts allow.
 *
 * @example
 * can: { update: every(role('staff'), { archived: { ne: true } }) }
 */
export function every<const Parts extends RuleParts<Part>>(...of: Parts): EveryOf<Parts> {
  return everyPart(...of)
}

/**
 * Allows what one part at least allows.
 *
 * @example
 * can: { read: some({ public: { eq: true } }, owner('user'), role('staff')) }
 */
export function some<const Parts extends RuleParts<Part>>(...of: Parts): SomeOf<Parts> {
  return somePart(...of)
}

/**
 * Allows what its part does not allow.
 *
 * @example
 * can: { delete: not({ loan: { user: { isNull: false } } }) }
 */
export function not(of: Part): NotRule {
  return notPart(of)
}
