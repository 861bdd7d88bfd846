import { expect, it } from "vitest";
import { readExpirySec } from "@/lib/tiktok/authorization";

const now = 1_790_000_000;
const farEnd = 253_402_300_799;

it.each([
  ["an absolute end is itself", now + 604_800, now + 604_800],
  ["an end beyond 32 bits is itself", 4_886_956_800, 4_886_956_800],
  ["a duration is counted from now", 604_800, now + 604_800],
  ["one that has passed is none", now - 5, null],
  ["milliseconds are none", (now + 604_800) * 1000, null],
  ["nothing is none", 0, null],
  ["nonsense is none", Number.NaN, null],
])("%s", (_name, value, expected) => {
  expect(readExpirySec(value, now, farEnd)).toBe(expected);
});
