/**
 * Rules as data: who may do what, said once and decided in `access/decide.ts`. A rule refuses whoever it
 * cannot judge: nobody signed in, a missing field, a function that throws.
 */

/** Whoever has the role. */
export interface RoleRule {
  readonly kind: 'rule'
  readonly rule: 'role'
  readonly role: string
  readonly '~signedIn'?: true
}

/** Whoever the item names at `path`, a dotted field name; `id` is the item of the user itself. */
export interface OwnerRule {
  readonly kind: 'rule'
  readonly rule: 'owner'
  readonly path: string
  readonly '~signedIn'?: true
}

/** All parts allow it. */
export interface EveryRule<SignedIn = boolean> {
  readonly kind: 'rule'
  readonly rule: 'every'
  readonly of: readonly RulePart[]
  readonly '~signedIn'?: SignedIn
}

/** One part at least allows it. */
export interface SomeRule<SignedIn = boolean> {
  readonly kind: 'rule'
  readonly rule: 'some'
  readonly of: readonly RulePart[]
  readonly '~signedIn'?: SignedIn
}

/** The part does not allow it. */
export interface NotRule {
  readonly kind: 'rule'
  readonly rule: 'not'
  readonly of: RulePart
}

/** What the rule constructors make. */
export type RuleValue = RoleRule | OwnerRule | EveryRule | SomeRule | NotRule

/** A row rule: a `where`, named as in GraphQL. Which names there are is the model's to check. */
export type RowRule = { readonly [name: string]: unknown }

/** A rule in code; `declare/` says what it is handed. Anything but `true` refuses. */
export type CodeRule = (context: never) => boolean | Promise<boolean>

/** What rules are put together from. */
export type RulePart = boolean | RuleValue | RowRule | CodeRule

/** The rules that nobody gets past without having signed in. */
export type SignedInRule = RoleRule | OwnerRule | EveryRule<true> | SomeRule<true>

/** One part at least: `every()` of nothing would allow everybody. */
export type RuleParts<Part = RulePart> = readonly [Part, ...Part[]]

/** `every` of these parts needs somebody signed in as soon as one part does. */
export type EveryOf<Parts extends RuleParts> = EveryRule<
  [Extract<Parts[number], SignedInRule>] extends [never] ? false : true
>

/** `some` of these parts needs somebody signed in when each part does. */
export type SomeOf<Parts extends RuleParts> = SomeRule<
  [Parts[number]] extends [SignedInRule] ? true : false
>

/**
 * Allows whoever has the role.
 *
 * @example
 * can: { create: role('staff') }
 */
export function role(name: string): RoleRule {
  return Object.freeze({ kind: 'rule', rule: 'role', role: name })
}

/**
 * Allows the user whose id stands in the item at `path`: a ref to the users, or a field that holds the id.
 *
 * @example
 * can: { update: owner('loan.user'), delete: owner('user') }
 */
export function owner(path: string): OwnerRule {
  return Object.freeze({ kind: 'rule', rule: 'owner', path })
}

/**
 * Allows what all parts allow.
 *
 * @example
 * can: { update: every(role('staff'), { archived: { ne: true } }) }
 */
export function every<const Parts extends RuleParts>(...of: Parts): EveryOf<Parts> {
  return Object.freeze({ kind: 'rule', rule: 'every', of: Object.freeze(of) })
}

/**
 * Allows what one part at least allows.
 *
 * @example
 * can: { read: some({ public: { eq: true } }, owner('user'), role('staff')) }
 */
export function some<const Parts extends RuleParts>(...of: Parts): SomeOf<Parts> {
  return Object.freeze({ kind: 'rule', rule: 'some', of: Object.freeze(of) })
}

/**
 * Allows what its part does not allow.
 *
 * @example
 * can: { delete: not({ loan: { user: { isNull: false } } }) }
 */
export function not(of: RulePart): NotRule {
  return Object.freeze({ kind: 'rule', rule: 'not', of })
}
