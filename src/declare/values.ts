import type { Fields } from '../fields/field.ts'
import type { ListField } from '../fields/list.ts'
import type { RefsList } from '../fields/refs-list.ts'
import type { StoredValue } from '../fields/stored-value.ts'

/** Who and when; kept by the gateway, null where the store keeps none. */
export interface Meta {
  readonly createdAt: Date | null
  readonly createdBy: string | null
  readonly modifiedAt: Date | null
  readonly modifiedBy: string | null
}

/** What the store keeps, as code sees it: a ref is an id, ids are text, what is not required may be null. */
export type Stored<F = Fields> = Pretty<
  { readonly id: string; readonly meta?: Meta | null } & {
    readonly [K in keyof F]: StoredValue<F[K]>
  }
>

/** The values of an action's input. */
export type Values<F> = Pretty<{ readonly [K in keyof F]: StoredValue<F[K]> }>

/** What a create takes: what is not required may be left out. */
export type New<F> = Pretty<
  { readonly [K in keyof F as Optional<F[K]> extends true ? never : K]: StoredValue<F[K]> } & {
    readonly [K in keyof F as Optional<F[K]> extends true ? K : never]?: StoredValue<F[K]>
  }
>

/** What an update takes: what is left out stays, null clears. */
export type Changes<F> = { readonly [K in keyof F]?: StoredValue<F[K]> }

type Optional<T> =
  null extends StoredValue<T>
    ? true
    : T extends RefsList
      ? true
      : T extends ListField<unknown, unknown, infer R>
        ? R extends true
          ? false
          : true
        : false

/** Flattens an intersection, so that hovers show one object. */
export type Pretty<T> = { [K in keyof T]: T[K] } & {}
