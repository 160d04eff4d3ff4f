import type { GraphQLScalarType } from 'graphql'
import { StoreKey } from '../key.ts'
import { misfit } from '../misfit.ts'
import { scalarOf } from './scalar.ts'

/** The words for it. */
export const uuidName = 'a UUID'

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** A UUID of any version, in lower case. @throws Misfit */
export function parseUuid(input: unknown): string {
  const text = input instanceof StoreKey && input.kind === 'uuid' ? input.text : input
  if (typeof text === 'string' && UUID.test(text)) return text.toLowerCase()
  throw misfit(input, uuidName)
}

/** `UUID`, in lower case. */
export const UuidScalar: GraphQLScalarType = scalarOf({
  name: 'UUID',
  description: 'A UUID in lower case: `123e4567-e89b-42d3-a456-426614174000`.',
  specifiedBy: 'https://www.rfc-editor.org/rfc/rfc9562',
  parse: parseUuid,
  show: String,
})
