import { sizeBounds } from './bounds.ts'
import { declared } from './declared.ts'
import type { Field, FieldOptions, FieldType } from './field.ts'
import { fitted } from './misfit.ts'
import { equalOperators } from './operators.ts'
import { bytesName, BytesScalar, bytesText, parseBytes } from './scalars/bytes.ts'
import type { Given, Null } from './stored-value.ts'

/** Options of `bytes()`. */
export interface BytesOptions extends FieldOptions<Uint8Array> {
  /** Fewest bytes. */
  readonly min?: number
  /** Most bytes. */
  readonly max?: number
}

/** Bytes: `Uint8Array` in code, base64 text outside. */
export const bytesType: FieldType = Object.freeze<FieldType>({
  name: bytesName,
  scalar: BytesScalar,
  operators: equalOperators,
  parse: parseBytes,
  decode: (stored) => fitted(parseBytes, stored),
  encode: (value) => bytesText(parseBytes(value)),
  compare: (a, b) => Math.sign(Buffer.compare(parseBytes(a), parseBytes(b))),
  identity: (value) => bytesText(parseBytes(value)),
})

/**
 * Bytes: a `Uint8Array` in code, base64 text in GraphQL and in stores without a type for them.
 *
 * @example
 * thumbnail: bytes({ max: 65_536 })
 */
export function bytes<const R extends boolean = false>(
  options?: Given<BytesOptions, R>,
): Field<Uint8Array | Null<R>> {
  const bounds = sizeBounds(options ?? {}, 'byte', (value) => parseBytes(value).length)
  return declared({ kind: 'bytes', options, type: bytesType, bounds })
}
