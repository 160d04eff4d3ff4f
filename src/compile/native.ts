import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLObjectType,
  GraphQLString,
  type GraphQLFieldConfig,
  type GraphQLInputFieldConfig,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLScalarType,
} from 'graphql'
import type { EnumShape, Input, InputShape, Output, ValuesShape } from './builder.ts'
import { planned } from './planned.ts'
import { typeReader, type TypeText } from './type-text.ts'

/**
 * Scalars, enums, inputs and objects of values, which need nothing of Pothos. A wide schema has more of them than of
 * anything else, and Pothos keeps several records of each field: without them it starts sooner and stays smaller.
 */
export interface NativeTypes {
  input(name: string, shape: () => InputShape): string
  values(name: string, shape: () => ValuesShape): string
  enumeration(name: string, shape: () => EnumShape): string
  scalar(scalar: GraphQLScalarType): string
  /** The type that the builder calls so. */
  named(name: string): Leaf | GraphQLInputObjectType | GraphQLObjectType | undefined
}

type Leaf = GraphQLScalarType | GraphQLEnumType

/** GraphQL's own scalars, and nothing else yet. Fields are made when graphql-js asks: types refer to each other in circles. */
export function createNativeTypes(): NativeTypes {
  const leaves = new Map<string, Leaf>()
  const inputs = new Map<string, GraphQLInputObjectType>()
  const objects = new Map<string, GraphQLObjectType>()
  for (const type of [GraphQLID, GraphQLString, GraphQLInt, GraphQLFloat, GraphQLBoolean]) {
    leaves.set(type.name, type)
  }
  const inputType = typeReader<GraphQLInputType>((name) => leaves.get(name) ?? inputs.get(name))
  const outputType = typeReader<GraphQLOutputType>((name) => leaves.get(name) ?? objects.get(name))
  return {
    input: (name, shape) => once(inputs, name, () => inputObject(name, shape(), inputType)),
    values: (name, shape) => once(objects, name, () => valuesObject(name, shape(), outputType)),
    enumeration: (name, shape) =>
      once(leaves, name, () => new GraphQLEnumType({ name, ...shape() })),
    scalar: (scalar) => once(leaves, scalar.name, () => scalar),
    named: (name) => leaves.get(name) ?? inputs.get(name) ?? objects.get(name),
  }
}

function once<T>(types: Map<string, T>, name: string, make: () => T): string {
  if (!types.has(name)) types.set(name, make())
  return name
}

function inputObject(
  name: string,
  { description, oneOf, fields }: InputShape,
  typeOf: (text: TypeText) => GraphQLInputType,
): GraphQLInputObjectType {
  const config = ({ type, description, deprecated }: Input): GraphQLInputFieldConfig => ({
    type: typeOf(type),
    description,
    deprecationReason: deprecated,
  })
  return new GraphQLInputObjectType({
    name,
    description,
    isOneOf: oneOf ?? false,
    fields: () => mapValues(fields(), config),
  })
}

function valuesObject(
  name: string,
  { description, fields }: ValuesShape,
  typeOf: (text: TypeText) => GraphQLOutputType,
): GraphQLObjectType {
  const config = (output: Output): GraphQLFieldConfig<unknown, unknown> => ({
    type: typeOf(output.type),
    description: output.description,
    deprecationReason: output.deprecated,
    extensions: { refract: output.stamp },
    resolve: planned,
  })
  return new GraphQLObjectType({ name, description, fields: () => mapValues(fields(), config) })
}

function mapValues<T, U>(of: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  const mapped: Record<string, U> = {}
  for (const name in of) mapped[name] = map(of[name] as T)
  return mapped
}
