import type { GraphQLScalarType } from 'graphql'
import { misfit } from '../misfit.ts'
import { scalarOf } from './scalar.ts'

/** The words for it. */
export const bytesName = 'base64 text'

/** Bytes from base64 text (the standard alphabet, padded) or a `Uint8Array`. @throws Misfit */
export function parseBytes(input: unknown): Uint8Array {
  if (input instanceof Uint8Array) return input
  if (typeof input !== 'string') throw misfit(input, bytesName)
  const bytes = Buffer.from(input, 'base64')
  // Node skips what is not base64; only a text that comes back the same was.
  if (bytes.toString('base64') !== input) throw misfit(input, bytesName)
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** Bytes as base64 text. */
export function bytesText(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64')
}

/** `Bytes`, as base64 text. */
export const BytesScalar: GraphQLScalarType = scalarOf({
  name: 'Bytes',
  description: 'Bytes as base64 text: `"aGVsbG8="`.',
  specifiedBy: 'https://www.rfc-editor.org/rfc/rfc4648#section-4',
  parse: parseBytes,
  show: (value) => bytesText(parseBytes(value)),
})
