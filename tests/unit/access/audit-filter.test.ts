import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeAuditCursor, encodeAuditCursor, parseAuditRequest } from "@/lib/audit-filter";

it("reads what an address asks for, and says what it left out", () => {
  const asked = { action: "orders.exported", who: " ann ", from: "2026-11-01", to: "2026-11-30" };
  expect(parseAuditRequest(asked)).toEqual({ filter: { ...asked, who: "ann" }, cursor: null, notices: [] });
  const { filter, notices } = parseAuditRequest({ action: "toString", from: "yesterday", cursor: "abc" });
  expect(filter).toEqual({ action: null, who: null, from: null, to: null });
  expect(notices).toHaveLength(3);
});

it("a cursor comes back as it went; anything else is none", () => {
  const cursor = { at: "2026-11-24T12:00:00.000001Z", id: 42 };
  expect(decodeAuditCursor(encodeAuditCursor(cursor))).toEqual(cursor);
  fc.assert(fc.property(fc.string(), (text) => decodeAuditCursor(text) === null));
  const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  for (const value of [["now()", 1], [cursor.at, -1], [cursor.at, "1; drop"], [cursor.at], {}, null]) {
    expect(decodeAuditCursor(forged(value))).toBeNull();
  }
});
