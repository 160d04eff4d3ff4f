import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
  type GraphQLInputFieldConfig,
  type GraphQLInputType,
  type GraphQLNamedInputType,
  type GraphQLScalarType,
} from 'graphql'
import type { EnumShape, Input, InputShape, Inputs, TypeText } from './builder.ts'

/**
 * Scalars, enums and inputs, which need nothing of Pothos. A wide schema has more of them than of anything
 * else, and Pothos keeps several records of each field: without them it starts sooner and stays smaller.
 */
export interface NativeTypes {
  input(name: string, shape: () => InputShape): string
  enumeration(name: string, shape: () => EnumShape): string
  scalar(scalar: GraphQLScalarType): string
  /** The type that the builder calls so. */
  named(name: string): GraphQLNamedInputType | undefined
}

/** GraphQL's own scalars, and nothing else yet. */
export function createNativeTypes(): NativeTypes {
  const types = new Map<string, GraphQLNamedInputType>()
  for (const type of [GraphQLID, GraphQLString, GraphQLInt, GraphQLFloat, GraphQLBoolean]) {
    types.set(type.name, type)
  }
  const once = (name: string, make: () => GraphQLNamedInputType): string => {
    if (!types.has(name)) types.set(name, make())
    return name
  }
  return {
    input: (name, shape) => once(name, () => inputObject(name, shape(), types)),
    enumeration: (name, shape) => once(name, () => new GraphQLEnumType({ name, ...shape() })),
    scalar: (scalar) => once(scalar.name, () => scalar),
    named: (name) => types.get(name),
  }
}

type Types = ReadonlyMap<string, GraphQLNamedInputType>

/** Its fields are made when graphql-js asks for them: inputs refer to each other in circles. */
function inputObject(name: string, shape: InputShape, types: Types): GraphQLInputObjectType {
  return new GraphQLInputObjectType({
    name,
    description: shape.description,
    isOneOf: shape.oneOf ?? false,
    fields: () => fieldConfigs(shape.fields(), types),
  })
}

function fieldConfigs(inputs: Inputs, types: Types): Record<string, GraphQLInputFieldConfig> {
  const configs: Record<string, GraphQLInputFieldConfig> = {}
  for (const name in inputs) {
    const input = inputs[name]
    if (input) configs[name] = fieldConfig(input, types)
  }
  return configs
}

function fieldConfig(
  { type, description, deprecated }: Input,
  types: Types,
): GraphQLInputFieldConfig {
  return { type: inputType(type, types), description, deprecationReason: deprecated }
}

function inputType(text: TypeText, types: Types): GraphQLInputType {
  if (text.endsWith('!')) {
    const type = inputType(text.slice(0, -1), types)
    return type instanceof GraphQLNonNull ? type : new GraphQLNonNull(type)
  }
  if (text.startsWith('[')) return new GraphQLList(inputType(text.slice(1, -1), types))
  const type = types.get(text)
  if (!type) throw new TypeError(`The input type "${text}" was never made`)
  return type
}
