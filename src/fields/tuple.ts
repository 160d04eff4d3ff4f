import { declared, typeOf } from './declared.ts'
import type { Field, FieldOptions, FieldType } from './field.ts'
import { joinIdentities } from './identity.ts'
import { asList, parseAt } from './list-type.ts'
import { misfit } from './misfit.ts'
import { equalOperators } from './operators.ts'
import { byElements, nullsFirst } from './order.ts'
import { JsonScalar } from './scalars/json.ts'
import type { Given, Null, StoredValue } from './stored-value.ts'

/** The values of a tuple, by position. */
export type TupleValue<T extends readonly Field[]> = { readonly [K in keyof T]: StoredValue<T[K]> }

/** Options of `tuple()`. */
export interface TupleOptions<V = never> extends FieldOptions<V> {}

/** A field that holds a fixed number of values, each of its own type. */
export interface TupleField<
  T extends readonly Field[] = readonly Field[],
  V = unknown,
> extends Field<V> {
  readonly kind: 'tuple'
  readonly of: T
}

/**
 * A list of fixed length with a type for each position, a JSON list in GraphQL. A position may be null unless
 * its field is required.
 *
 * @example
 * place: tuple([float({ required: true }), float({ required: true })])
 */
export function tuple<const T extends readonly Field[], const R extends boolean = false>(
  of: T,
  options?: Given<TupleOptions<TupleValue<T>>, R>,
): TupleField<T, TupleValue<T> | Null<R>> {
  const type = tupleType((Array.isArray(of) ? of : []).map(typeOf))
  return declared({ kind: 'tuple', options, type }, { kind: 'tuple' as const, of })
}

function tupleType(of: readonly FieldType[]): FieldType {
  const name = `a list of exactly ${of.length}: ${of.map((each) => each.name).join('; ')}`
  return Object.freeze<FieldType>({
    name,
    scalar: JsonScalar,
    operators: equalOperators,
    parse: (input) => exactly(input, of, name).map((each, i) => parsePlace(of[i], each, i)),
    decode: (stored) => decodePlaces(stored, of),
    encode: (value) => asList(value).map((each, i) => (each == null ? null : of[i]?.encode(each))),
    compare: (a, b) =>
      byElements(asList(a), asList(b), (x, y, i) => nullsFirst(x, y, of[i]?.compare ?? same)),
    identity: (value) =>
      joinIdentities(
        asList(value).map((each, i) => (each == null ? null : (of[i]?.identity(each) ?? null))),
      ),
  })
}

function same(): number {
  return 0
}

/** The list, of the right length. @throws Misfit */
export function exactly(input: unknown, of: readonly unknown[], name: string): readonly unknown[] {
  if (Array.isArray(input) && input.length === of.length) return input
  throw misfit(input, name)
}

function parsePlace(type: FieldType | undefined, input: unknown, at: number): unknown {
  return input == null || !type ? null : parseAt(type, input, at)
}

/** Undefined as a whole where one place does not fit. */
function decodePlaces(stored: unknown, of: readonly FieldType[]): unknown {
  if (!Array.isArray(stored) || stored.length !== of.length) return undefined
  const values = of.map((type, i) => (stored[i] == null ? null : type.decode(stored[i])))
  return values.includes(undefined) ? undefined : values
}

/** Whether a field is a tuple. */
export function isTupleField(field: Field): field is TupleField {
  return field.kind === 'tuple'
}
