import { valueBounds } from './bounds.ts'
import { declared } from './declared.ts'
import type { Field, FieldOptions, FieldType } from './field.ts'
import { parseUuid, uuidName, UuidScalar } from './scalars/uuid.ts'
import type { Given, Null } from './stored-value.ts'
import { textType } from './text.ts'

/** Options of `uuid()`. */
export interface UuidOptions extends FieldOptions<string> {
  /** The only values allowed. */
  readonly oneOf?: readonly string[]
}

const type: FieldType = textType({
  name: uuidName,
  scalar: UuidScalar,
  parse: parseUuid,
  free: false,
})

/**
 * A UUID of any version, in lower case.
 *
 * @example
 * token: uuid({ default: () => randomUUID() })
 */
export function uuid<const R extends boolean = false>(
  options?: Given<UuidOptions, R>,
): Field<string | Null<R>> {
  return declared({ kind: 'uuid', options, type, bounds: valueBounds(type, options) })
}
