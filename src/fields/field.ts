import type { GraphQLScalarType } from 'graphql'

/** A filter operator; which ones a field offers is said by its type. */
export type Operator =
  | 'eq'
  | 'ne'
  | 'in'
  | 'nin'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'between'
  | 'exists'
  | 'isNull'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'matches'
  | 'has'
  | 'hasAll'
  | 'hasAny'
  | 'size'
  | 'year'
  | 'month'
  | 'day'

/** What every field takes, whatever its type. `V` is the value in code, without null. */
export interface FieldOptions<V = never> {
  /** Refuses null and absence on write; takes `null` off the type in code. */
  readonly required?: boolean
  /** The value of a create that gives none: a value, or a function that makes one. */
  readonly default?: V | (() => V)
  /** Shown in GraphiQL. */
  readonly description?: string
  /** An example value, shown in GraphiQL behind the description. */
  readonly example?: unknown
  /** The reason, printed as `@deprecated`. */
  readonly deprecated?: string
  /** No two items may hold the same value. */
  readonly unique?: boolean
  /** `false`: cannot be filtered, sorted or grouped. */
  readonly filter?: boolean
  /** Rules of this field alone; see `access/`. */
  readonly can?: unknown
  /** The field exists only if this answers true of the row (`Stored`). */
  readonly when?: (item: never) => boolean
  /** Runs once on what came, before it is checked. */
  readonly transform?: (value: V) => V
  /** What a missing key means when read, where the object around it is there: `absent: 0`. Without it, null. */
  readonly absent?: V
  /** Answers `true`, or what is wrong. */
  readonly check?: (value: V) => true | string
}

/** A field: what was declared, and the behaviour of its type. `null` is part of `V` unless required. */
export interface Field<V = unknown> {
  /** `string`, `int`, …, `list`, `object`, `ref`, `refsList`. */
  readonly kind: string
  readonly options: FieldOptions & Readonly<Record<string, unknown>>
  readonly type: FieldType
  /** What a written value must keep to besides its type; stored values and filters need not. */
  readonly bounds?: readonly Bound[]
  /** Only for TypeScript; never set. */
  readonly '~value'?: V
}

/** One bound of a field, e.g. `min`. */
export interface Bound {
  /** The option that sets it: the code of the issue. */
  readonly rule: string
  /** What is wrong with the decoded value, in words that read on after the field's name; null: nothing. */
  wrong(value: unknown): string | null
}

/** The fields of a collection or of a nested object, in the order of declaration. */
export type Fields = { readonly [name: string]: Field }

/**
 * How values of a type behave. A *decoded* value is what code sees (a `Date`, a `bigint`, a decimal's
 * digits as text); decoded values are what filters compare, whichever store they come from. None of these
 * functions is ever handed null or undefined.
 */
export interface FieldType {
  /** The words for mistakes: `"12" is not ${name}`, e.g. `an integer`. */
  readonly name: string
  /** The GraphQL scalar; null where `compile/` makes a type (`oneOf`, `object`, links) or wraps one (`list`). */
  readonly scalar: GraphQLScalarType | null
  /** Filter operators, in the order in which they are printed. */
  readonly operators: readonly Operator[]
  /** From a client or from code: the decoded value. @throws Misfit with the reason in words */
  parse(input: unknown): unknown
  /** From a store, JSON-like or native: the decoded value, or undefined where it does not fit the stored type. */
  decode(stored: unknown): unknown
  /** To a store, JSON-like (text for dates and decimals, numbers, booleans, lists, maps). */
  encode(value: unknown): unknown
  /** The order of two decoded values: negative, 0 or positive. */
  compare(a: unknown, b: unknown): number
  /** Of a list: the type of its elements, which are never null. */
  readonly element?: FieldType
  /** For numbers: `float` sums as a double, `exact` (bigint, decimal) as digits in text. Absent: cannot be summed. */
  readonly number?: 'float' | 'exact'
  /** Equal exactly when the values are equal; for hashing, `in`, groups and distinct. */
  identity(value: unknown): string | number | bigint | boolean
}

/** What `parse` throws: the value is not of the type. `message` reads on after the field's name. */
export class Misfit extends Error {
  /** Where inside the value, for lists and objects. */
  readonly path: readonly (string | number)[]
  constructor(message: string, path: readonly (string | number)[] = []) {
    super(message)
    this.path = path
  }
}
