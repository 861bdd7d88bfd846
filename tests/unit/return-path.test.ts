import { expect, it } from "vitest";
import { safeReturnPath } from "@/lib/return-path";

it.each([
  ["/orders?status=CANCELLED", "/orders?status=CANCELLED"],
  ["https://evil.example/", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example", "/"],
  ["/%2f%2fevil.example", "/%2f%2fevil.example"],
  ["javascript:alert(1)", "/"],
  ["", "/"],
  [null, "/"],
])("%j leads to %s", (wanted, expected) => {
  expect(safeReturnPath(wanted)).toBe(expected);
});
