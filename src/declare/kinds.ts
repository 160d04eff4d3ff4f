import type { Field, Fields } from '../fields/field.ts'
import type { ListField } from '../fields/list.ts'
import type { ObjectField } from '../fields/object.ts'
import type { Ref } from '../fields/ref.ts'
import type { RefsList } from '../fields/refs-list.ts'
import type { ValueOf } from '../fields/stored-value.ts'

/** `kinds: { by: 'type', of: { Movie: { runtime: int() }, Series: { seasons: int() } } }` */
export interface Kinds<F = Fields, K = OfKinds> {
  /** The common field, a `oneOf()` or a `string()`, whose value is the kind; an enum may name it: `oneOf({ Movie: 'film' })`. */
  readonly by: keyof F & string
  /** The kinds' own fields beside the common ones, by GraphQL type. Fields of one name are declared alike. */
  readonly of: K
}

/** Own fields by GraphQL type. */
export type OfKinds = { readonly [type: string]: Fields }

/** All that an item may hold: the common fields, and those of every kind, which items of another kind do not have. */
export type WithKinds<F, K> = [keyof K] extends [never] ? F : F & OwnOf<K[keyof K]>

/** `U` is the union of the kinds. */
type OwnOf<U> = {
  readonly [N in NameIn<U>]: Maybe<U extends { readonly [M in N]: infer T } ? T : never>
}

type NameIn<U> = U extends unknown ? keyof U : never

/** The same field, without being required. */
type Maybe<T> =
  T extends Ref<infer To, infer Reverse>
    ? Ref<To, Reverse, null>
    : T extends RefsList
      ? T
      : T extends ObjectField<infer F>
        ? ObjectField<F, null>
        : T extends ListField<infer Of, infer V, infer R>
          ? R extends true
            ? ListField<Of, V | null, false>
            : T
          : null extends ValueOf<T>
            ? T
            : Field<ValueOf<T> | null>

/**
 * All fields that items may hold by name, those of kinds behind the common ones: what is stored is asked for whatever the
 * kind. Where a name stands twice the first counts, and the model says what is wrong. Nothing here has to be what its
 * type promises.
 */
export function allFields(fields: unknown, kinds: unknown): object {
  const all = new Map(Object.entries({ ...asObject(fields) }))
  for (const own of Object.values({ ...asObject(asObject(kinds)['of']) })) {
    for (const [name, field] of Object.entries({ ...asObject(own) }))
      if (!all.has(name)) all.set(name, field)
  }
  return Object.fromEntries(all)
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
