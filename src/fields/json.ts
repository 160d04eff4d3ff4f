import { declared } from './declared.ts'
import type { Field, FieldOptions, FieldType } from './field.ts'
import { compareText } from './key.ts'
import { fitted } from './misfit.ts'
import { equalOperators } from './operators.ts'
import { plainJson, stableText } from './plain.ts'
import type { Json } from './plain.ts'
import { JsonScalar } from './scalars/json.ts'

/** Options of `json()`. */
export interface JsonOptions extends FieldOptions<Json> {}

/** Any JSON. Values are equal whatever the order of their members; their order is that of their text. */
export const jsonType: FieldType = Object.freeze<FieldType>({
  name: 'JSON',
  scalar: JsonScalar,
  operators: equalOperators,
  parse: (input) => plainJson(input),
  decode: (stored) => fitted(plainJson, stored),
  encode: (value) => value,
  compare: (a, b) => compareText(stableText(plainJson(a)), stableText(plainJson(b))),
  identity: (value) => stableText(plainJson(value)),
})

/**
 * Any JSON: maps with free keys, documents of others. `null` in it is the same as no value. What a store holds
 * beside JSON reads as text: dates as RFC 3339, bytes as base64, integers past 2^53 as digits.
 *
 * @example
 * settings: json({ default: {} })
 */
export function json(options?: JsonOptions): Field<unknown> {
  return declared({ kind: 'json', options, type: jsonType })
}
