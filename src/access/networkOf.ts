import ipaddr from 'ipaddr.js'

/** What one household or one machine is given: it may take any address of it for each request. */
const IPV6_NETWORK_BITS = 64

/** An address of IPv4 as it is, of IPv6 its network. */
export function networkOf(address: string): string {
  if (!address.includes(':') || !ipaddr.isValid(address)) return address
  const read = ipaddr.process(address)
  if (read.kind() === 'ipv4') return read.toString()
  return ipaddr.IPv6.networkAddressFromCIDR(`${address.replace(/%.*$/, '')}/${IPV6_NETWORK_BITS}`).toString()
}
