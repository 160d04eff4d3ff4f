import type { GraphQLScalarType } from 'graphql'
import { isIP, SocketAddress } from 'node:net'
import { misfit } from '../misfit.ts'
import { scalarOf } from './scalar.ts'

/** The words for it. */
export const ipName = 'an IP address'

/** An IPv4 or IPv6 address without zone or mask, in its one short form (RFC 5952). @throws Misfit */
export function parseIp(input: unknown): string {
  const version = typeof input === 'string' && !input.includes('%') ? isIP(input) : 0
  if (version === 0 || typeof input !== 'string') throw misfit(input, ipName)
  return version === 4 ? input : new SocketAddress({ address: input, family: 'ipv6' }).address
}

/** `IP`: an IPv4 or IPv6 address. */
export const IpScalar: GraphQLScalarType = scalarOf({
  name: 'IP',
  description: 'An IPv4 or IPv6 address: `192.0.2.1`, `2001:db8::1`.',
  specifiedBy: 'https://www.rfc-editor.org/rfc/rfc5952',
  parse: parseIp,
  show: String,
})
