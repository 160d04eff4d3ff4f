import { valueBounds } from './bounds.ts'
import { declared } from './declared.ts'
import type { Field, FieldOptions, FieldType } from './field.ts'
import { parseIp, ipName, IpScalar } from './scalars/ip.ts'
import type { Given, Null } from './stored-value.ts'
import { textType } from './text.ts'

/** Options of `ip()`. */
export interface IpOptions extends FieldOptions<string> {
  /** The only values allowed. */
  readonly oneOf?: readonly string[]
}

const type: FieldType = textType({ name: ipName, scalar: IpScalar, parse: parseIp, free: false })

/**
 * An IPv4 or IPv6 address; IPv6 in its one short form (RFC 5952).
 *
 * @example
 * lastSeenAt: ip()
 */
export function ip<const R extends boolean = false>(
  options?: Given<IpOptions, R>,
): Field<string | Null<R>> {
  return declared({ kind: 'ip', options, type, bounds: valueBounds(type, options) })
}
