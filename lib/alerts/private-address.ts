import { BlockList, isIP } from "node:net";

/** Everything that is not the public internet: IANA's special-purpose registries (RFC 6890 and its updates). */
const notPublic = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  notPublic.addSubnet(network, prefix, "ipv4");
}

const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");
const notPublic6 = new BlockList();
for (const [network, prefix] of [
  /** Teredo, ORCHID, documentation and other protocol assignments. */
  ["2001::", 23],
  ["2001:db8::", 32],
  /** 6to4 carries an IPv4 address of any kind. */
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  notPublic6.addSubnet(network, prefix, "ipv6");
}

/** False for loopback, private, link-local (cloud metadata lives there), multicast and other special addresses. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !notPublic.check(address, "ipv4");
  if (version !== 6) return false;
  // IPv4-mapped and NAT64 addresses lie outside of global unicast, and are refused with the rest.
  return globalUnicast.check(address, "ipv6") && !notPublic6.check(address, "ipv6");
}
