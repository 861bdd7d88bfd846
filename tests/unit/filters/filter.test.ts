import { describe, expect, it } from "vitest";
import { filterHref, filterParams } from "@/lib/filters/address";
import { parseCurrency } from "@/lib/filters/currency";
import { filterToday, isNarrowed, parseFilter, sharedTimezone } from "@/lib/filters/filter";
import { describeFilter } from "@/lib/filters/labels";
import { ordersOfMetric, parseSelection } from "@/lib/filters/selection";
import { explainSelection } from "@/lib/filters/selection-labels";
import { shopParams } from "@/lib/filters/shops";
import { fulfilmentWords } from "@/lib/fulfilment";
import { buyerWords } from "@/lib/metrics/buyer-words";
import { metricDefinitions } from "@/lib/metrics/definitions";
import type { RawSearchParams } from "@/lib/search-params";

const shop = (shopId: string, timezone: string) => ({
  shopId,
  name: `Shop ${shopId}`,
  region: "US",
  currency: "USD",
  timezone,
});
const shops = [shop("la", "America/Los_Angeles"), shop("jk", "Asia/Jakarta"), shop("ny", "America/New_York")];
/** Noon of the 23rd in Los Angeles, the small hours of the 24th in Jakarta. */
const now = new Date("2026-11-23T20:00:00Z");

function parse(params: RawSearchParams, defaultRange?: "28d" | "all") {
  const parsed = parseFilter(params, { shops, now, ...(defaultRange ? { defaultRange } : {}) });
  if (!parsed) throw new Error("there are shops");
  return parsed;
}

const idsOf = (params: RawSearchParams) => parse(params).filter.shops.map(({ shopId }) => shopId);

describe("parseFilter", () => {
  it("shows the first shop's last 28 days against the period before when nothing is asked for", () => {
    const { filter, notices } = parse({});
    expect(filter).toEqual({
      shops: [{ ...shops[0], today: "2026-11-23" }],
      range: { preset: "28d", from: "2026-10-27", to: "2026-11-23" },
      compare: "previous",
      statuses: [],
      productIds: [],
      fulfilmentTypes: [],
    });
    expect(notices).toEqual([]);
    expect(isNarrowed(filter)).toBe(false);
  });

  it("reads everything the bar can say", () => {
    const { filter, notices } = parse({
      shop: ["ny", "jk"],
      range: "7d",
      compare: "year-weekday",
      status: ["delivered", "cancelled"],
      product: ["17290", "17291"],
      fulfilment: "tiktok,seller",
    });
    expect(filter.shops.map(({ shopId }) => shopId)).toEqual(["jk", "ny"]);
    expect(filter.compare).toBe("year-weekday");
    expect(filter.statuses).toEqual(["DELIVERED", "CANCELLED"]);
    expect(filter.productIds).toEqual(["17290", "17291"]);
    expect(filter.fulfilmentTypes).toEqual(["FULFILLMENT_BY_SELLER", "FULFILLMENT_BY_TIKTOK"]);
    expect(isNarrowed(filter)).toBe(true);
    expect(notices).toEqual([]);
  });

  it("falls back part by part, with a sentence for each", () => {
    const { filter, notices } = parse({
      shop: "gone",
      range: "fortnight",
      compare: "vibes",
      status: ["TELEPORTED", "DELIVERED"],
      product: ["17290", "' or 1=1"],
      fulfilment: ["seller", "by-owl"],
    });
    expect(filter.shops.map(({ shopId }) => shopId)).toEqual(["la"]);
    expect(filter.range.preset).toBe("28d");
    expect(filter.compare).toBe("previous");
    expect(filter.statuses).toEqual(["DELIVERED"]);
    expect(filter.productIds).toEqual(["17290"]);
    expect(filter.fulfilmentTypes).toEqual(["FULFILLMENT_BY_SELLER"]);
    expect(notices).toHaveLength(6);
  });

  it("shows all dates on a list, which has nothing to compare", () => {
    expect(parse({}, "all").filter).toMatchObject({ range: { preset: "all" }, compare: "none" });
    expect(parse({ range: "all" }, "all").notices).toEqual([]);
    expect(parse({ range: "nope" }, "all")).toMatchObject({ notices: [expect.stringMatching(/all dates/)] });
    expect(parse({ range: "7d" }, "all").filter.compare).toBe("previous");
  });

  it("is nothing without a shop", () => {
    expect(parseFilter({}, { shops: [], now })).toBeNull();
  });
});

describe("several shops", () => {
  it("are named one by one or as all of them", () => {
    expect(idsOf({ shop: "jk" })).toEqual(["jk"]);
    expect(idsOf({ shop: "all" })).toEqual(["la", "jk", "ny"]);
    expect(idsOf({ shop: ["la", "gone"] })).toEqual(["la"]);
    expect(shopParams([{ shopId: "la" }], shops)).toEqual([]);
    expect(shopParams([{ shopId: "la" }, { shopId: "ny" }], shops)).toEqual(["la", "ny"]);
    expect(shopParams(shops, shops)).toEqual(["all"]);
  });

  it("end their presets on the latest day that has begun in each of them", () => {
    expect(parse({ shop: "jk", range: "today" }).filter.range.to).toBe("2026-11-24");
    const { filter } = parse({ shop: "all", range: "today" });
    expect(filter.range).toEqual({ preset: "today", from: "2026-11-23", to: "2026-11-23" });
    expect(filterToday(filter)).toBe("2026-11-23");
    expect(filter.shops.map(({ today }) => today)).toEqual(["2026-11-23", "2026-11-24", "2026-11-23"]);
    expect(sharedTimezone(filter)).toBeNull();
    expect(sharedTimezone(parse({ shop: "jk" }).filter)).toBe("Asia/Jakarta");
  });

  it("let dates chosen by hand go on to a day that has begun in one of them only", () => {
    expect(parse({ shop: "all", from: "2026-11-22", to: "2026-12-01" }).filter.range.to).toBe("2026-11-24");
  });
});

describe("the address of a filter", () => {
  it("begins a list anew: neither a cursor nor a page of it is kept", () => {
    const params = { page: "3", cursor: "c", find: "soap", table: "sales", sort: "units" };
    expect(filterHref("/products", params, { range: "7d" })).toBe("/products?sort=units&range=7d");
  });

  it("changes one part, keeps the rest and leaves the place in a list", () => {
    const params = { shop: "jk", range: "7d", status: ["a", "b"], cursor: "x", table: "1", q: "lotion" };
    expect(filterHref("/orders", params, { compare: "year" })).toBe(
      "/orders?shop=jk&range=7d&status=a&status=b&q=lotion&compare=year",
    );
    expect(filterHref("/", { from: "2026-01-01", to: "2026-01-02" }, { range: "7d" })).toBe("/?range=7d");
    expect(filterHref("/", { range: "7d" }, { from: "2026-01-01", to: "2026-01-02" })).toBe(
      "/?from=2026-01-01&to=2026-01-02",
    );
  });

  it("is taken along without what belongs to one page", () => {
    expect(filterParams({ range: "7d", shop: "jk", cursor: "x", q: "lotion" })).toMatchObject({
      range: "7d",
      shop: "jk",
    });
    expect(Object.keys(filterParams({ q: "lotion" }))).not.toContain("q");
  });
});

describe("parseSelection", () => {
  const { filter } = parse({});

  it("counts a figure's orders by payment and a list's by creation", () => {
    expect(parseSelection({ metric: "gmv" }, filter)).toEqual({
      value: ordersOfMetric(filter, "gmv"),
      notice: null,
    });
    expect(parseSelection({}, filter).value.basis).toBe("created");
    expect(parseSelection({ by: "paid" }, filter).value.basis).toBe("paid");
  });

  it("reads the parts of charts", () => {
    const { value } = parseSelection(
      { region: "Texas", currency: "USD", weekday: "7", hour: "0", need: "due-6h" },
      filter,
    );
    expect(value).toMatchObject({
      region: "Texas",
      currency: "USD",
      weekday: 7,
      hour: 0,
      need: "due-6h",
    });
  });

  it("takes a SKU together with its one product only", () => {
    const product = parse({ product: "17290" }).filter;
    expect(parseSelection({ sku: "17290a", metric: "units" }, product)).toEqual({
      value: { ...ordersOfMetric(product, "units"), sku: "17290a" },
      notice: null,
    });
    for (const [address, of] of [
      [{ sku: "17290a" }, filter],
      [{ sku: "17290a" }, parse({ product: ["17290", "17291"] }).filter],
      [{ sku: "no sku" }, product],
    ] as const) {
      const { value, notice } = parseSelection(address, of);
      expect(value.sku).toBeNull();
      expect(notice).not.toBeNull();
    }
  });

  it("is explained by the figures it makes up", () => {
    const explain = (params: RawSearchParams) => explainSelection(parseSelection(params, filter).value);
    expect(explain({})).toEqual([]);
    expect(explain({ metric: "gmv", region: "Texas" })).toEqual([metricDefinitions.gmv.definition]);
    expect(explain({ metric: "netSales", buyers: "new" })).toEqual([
      metricDefinitions.netSales.definition,
      `New buyers: ${buyerWords.newBuyers}`,
    ]);
    expect(explain({ due: "breached" })).toEqual([fulfilmentWords.deadline]);
  });

  it("leaves out what it does not know and says so", () => {
    const { value, notice } = parseSelection({ metric: "profit", weekday: "8", hour: "24" }, filter);
    expect(value).toMatchObject({ metric: null, weekday: null, hour: null });
    expect(notice).not.toBeNull();
  });
});

it("a filter is told in words", () => {
  const { filter } = parse({ range: "today", status: "on_hold", product: "17", fulfilment: "tiktok" });
  expect(describeFilter(filter, { 17: "Lavender Lotion" })).toBe(
    "Mon 23 Nov 2026 · Shop la · On hold · Lavender Lotion · By TikTok",
  );
});

describe("what a page shows beside its filter", () => {
  it("says that all time is no period, and shows the default", () => {
    const { filter, notices } = parse({ range: "all" });
    expect(filter.range.preset).toBe("28d");
    expect(notices).toEqual(["All time is for lists of orders. Showing the last 28 days."]);
    expect(parse({ range: "all" }, "all").notices).toEqual([]);
  });

  it("is in a currency that something is sold in, else in the first with a notice", () => {
    const choices = { currencies: ["GBP", "EUR"], fallback: "GBP" };
    expect(parseCurrency("EUR", choices)).toEqual({ value: "EUR", notice: null });
    expect(parseCurrency(undefined, choices)).toEqual({ value: "GBP", notice: null });
    for (const given of ["ZZZ", "eur", "constructor"]) {
      expect(parseCurrency(given, choices)).toEqual({
        value: "GBP",
        notice: "Nothing here is sold in the currency asked for. Showing GBP.",
      });
    }
  });
});
