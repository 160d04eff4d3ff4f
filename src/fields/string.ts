import { declared } from './declared.ts'
import type { Field } from './field.ts'
import type { Given, Null } from './stored-value.ts'
import { searchable, stringType, textBounds } from './text.ts'
import type { TextOptions } from './text.ts'

/** Options of `string()`. */
export interface StringOptions extends TextOptions {}

/**
 * Text. A required one is not empty.
 *
 * @example
 * title: string({ required: true, max: 200, example: 'Emma' })
 */
export function string<const R extends boolean = false>(
  options?: Given<StringOptions, R>,
): Field<string | Null<R>> {
  const type = searchable(stringType, options)
  return declared({ kind: 'string', options, type, bounds: textBounds(type, options) })
}
