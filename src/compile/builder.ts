import SchemaBuilder, { BuiltinScalarRef, InputListRef, ListRef } from '@pothos/core'
import type { GraphQLScalarType, GraphQLSchema } from 'graphql'
import type { CollectionModel } from '../model/model.ts'
import type { OutputStamp } from '../plan/stamps.ts'
import { createNativeTypes, type NativeTypes } from './native.ts'
import { planned } from './planned.ts'
import type { TypeText } from './type-text.ts'

/** A field of an input, or an argument. */
export interface Input {
  readonly type: TypeText
  readonly description: string
  readonly deprecated?: string | undefined
}

/** A field of an object, with what it means to the plan. */
export interface Output extends Input {
  readonly stamp: OutputStamp
  readonly args?: Inputs
}

export type { TypeText }

export type Inputs = Readonly<Record<string, Input>>
export type Outputs = Readonly<Record<string, Output>>

interface Described {
  readonly description: string
}

/** An object type; `collection` marks the items of one. Its fields are asked for in the end. */
export interface ObjectShape extends Described {
  readonly collection?: CollectionModel
  /** The interface that it implements, made already; its fields are among `fields`. */
  readonly implements?: string
  readonly fields: () => Outputs
}

/** An object of values: its fields are scalars, enums and other such objects, without arguments. */
export interface ValuesShape extends Described {
  readonly fields: () => Outputs
}

/** An input type; of a `oneOf`, exactly one field is given. */
export interface InputShape extends Described {
  readonly oneOf?: boolean
  readonly fields: () => Inputs
}

/** An enum: the printed names and the values in code. */
export interface EnumShape extends Described {
  readonly values: Readonly<
    Record<string, { readonly value: unknown; readonly description: string }>
  >
}

/**
 * The types of a schema, each made when it is first asked for, so that only what can be reached is printed.
 * Every method answers the type's name.
 */
export interface Builder {
  object(name: string, shape: () => ObjectShape): string
  /** What several objects have in common, which say so by `implements`. */
  abstract(name: string, shape: () => ObjectShape): string
  /** For figures and keys of groups, which are most of the objects of a wide schema. */
  values(name: string, shape: () => ValuesShape): string
  input(name: string, shape: () => InputShape): string
  enumeration(name: string, shape: () => EnumShape): string
  scalar(scalar: GraphQLScalarType): string
  /** @throws PothosSchemaError when two types have one name (the model has refused that before) */
  schema(description: string, query: Outputs): GraphQLSchema
}

/**
 * An empty builder. Types are told to Pothos all at once in the end, for it wants to know a type before a
 * field of that type. Pothos infers types from literals, which a model known only at run time does not have:
 * this file is the one place that speaks to it untyped.
 */
export function createBuilder(): Builder {
  const pothos: any = new SchemaBuilder<any>({})
  const natives = createNativeTypes()
  const asked = new Set<string>()
  const untold: (() => void)[] = []
  const once = (name: string, tell: () => void): string => {
    if (!asked.has(name)) untold.push(tell)
    asked.add(name)
    return name
  }
  const ground = { pothos, natives }
  return {
    input: natives.input,
    values: natives.values,
    enumeration: natives.enumeration,
    scalar: natives.scalar,
    object: (name, shape) => once(name, () => addObject(ground, name, shape())),
    abstract: (name, shape) => once(name, () => addInterface(ground, name, shape())),
    schema(description, query) {
      pothos.queryType({ description, fields: (t: any) => outputs({ t, natives }, query) })
      // Telling one asks for others, which are appended meanwhile.
      for (const tell of untold) tell()
      return pothos.toSchema({ sortSchema: false })
    },
  }
}

interface Ground {
  readonly pothos: any
  readonly natives: NativeTypes
}

function addObject(ground: Ground, name: string, shape: ObjectShape): void {
  const interfaces = shape.implements === undefined ? [] : [shape.implements]
  ground.pothos.objectRef(name).implement({ ...composite(ground, shape), interfaces })
}

function addInterface(ground: Ground, name: string, shape: ObjectShape): void {
  const resolveType = planned
  ground.pothos.interfaceRef(name).implement({ ...composite(ground, shape), resolveType })
}

function composite({ natives }: Ground, { description, collection, fields }: ObjectShape): any {
  const extensions = collection ? { refract: { collection } } : {}
  const told = fields()
  return { description, extensions, fields: (t: any) => outputs({ t, natives }, told) }
}

/** Pothos' field builder. */
interface Fields {
  readonly t: any
  readonly natives: NativeTypes
}

function outputs({ t, natives }: Fields, fields: Outputs): any {
  return mapValues(fields, (field) => {
    const { type, required } = typeOf(natives, field.type, outputList)
    return t.field({
      type,
      nullable: !required,
      description: field.description,
      deprecationReason: field.deprecated,
      args: field.args && mapValues(field.args, (input) => t.arg(argument(natives, input))),
      extensions: { refract: field.stamp },
      resolve: planned,
    })
  })
}

function argument(natives: NativeTypes, input: Input): any {
  const { type, required } = typeOf(natives, input.type, inputList)
  return { type, required, description: input.description, deprecationReason: input.deprecated }
}

interface PothosType {
  readonly type: any
  readonly required: boolean
}

const outputList = (of: PothosType): any => new ListRef(of.type, !of.required)
const inputList = (of: PothosType): any => new InputListRef(of.type, of.required)

/** `[Book!]!` → the list of `Book!`, required. */
function typeOf(natives: NativeTypes, text: TypeText, list: (of: PothosType) => any): PothosType {
  const required = text.endsWith('!')
  const name = required ? text.slice(0, -1) : text
  if (name.startsWith('[')) {
    return { type: list(typeOf(natives, name.slice(1, -1), list)), required }
  }
  return { type: refTo(natives, name), required }
}

const refs = new WeakMap<object, BuiltinScalarRef<any, unknown, unknown>>()

/** Objects go by their name; Pothos takes a `BuiltinScalarRef` as a type that is made already. */
function refTo(natives: NativeTypes, name: string): any {
  const native: any = natives.named(name)
  if (!native) return name
  const ref = refs.get(native) ?? new BuiltinScalarRef(native)
  refs.set(native, ref)
  return ref
}

function mapValues<T>(of: Readonly<Record<string, T>>, map: (value: T) => any): any {
  const mapped: Record<string, any> = {}
  for (const name in of) mapped[name] = map(of[name] as T)
  return mapped
}
