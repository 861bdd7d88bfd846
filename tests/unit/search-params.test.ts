import { describe, expect, it } from "vitest";
import {
  decodeOrderCursor,
  encodeOrderCursor,
  hrefWith,
  parseOptionalRange,
  parseOrderCursor,
  parseOrderSearch,
  parseRange,
  parseStatuses,
  pickShop,
} from "@/lib/search-params";

const today = "2026-11-23";

describe("parseRange", () => {
  it("shows 28 days when nothing is asked for", () => {
    expect(parseRange({}, today)).toEqual({
      value: { preset: "28d", from: "2026-10-27", to: today },
      notice: null,
    });
  });

  it.each([
    ["today", today, today],
    ["yesterday", "2026-11-22", "2026-11-22"],
    ["7d", "2026-11-17", today],
    ["90d", "2026-08-26", today],
    ["12m", "2025-11-24", today],
    ["month", "2026-11-01", today],
  ])("reads the preset %s", (range, from, to) => {
    expect(parseRange({ range }, today).value).toEqual({ preset: range, from, to });
  });

  it("says why a date cannot be meant", () => {
    const noticeOf = (from: string, to: string) => parseRange({ from, to }, today).notice;
    const years = "Dates lie between 2000 and 2099. Showing the last 28 days.";
    expect(noticeOf("2026-11-01", "9999-12-31")).toBe(years);
    expect(noticeOf("1999-12-31", "2026-01-01")).toBe(years);
    const shape = "Dates are written as 2026-01-31. Showing the last 28 days.";
    expect(noticeOf("2026-02-31", "2026-03-01")).toBe(shape);
    expect(noticeOf("2026-02-29", "2026-03-01")).toBe(shape);
    expect(noticeOf("31.1.2026", "2026-03-01")).toBe(shape);
    expect(parseRange({ from: "2024-02-29", to: "2024-02-29" }, today).value.from).toBe("2024-02-29");
  });

  it("reads a custom span and cuts off days that have not come", () => {
    expect(parseRange({ from: "2026-11-20", to: "2026-12-31" }, today)).toEqual({
      value: { preset: "custom", from: "2026-11-20", to: today },
      notice: null,
    });
    expect(parseRange({ from: "2026-11-20" }, today).value.to).toBe(today);
    expect(parseRange({ to: "2026-11-20" }, today).value.from).toBe("2026-11-20");
  });

  it.each([
    { range: "99x" },
    { from: "2026-02-30", to: "2026-03-01" },
    { from: "2026-03-02", to: "2026-03-01" },
    { from: "2026-12-01", to: "2026-12-02" },
    { from: "2020-01-01", to: "2026-01-01" },
    { from: "' or 1=1", to: "" },
  ])("falls back with a sentence for %o", (params) => {
    const parsed = parseRange(params, today);
    expect(parsed.value.preset).toBe("28d");
    expect(parsed.notice).toMatch(/Showing the last 28 days\.$/);
  });

  it("means all time where no range is needed", () => {
    expect(parseOptionalRange({}, today)).toEqual({ value: null, notice: null });
    expect(parseOptionalRange({ range: "nope" }, today).notice).toMatch(/Showing all dates/);
  });
});

describe("filters of the order list", () => {
  it("reads one status, several, and lists with commas, in a fixed order", () => {
    expect(parseStatuses({ status: "cancelled" }).value).toEqual(["CANCELLED"]);
    expect(parseStatuses({ status: ["DELIVERED", "IN_TRANSIT,UNPAID"] }).value).toEqual([
      "UNPAID",
      "IN_TRANSIT",
      "DELIVERED",
    ]);
  });

  it("leaves an unknown status out and says so", () => {
    const parsed = parseStatuses({ status: ["REFUNDED", "UNPAID"] });
    expect(parsed.value).toEqual(["UNPAID"]);
    expect(parsed.notice).not.toBeNull();
  });

  it("takes any text to search by, forgiving blanks and a number sign", () => {
    expect(parseOrderSearch({ q: " #5770145 893 " }).value).toBe("5770145893");
    expect(parseOrderSearch({ q: "  Body\u0000\n Lotion " }).value).toBe("Body Lotion");
    expect(parseOrderSearch({ q: "\u202a5770145893\u202c\ufeff" }).value).toBe("5770145893");
    expect(parseOrderSearch({ q: "\uff15\uff17\uff17\u3000\uff10" }).value).toBe("5770");
    expect(parseOrderSearch({ q: "\uff33\uff2b\uff35\uff0d\uff11" }).value).toBe("SKU-1");
    expect(parseOrderSearch({ q: " # " })).toEqual({ value: null, notice: null });
    const long = parseOrderSearch({ q: "x".repeat(65) });
    expect(long.value).toHaveLength(64);
    expect(long.notice).not.toBeNull();
  });
});

describe("order cursor", () => {
  const cursor = {
    direction: "after" as const,
    keyTime: "2026-11-23 15:09:19.123456+00",
    orderId: "577014589321806542",
  };

  it("survives the address bar", () => {
    const text = encodeOrderCursor(cursor);
    expect(text).toMatch(/^[\w-]+$/);
    expect(decodeOrderCursor(text)).toEqual(cursor);
    expect(decodeOrderCursor(encodeOrderCursor({ ...cursor, direction: "before" }))?.direction).toBe(
      "before",
    );
  });

  it.each([
    "garbage",
    "",
    "%%%",
    btoa("{}"),
    btoa('["a","2026-99-99 99:99:99+00","1"]'),
    btoa('["a","2026-01-01 00:00:00+00","1\' or"]'),
    btoa('["x","2026-01-01 00:00:00+00","1"]'),
  ])("refuses %s", (text) => {
    expect(decodeOrderCursor(text)).toBeNull();
  });

  it("shows the first page for a bad one and says so", () => {
    expect(parseOrderCursor({ cursor: "garbage" })).toEqual({
      value: null,
      notice: "That page address is not valid. Showing the first page.",
    });
    expect(parseOrderCursor({}).notice).toBeNull();
  });
});

describe("addresses", () => {
  it("change what is named and keep the rest", () => {
    expect(
      hrefWith("/orders", { q: "5", cursor: "x", status: ["A", "B"] }, { cursor: null, range: "7d" }),
    ).toBe("/orders?q=5&status=A&status=B&range=7d");
    expect(hrefWith("/", { shop: undefined }, {})).toBe("/");
  });

  it("fall back to the first shop", () => {
    const shops = [{ shopId: "1" }, { shopId: "2" }];
    expect(pickShop(shops, { shop: "2" })).toEqual({ shopId: "2" });
    expect(pickShop(shops, { shop: "9" })).toEqual({ shopId: "1" });
    expect(pickShop([], {})).toBeNull();
  });
});

it.each(["2026-02-30T00:00:00Z", "0000-01-01T00:00:00Z", "2026-01-01T00:00:00+23:59", "infinity"])(
  "a cursor with the time %s, which PostgreSQL would refuse, is none",
  (time) => {
    const cursor = Buffer.from(JSON.stringify(["a", time, "1"])).toString("base64url");
    expect(decodeOrderCursor(cursor)).toBeNull();
  },
);
