import { GraphQLBoolean } from 'graphql'
import { declared } from './declared.ts'
import type { Field, FieldOptions, FieldType } from './field.ts'
import { misfit } from './misfit.ts'
import { equalOperators } from './operators.ts'
import type { Given, Null } from './stored-value.ts'

/** Options of `bool()`. */
export interface BoolOptions extends FieldOptions<boolean> {}

const name = 'true or false'

/** True or false; false comes first. */
export const boolType: FieldType = Object.freeze<FieldType>({
  name,
  scalar: GraphQLBoolean,
  operators: equalOperators,
  parse: (input) => {
    if (typeof input === 'boolean') return input
    throw misfit(input, name)
  },
  decode: (stored) => (typeof stored === 'boolean' ? stored : undefined),
  encode: (value) => value,
  compare: (a, b) => Number(a) - Number(b),
  identity: Boolean,
})

/**
 * True or false. A required one may be false.
 *
 * @example
 * borrowed: bool({ required: true, default: false })
 */
export function bool<const R extends boolean = false>(
  options?: Given<BoolOptions, R>,
): Field<boolean | Null<R>> {
  return declared({ kind: 'bool', options, type: boolType })
}
