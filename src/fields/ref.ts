import { declared } from './declared.ts'
import type { Field, FieldOptions } from './field.ts'
import { idType } from './id.ts'

/** Options of `ref()`. */
export interface RefOptions extends FieldOptions<string> {
  /** The link field at the other end, which may lie deeper: `'loan.user'`. Left out, the link is one-way. */
  readonly reverse?: string
  /** Another unique field of the target that the stored key names, instead of its id: `'cca2'`. */
  readonly by?: string
  /** This side stores the link, where both sides could. */
  readonly owns?: boolean
  /** Also store it here although it could be derived, and keep both sides in step. */
  readonly stored?: boolean
  /** Writes do not check that the target exists. */
  readonly unchecked?: boolean
}

/** A link to one item of the collection `To`. */
export interface Ref<To extends string = string, Reverse = unknown, N = unknown> extends Field<N> {
  readonly kind: 'ref'
  readonly to: To
  readonly reverse: Reverse
}

/** The declared `reverse`, or undefined. */
export type ReverseOf<O> = O extends { readonly reverse: infer R } ? R : undefined

/** `null` unless the options say `required: true`. */
export type NullOf<O> = O extends { readonly required: true } ? never : null

/** A link to one item; `declare/` narrows `To` to the names of collections. */
export function ref<const To extends string, const O extends RefOptions>(
  to: To,
  options?: O,
): Ref<To, ReverseOf<O>, NullOf<O>> {
  const link = { kind: 'ref' as const, to, reverse: options?.reverse as ReverseOf<O> }
  return declared({ kind: 'ref', options, type: idType }, link)
}
