import type { Bound, Field, FieldOptions, FieldType } from './field.ts'

/** What a builder makes of its arguments. */
interface Declaration {
  readonly kind: string
  readonly options: object | undefined
  readonly type: FieldType
  readonly bounds?: readonly Bound[]
}

/** A frozen field; `V` and the further members are the builder's word. */
export function declared<V, More extends object = object>(
  { kind, options, type, bounds = [] }: Declaration,
  more?: More,
): Field<V> & More {
  const field = {
    kind,
    options: Object.freeze({ ...options }),
    type,
    bounds: Object.freeze(bounds),
    ...more,
  }
  return Object.freeze(field) as unknown as Field<V> & More
}

/**
 * The type of what stands where a field is expected. It may be none (`list(string)`): then one that takes anything,
 * and the model names the mistake once every file is read.
 */
export function typeOf(field: Field): FieldType {
  return (field as Partial<Field> | undefined)?.type ?? anything
}

const anything: FieldType = Object.freeze<FieldType>({
  name: 'a value',
  scalar: null,
  operators: [],
  parse: (input) => input,
  decode: (stored) => stored,
  encode: (value) => value,
  compare: () => 0,
  identity: String,
})

/** The options, for whoever runs `default`, `transform` and `check`: their values are the field's own. */
export function optionsOf(field: Field): FieldOptions<unknown> {
  return field.options as unknown as FieldOptions<unknown>
}
