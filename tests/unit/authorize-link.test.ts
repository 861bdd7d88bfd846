import { expect, it } from "vitest";
import { asksForMarket, authorizeAddress, marketOfRegion } from "@/lib/authorize-link";

const other = "https://services.tiktokshop.com/open/authorize";
const us = "https://services.us.tiktokshop.com/open/authorize";

it.each([
  [other, "us", us],
  [other, "other", other],
  [us, "other", other],
  [us, null, us],
  ["http://localhost:4010/open/authorize", "us", "http://localhost:4010/open/authorize"],
] as const)("from %s for %s to %s", (configured, market, expected) => {
  expect(authorizeAddress(configured, market).href).toBe(expected);
});

it("only TikTok's own page asks where the shop is", () => {
  expect(asksForMarket(other)).toBe(true);
  expect(asksForMarket(us)).toBe(true);
  expect(asksForMarket("https://services.tiktokshop.com.example.org/open/authorize")).toBe(false);
});

it("a shop's region says which page is its own", () => {
  expect(["US", "us", "GB", "ID"].map(marketOfRegion)).toEqual(["us", "us", "other", "other"]);
});
