import { GraphQLID } from 'graphql'
import type { FieldType } from './field.ts'
import { compareKeys, keyOf, keyText, StoreKey } from './key.ts'
import type { Key } from './key.ts'
import { fitted, misfit } from './misfit.ts'
import { orderOperators } from './operators.ts'

/** What the ids of a collection are, where its declaration says so. */
export type IdKind = 'int' | 'text' | 'objectId' | 'uuid'

const idName = 'an id'
const OBJECT_ID = /^[\da-f]{24}$/i
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * Ids and links: values are `Key`s. From a store a key keeps its type; text from a client becomes an integer
 * where it reads as one. Two keys are equal when they print alike, whatever their types.
 */
export const idType: FieldType = idTypeFor(null)

/** `idType` for a collection whose ids are declared: text from a client becomes that kind of key where it can. */
export function idTypeFor(kind: IdKind | null): FieldType {
  return Object.freeze<FieldType>({
    name: idName,
    scalar: GraphQLID,
    operators: orderOperators,
    parse: (input) => (typeof input === 'string' ? typedKey(input, kind) : storedKey(input)),
    decode: (stored) => fitted(storedKey, stored),
    encode: (value) => (typeof value === 'number' ? value : keyText(value as Key)),
    compare: (a, b) => compareKeys(a as Key, b as Key),
    identity: (value) => keyText(value as Key),
  })
}

function typedKey(text: string, kind: IdKind | null): Key {
  if (kind === 'text') return text
  if (kind === 'objectId') return OBJECT_ID.test(text) ? new StoreKey('objectId', text) : text
  if (kind === 'uuid') return UUID.test(text) ? new StoreKey('uuid', text) : text
  return keyOf(text)
}

/** A key of the type that it came with; integers print alike whether they came as number or bigint. */
function storedKey(input: unknown): Key {
  if (typeof input === 'string' || input instanceof StoreKey) return input
  if (typeof input === 'bigint') return keyOf(String(input))
  if (typeof input === 'number' && Number.isSafeInteger(input)) return input + 0
  throw misfit(input, idName)
}
