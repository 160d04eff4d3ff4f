import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * Blocks of the IANA special-purpose registries: this machine, private and shared networks, link-local (where clouds
 * keep their metadata), documentation, benchmarks, multicast, reserved; and the metadata address of Azure.
 */
const special4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
])

/** IPv6 addresses of the internet are given out of this block alone, so that it is a list of what is allowed. */
const global6 = blockList('ipv6', [['2000::', 3]])

/** And these in it are not: protocol assignments with Teredo, documentation, 6to4. */
const special6 = blockList('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

/** IPv4 addresses as IPv6-only networks write them (RFC 6052): what counts is the address inside. */
const translated = blockList('ipv6', [['64:ff9b::', 96]])

/** Whether an address, as text, is one of the internet. Zones (`%eth0`) make an address local. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special4.check(address, 'ipv4')
  if (!isIPv6(address) || address.includes('%')) return false
  if (translated.check(address, 'ipv6')) return isPublicAddress(lastFour(address))
  return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
}

/** The IPv4 address in the last 32 bits of an IPv6 address. */
function lastFour(address: string): string {
  const tail = address.slice(address.lastIndexOf(':') + 1)
  if (tail.includes('.')) return tail
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':')
  const [high = '', low = ''] = groups.slice(-2)
  const bits = [high, low].flatMap((group) => {
    const number = Number.parseInt(group || '0', 16)
    return [number >> 8, number & 255]
  })
  return bits.join('.')
}

function blockList(type: 'ipv4' | 'ipv6', blocks: readonly (readonly [string, number])[]) {
  const list = new BlockList()
  for (const [net, prefix] of blocks) list.addSubnet(net, prefix, type)
  return list
}
