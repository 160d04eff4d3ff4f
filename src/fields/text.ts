import { GraphQLString } from 'graphql'
import type { GraphQLScalarType } from 'graphql'
import { valueBounds, sizeBounds } from './bounds.ts'
import type { Bound, FieldOptions, FieldType } from './field.ts'
import { compareText } from './key.ts'
import { fitted, misfit } from './misfit.ts'
import { orderOperators, textOperators } from './operators.ts'
import { patternBounds } from './pattern.ts'
import type { PatternOptions } from './pattern.ts'

/** Options of every field whose value is text. */
export interface TextOptions extends FieldOptions<string>, PatternOptions {
  /** Fewest characters (code points: an emoji is one or more, a letter one). */
  readonly min?: number
  /** Most characters. */
  readonly max?: number
  /** The only texts allowed; `oneOf()` makes a GraphQL enum of them instead. */
  readonly oneOf?: readonly string[]
  /** Offers the `matches` filter, a regular expression of linear time (RE2). */
  readonly matches?: boolean
}

/** What tells one type of text from another. */
interface TextType {
  readonly name: string
  readonly scalar: GraphQLScalarType
  readonly parse: (input: unknown) => string
  /** False: a code, which is compared and not searched. */
  readonly free?: boolean
}

/** A type whose decoded and stored values are text, in code point order. */
export function textType({ name, scalar, parse, free = true }: TextType): FieldType {
  return Object.freeze<FieldType>({
    name,
    scalar,
    operators: free ? textOperators : orderOperators,
    parse,
    decode: (stored) => fitted(parse, stored),
    encode: (value) => value,
    compare: (a, b) => compareText(String(a), String(b)),
    identity: String,
  })
}

/** The type with `matches`, where the options ask for it. */
export function searchable(type: FieldType, options: TextOptions = {}): FieldType {
  if (!options.matches) return type
  return Object.freeze<FieldType>({ ...type, operators: [...type.operators, 'matches'] })
}

/** Every bound of a text. */
export function textBounds(type: FieldType, options: TextOptions = {}): readonly Bound[] {
  const { oneOf } = options
  return [
    ...sizeBounds(options, 'character', (value) => characters(String(value))),
    ...patternBounds(options),
    ...valueBounds(type, oneOf ? { oneOf } : {}),
  ]
}

function characters(text: string): number {
  let size = 0
  for (const _ of text) size++
  return size
}

/** Text of any kind. */
export const stringType: FieldType = textType({
  name: 'text',
  scalar: GraphQLString,
  parse: (input) => {
    if (typeof input === 'string') return input
    throw misfit(input, 'text')
  },
})
