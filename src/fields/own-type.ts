import type { GraphQLScalarType } from 'graphql'
import { valueBounds } from './bounds.ts'
import { declared } from './declared.ts'
import { Misfit } from './field.ts'
import type { Field, FieldOptions, FieldType, Operator } from './field.ts'
import { compareText } from './key.ts'
import { fitted, shown } from './misfit.ts'
import { equalOperators, orderOperators } from './operators.ts'
import { bySize } from './order.ts'
import { plainJson, stableText } from './plain.ts'
import { scalarOf } from './scalars/scalar.ts'
import type { Given, Null } from './stored-value.ts'

/** A type of one's own; `V` is its value in code. */
export interface OwnType<V> {
  /** The kind, and the GraphQL scalar in capitals: `money` prints as `Money`. */
  readonly name: string
  /** For messages: `"12" is not ${words}`; the name unless given. */
  readonly words?: string
  /** What a client, code or a store gives → the value. It must take a value itself too. Throws what is wrong. */
  readonly parse: (input: unknown) => V
  /** The value → the JSON that clients see; the value itself unless given. */
  readonly show?: (value: V) => unknown
  /** The value → the JSON that stores keep; what `show` makes unless given. */
  readonly store?: (value: V) => unknown
  /** The order of two values. With it `lt lte gt gte between`, `min` and `max` are offered. */
  readonly compare?: (a: V, b: V) => number
  /** Equal exactly for equal values; the text of what `store` makes unless given. */
  readonly identity?: (value: V) => string | number | bigint | boolean
  /** A GraphQL scalar to print as; one is made unless given. */
  readonly scalar?: GraphQLScalarType
  /** Described in GraphiQL. */
  readonly description?: string
  /** The standard behind it, printed as `@specifiedBy`. */
  readonly specifiedBy?: string
  /** The filters offered, `eq ne in nin exists isNull` and, with `compare`, those of an order unless given. */
  readonly operators?: readonly Operator[]
}

/** Options of a field of one's own type. */
export interface OwnOptions<V> extends FieldOptions<V> {
  /** The least value, inclusive; for types with `compare`. */
  readonly min?: V
  /** The greatest value, inclusive; for types with `compare`. */
  readonly max?: V
  /** The only values allowed. */
  readonly oneOf?: readonly V[]
}

/** Declares fields of a type of one's own. */
export type OwnBuilder<V> = <const R extends boolean = false>(
  options?: Given<OwnOptions<V>, R>,
) => Field<V | Null<R>>

/**
 * A field type of one's own: answers a builder like `string` or `int`.
 *
 * @example
 * const isbn = field({
 *   name: 'isbn',
 *   parse: (input) => {
 *     if (typeof input === 'string' && /^97[89]\d{10}$/.test(input)) return input
 *     throw new Error(`${input} is not an ISBN`)
 *   },
 * })
 * const fields = { isbn: isbn({ required: true, unique: true }) }
 */
export function field<V>(own: OwnType<V>): OwnBuilder<V> {
  const type = ownType(own)
  return (options) =>
    declared({ kind: own.name, options, type, bounds: valueBounds(type, options) })
}

function ownType<V>(own: OwnType<V>): FieldType {
  const parse = (input: unknown): V => checked(own, input)
  const show = own.show ?? ((value: V): unknown => value)
  const store = own.store ?? show
  const text = (value: unknown): string => stableText(plainJson(store(value as V)))
  return Object.freeze<FieldType>({
    name: own.words ?? own.name,
    scalar: own.scalar ?? ownScalar(own, parse, show),
    operators: own.operators ?? (own.compare ? orderOperators : equalOperators),
    parse,
    decode: (stored) => fitted(parse, stored) ?? undefined,
    encode: (value) => store(value as V),
    compare: own.compare ? (a, b) => own.compare?.(a as V, b as V) ?? 0 : byShown(show, text),
    identity: (value) => (own.identity ? own.identity(value as V) : text(value)),
  })
}

/** A plain `Error` of the user's says what is wrong; the words of others (a `TypeError`) are for nobody to read. */
function checked<V>(own: OwnType<V>, input: unknown): V {
  try {
    return own.parse(input)
  } catch (error) {
    if (error instanceof Misfit) throw error
    const said = error instanceof Error && Object.getPrototypeOf(error) === Error.prototype
    const words = said ? error.message : ''
    throw new Misfit(words || `${shown(input)} is not ${own.words ?? own.name}`)
  }
}

/** Numbers by size, anything else by text. */
function byShown<V>(
  show: (value: V) => unknown,
  text: (value: unknown) => string,
): FieldType['compare'] {
  return (a, b) => {
    const [x, y] = [show(a as V), show(b as V)]
    if (typeof x === 'number' && typeof y === 'number') return bySize(x, y)
    if (typeof x === 'string' && typeof y === 'string') return compareText(x, y)
    return compareText(text(a), text(b))
  }
}

function ownScalar<V>(
  own: OwnType<V>,
  parse: (input: unknown) => V,
  show: (value: V) => unknown,
): GraphQLScalarType {
  return scalarOf({
    name: own.name.charAt(0).toUpperCase() + own.name.slice(1),
    description: own.description ?? `A value of the type ${own.words ?? own.name}.`,
    ...(own.specifiedBy === undefined ? {} : { specifiedBy: own.specifiedBy }),
    parse,
    show: (value) => plainJson(show(value as V)),
  })
}
