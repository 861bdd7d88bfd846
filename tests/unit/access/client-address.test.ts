import { expect, it } from "vitest";
import { addressGroup, clientAddress, peerHeader } from "@/lib/client-address";

const from = (peer: string | null, forwarded?: string) =>
  new Headers({
    ...(peer ? { [peerHeader]: peer } : {}),
    ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
  });

it("a visitor who comes directly is the connection, whatever the header claims", () => {
  expect(clientAddress(from("198.51.100.9", "1.2.3.4"), true)).toBe("198.51.100.9");
  expect(clientAddress(from("127.0.0.1", "1.2.3.4"), false)).toBe("127.0.0.1");
});

it("behind a proxy the last entry counts, which the proxy wrote, and not what the visitor put before it", () => {
  expect(clientAddress(from("10.0.0.2", "6.6.6.6, 203.0.113.5"), true)).toBe("203.0.113.5");
  expect(clientAddress(from("::ffff:127.0.0.1", "6.6.6.6, 203.0.113.5, 10.1.1.1"), true)).toBe("203.0.113.5");
  expect(clientAddress(from(null, "203.0.113.5"), true)).toBe("203.0.113.5");
});

it("rubbish is no address", () => {
  expect(clientAddress(from("127.0.0.1", "unknown, <script>"), true)).toBe("127.0.0.1");
  expect(clientAddress(from(null, "999.1.1.1"), true)).toBeNull();
  expect(clientAddress(new Headers(), true)).toBeNull();
});

it("one holder of IPv6 addresses is one visitor", () => {
  expect(addressGroup("2001:db8:0:1:aaaa::1")).toBe(addressGroup("2001:0db8::1:ffff:0:0:2"));
  expect(addressGroup("2001:db8::1")).not.toBe(addressGroup("2001:db8:0:1::1"));
  expect(addressGroup("203.0.113.5")).toBe("203.0.113.5");
});
