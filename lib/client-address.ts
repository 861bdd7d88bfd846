import { BlockList, isIP, isIPv6 } from "node:net";

/** Set by the start-up hook from the connection itself, over whatever a visitor sent under this name. */
export const peerHeader = "x-peer-address";

const near = new BlockList();
for (const [net, bits] of [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  near.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  near.addSubnet(net, bits, "ipv6");

function plain(text: string | null | undefined): string | null {
  const address = text
    ?.trim()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/^::ffff:(?=[\d.]+$)/i, "");
  return address && isIP(address) !== 0 ? address : null;
}

function isNear(address: string): boolean {
  return near.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/**
 * The address a request came from. `X-Forwarded-For` is believed only when proxies are trusted and the connection
 * comes from this machine or its own network, where a proxy stands; and of its entries the last one from elsewhere, which
 * that proxy has written itself: all before it is what the visitor claims.
 *
 * @returns null when nothing can be told.
 */
export function clientAddress(headers: Pick<Headers, "get">, isProxyTrusted: boolean): string | null {
  const peer = plain(headers.get(peerHeader));
  if (!isProxyTrusted || (peer !== null && !isNear(peer))) return peer;
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map(plain);
  const known = hops.filter((hop) => hop !== null);
  return known.findLast((hop) => !isNear(hop)) ?? known[0] ?? peer;
}

/** What counts as one visitor: an IPv4 address, or the /64 that a household or a server has of IPv6. */
export function addressGroup(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail === undefined ? [] : tail.split(":").filter(Boolean);
  const parts =
    tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill("0"), ...right];
  return `${parts
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(":")}::/64`;
}
