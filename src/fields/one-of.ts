import { declared } from './declared.ts'
import type { Field, FieldOptions, FieldType } from './field.ts'
import { compareText } from './key.ts'
import { misfit } from './misfit.ts'
import { equalOperators } from './operators.ts'
import type { Given, Null } from './stored-value.ts'

/** Options of `oneOf()`. */
export interface OneOfOptions<T extends string = string> extends FieldOptions<T> {}

/** A field that prints as a GraphQL enum. */
export interface OneOfField<T extends string = string, V = T | null> extends Field<V> {
  readonly kind: 'oneOf'
  /** The stored texts, in the order of declaration. */
  readonly values: readonly T[]
  /** GraphQL name → stored text, where the declaration names them; else null, and names come from the texts. */
  readonly names: Readonly<Record<string, T>> | null
}

/**
 * One of some texts, a GraphQL enum. A map names the values where the texts are no good names.
 *
 * @example
 * genre: oneOf(['novel', 'essay', 'poetry'])
 * size: oneOf({ XL2: '2xl', XL: 'xl' })
 */
export function oneOf<const T extends string, const R extends boolean = false>(
  values: readonly T[] | Readonly<Record<string, T>>,
  options?: Given<OneOfOptions<NoInfer<T>>, R>,
): OneOfField<T, T | Null<R>> {
  const named = isList(values) ? null : Object.freeze({ ...values })
  const texts = Object.freeze(isList(values) ? [...values] : Object.values(values ?? {}))
  const members = { kind: 'oneOf' as const, values: texts, names: named }
  return declared({ kind: 'oneOf', options, type: oneOfType(texts) }, members)
}

function isList<T extends string>(
  values: readonly T[] | Readonly<Record<string, T>>,
): values is readonly T[] {
  return Array.isArray(values)
}

function oneOfType(values: readonly string[]): FieldType {
  const known = new Set<unknown>(values)
  const name = `one of ${values.map((each) => JSON.stringify(each)).join(', ')}`
  return Object.freeze<FieldType>({
    name,
    scalar: null,
    operators: equalOperators,
    parse: (input) => {
      if (known.has(input)) return input
      throw misfit(input, name)
    },
    decode: (stored) => (known.has(stored) ? stored : undefined),
    encode: (value) => value,
    compare: (a, b) => compareText(String(a), String(b)),
    identity: String,
  })
}
