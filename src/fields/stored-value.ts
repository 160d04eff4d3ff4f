import type { Field } from './field.ts'
import type { ListField } from './list.ts'
import type { ObjectField } from './object.ts'
import type { Ref } from './ref.ts'
import type { RefsList } from './refs-list.ts'

/** The value of a field in code; `null` is part of it unless the field is required. */
export type ValueOf<T> = T extends Field<infer V> ? V : never

/** What the store keeps of a field, as code sees it: a ref is an id as text. */
export type StoredValue<T> =
  T extends Ref<string, unknown, infer N>
    ? string | Extract<N, null>
    : T extends RefsList
      ? readonly string[]
      : T extends ObjectField<infer F, infer N>
        ? ObjectValue<F> | N
        : T extends ListField<infer Of, infer V>
          ? readonly NonNullable<StoredValue<Of>>[] | Extract<V, null>
          : ValueOf<T>

/** The values of a nested object. */
export type ObjectValue<F> = { readonly [K in keyof F]: StoredValue<F[K]> }

/**
 * Options `O` of a field that is required as `R` says. `R` alone is inferred, so that a misspelt option is an
 * error, and a hover shows the options and nothing else.
 */
export type Given<O extends object, R extends boolean> = O & { readonly required?: R }

/** `null` unless required. */
export type Null<R> = R extends true ? never : null
