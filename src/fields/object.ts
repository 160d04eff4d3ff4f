import { declared } from './declared.ts'
import type { Field, FieldOptions, Fields } from './field.ts'
import { objectType } from './object-type.ts'
import type { Given, Null, ObjectValue } from './stored-value.ts'

/** Options of `object()`. */
export interface ObjectOptions<V = never> extends FieldOptions<V> {}

/** A nested object with fields of its own. */
export interface ObjectField<F = Fields, N = null> extends Field<F | N> {
  readonly kind: 'object'
  readonly fields: F
  /** Only for TypeScript; never set. */
  readonly '~null'?: N
}

/**
 * A nested object with fields of its own, links included. An update changes the members that it names and keeps
 * the others; null clears the whole object.
 *
 * @example
 * loan: object({ user: ref('users', { reverse: 'loans' }), until: datetime() })
 */
export function object<const F extends Fields, const R extends boolean = false>(
  fields: F,
  options?: Given<ObjectOptions<ObjectValue<F>>, R>,
): ObjectField<F, Null<R>> {
  const members = { kind: 'object' as const, fields: Object.freeze({ ...fields }) as F }
  return declared({ kind: 'object', options, type: objectType(members.fields) }, members)
}

/** Whether a field is a nested object. */
export function isObjectField(field: Field): field is ObjectField {
  return field.kind === 'object'
}
