import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OrderListing } from "@/db/queries/order-keys";
import { planListing } from "@/db/queries/order-listing";
import type { OrderMatch } from "@/db/queries/order-match";
import { sumListing } from "@/db/queries/order-totals";
import { listOrders } from "@/db/queries/orders";
import { countStatuses } from "@/db/queries/status-counts";
import { allOrdersOf, type OrderSelection } from "@/lib/filters/selection";
import { metricKeys } from "@/lib/metrics/definitions";
import type { OrderCursor, RawSearchParams } from "@/lib/search-params";
import {
  centsOf,
  filterOf,
  filterParamsArbitrary,
  isPicked,
  nicknameOf,
  otherTrackingOf,
  type Sale,
  sales,
  setUpRandomShops,
  trackingOf,
} from "../helpers/random-shops";

setUpRandomShops();

/** Newest first, by the time the list is in the order of. */
function inOrder(chosen: Sale[], key: (sale: Sale) => number | null): string[] {
  return [...chosen]
    .sort((a, b) => Number(key(b)) - Number(key(a)) || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
}

/** All pages to the end, then back to the beginning. */
async function walk(listing: OrderListing, limit: number): Promise<string[]> {
  const pages: string[][] = [];
  let cursor: OrderCursor | null = null;
  for (;;) {
    const page = await listOrders({ ...listing, cursor, limit });
    pages.push(page.orders.map(({ orderId }) => orderId));
    if (page.next === null) {
      await walkBack(listing, limit, pages, page.previous);
      return pages.flat();
    }
    cursor = page.next;
  }
}

async function walkBack(
  listing: OrderListing,
  limit: number,
  pages: string[][],
  last: OrderCursor | null,
): Promise<void> {
  let cursor = last;
  for (const expected of pages.slice(0, -1).reverse()) {
    const page = await listOrders({ ...listing, cursor, limit });
    expect(page.orders.map(({ orderId }) => orderId)).toEqual(expected);
    cursor = page.previous;
  }
  if (pages.length > 1) expect(cursor).toBeNull();
}

const select = (params: RawSearchParams, more: Partial<OrderSelection> = {}): OrderSelection => ({
  ...allOrdersOf(filterOf(params)),
  ...more,
});

const plan = (selection: OrderSelection, search: string | null = null, canSearchBuyers = true) =>
  planListing({ selection, search, canSearchBuyers });

it("every list shows each of its orders once, in order, page by page and back", async () => {
  const basis = fc.constantFrom("created" as const, "paid" as const);
  const limit = fc.integer({ min: 1, max: 40 });
  await fc.assert(
    fc.asyncProperty(filterParamsArbitrary, basis, limit, async (params, by, pageSize) => {
      const selection = select(params, { basis: by });
      const { filter } = selection;
      const chosen = sales.filter((sale) => isPicked(sale, filter, by)).slice(0, pageSize * 30);
      const isByPayment = by === "paid" && filter.productIds.length === 0;
      const expected = inOrder(
        sales.filter((sale) => isPicked(sale, filter, by)),
        (sale) => (isByPayment ? sale.paidAt : sale.createdAt),
      );
      const size = chosen.length < expected.length ? 50 : pageSize;
      expect(await walk(await plan(selection), size)).toEqual(expected);
      const byLine = { selection, match: null, productsBy: "line" as const };
      expect(await walk(byLine, size)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it("counts and totals are the same from every rollup and from the orders themselves", async () => {
  const metric = fc.option(fc.constantFrom(...metricKeys));
  await fc.assert(
    fc.asyncProperty(filterParamsArbitrary, metric, fc.boolean(), async (params, figure, isPaid) => {
      const basis = figure !== null || isPaid ? "paid" : "created";
      const selection = select(params, { metric: figure, basis });
      const sumOf = async (one: OrderSelection) => sumListing({ ...(await plan(one)), isExact: true });
      const sums = await sumOf(selection);
      const all = (hour: number) => sumOf({ ...selection, hour });
      const byHour = await Promise.all(Array.from({ length: 24 }, (_, hour) => all(hour)));
      expect(sums.orders).toBe(byHour.reduce((sum, { orders }) => sum + orders, 0));
      if (figure === null) {
        const chosen = sales.filter((sale) => isPicked(sale, selection.filter, basis));
        expect(sums.orders).toBe(chosen.length);
        expect(cents(sums.totals, "totalAmount")).toBe(chosen.reduce((sum, sale) => sum + centsOf(sale), 0));
      } else {
        const parts = byHour.map(({ totals }) => cents(totals, "contribution"));
        expect(cents(sums.totals, "contribution")).toBe(parts.reduce((sum, part) => sum + part, 0));
      }
    }),
    { numRuns: 25 },
  );
});

type Totals = Awaited<ReturnType<typeof sumListing>>["totals"];
const cents = (totals: Totals, key: "totalAmount" | "contribution") =>
  (totals ?? []).reduce((sum, total) => sum + Math.round(Number(total[key] ?? 0) * 100), 0);

it("statuses are counted for any filter of dates, products and fulfilment", async () => {
  await fc.assert(
    fc.asyncProperty(filterParamsArbitrary, async (params) => {
      const filter = filterOf(params);
      const counts: Record<string, number> = {};
      for (const sale of sales.filter((one) => isPicked(one, filter, "created")))
        counts[sale.status] = (counts[sale.status] ?? 0) + 1;
      expect(await countStatuses(filter)).toEqual(counts);
    }),
    { numRuns: 30 },
  );
});

describe("search", () => {
  const everywhere = { shop: ["us", "gb", "id"], range: "all" };

  async function search(text: string, options: { params?: RawSearchParams; canSearchBuyers?: boolean } = {}) {
    const selection = select(options.params ?? everywhere);
    const listing = await plan(selection, text, options.canSearchBuyers);
    const found = await walk(listing, 50);
    const { orders } = await sumListing({ ...listing, isExact: true });
    expect(orders).toBe(found.length);
    return found;
  }

  const those = (is: (sale: Sale) => boolean) => inOrder(sales.filter(is), ({ createdAt }) => createdAt);
  const hasSku = (is: (sku: Sale["lines"][number]["sku"]) => boolean) => (sale: Sale) =>
    sale.lines.some(({ sku }) => is(sku));

  it("finds an order by its id and by how that begins", async () => {
    expect(await search("57123")).toEqual(["57123"]);
    expect(await search("5701")).toEqual(those(({ id }) => id.startsWith("5701")));
    expect(await search("99999")).toEqual([]);
  });

  it("finds an order by its tracking number, a second parcel's too, in either case", async () => {
    const tracked = sales.find((sale) => trackingOf(sale) !== "");
    if (!tracked) throw new Error("some order is tracked");
    expect(await search(trackingOf(tracked))).toEqual([tracked.id]);
    expect(await search("1z570")).toEqual(those((sale) => sale.hasTracking && sale.id.startsWith("570")));
    const split = sales.find(({ lines }) => lines.some(({ hasOtherParcel }) => hasOtherParcel));
    const index = split?.lines.findIndex(({ hasOtherParcel }) => hasOtherParcel) ?? 0;
    if (!split) throw new Error("some order comes in two parcels");
    expect(await search(otherTrackingOf(split, index))).toEqual([split.id]);
  });

  it("finds orders by a SKU's code or id and by a part of a product's name, taken literally", async () => {
    expect(await search("lotion-A")).toEqual(those(hasSku(({ sellerSku }) => sellerSku === "LOTION-a")));
    expect(await search("p3b")).toEqual(those(hasSku(({ skuId }) => skuId === "p3b")));
    expect(await search("body lot")).toEqual(those(hasSku(({ productId }) => productId === "p1")));
    expect(await search("100%")).toEqual(those(hasSku(({ productId }) => productId === "p2")));
    expect(await search("of the_y")).toEqual(those(hasSku(({ productId }) => productId === "p3")));
    expect(await search("of the-y")).toEqual([]);
    expect(await search("lotion laven")).toEqual(await search("body lot"));
    expect(await search("lotion mug")).toEqual([]);
    expect(await search("tôte")).toEqual(those(hasSku(({ productId }) => productId === "p4")));
    expect(await search("' or 1=1 --")).toEqual([]);
  });

  it("finds a buyer's orders by how the nickname begins; nobody who sees them masked can", async () => {
    const hers = those((sale) => nicknameOf(sale) === "Fern_b7");
    expect(await search("fern_b7")).toEqual(hers);
    expect(await search("fern")).toHaveLength(sales.length);
    expect(await search("fern_b7", { canSearchBuyers: false })).toEqual([]);
  });

  it("keeps to the filter", async () => {
    const params = { shop: "gb", range: "90d", status: ["completed", "cancelled"], product: "p2" };
    const { filter } = select(params);
    expect(await search("fern_b1", { params })).toEqual(
      those((sale) => nicknameOf(sale).startsWith("Fern_b1") && isPicked(sale, filter, "created")),
    );
  });

  it("finds the same when names match too much to be looked up one by one", async () => {
    const nothing: OrderMatch = {
      idPrefix: null,
      areIdsFew: true,
      hasBuyerIds: false,
      trackingPatterns: [],
      buyers: [],
      nicknamePattern: null,
      areBuyersKnown: true,
      skus: [],
      skuText: null,
    };
    const listingOf = (match: Partial<OrderMatch>) => ({
      selection: select(everywhere),
      match: { ...nothing, ...match },
      productsBy: "line" as const,
    });
    const lotions = those(hasSku(({ productId }) => productId === "p1"));
    const hers = those((sale) => nicknameOf(sale) === "Fern_b7");
    const found = async (match: Partial<OrderMatch>) => {
      const listing = listingOf(match);
      expect((await sumListing({ ...listing, isExact: false })).orders).toBe(
        (await walk(listing, 50)).length,
      );
      return walk(listing, 50);
    };
    const early = those(({ id }) => id.startsWith("570"));
    expect(await found({ idPrefix: "570", areIdsFew: false })).toEqual(early);
    expect(await found({ skuText: "body lot" })).toEqual(lotions);
    expect(await found({ nicknamePattern: "fern\\_b7%" })).toEqual(hers);
    expect(await found({ nicknamePattern: "fern\\_b7%", areBuyersKnown: false })).toEqual(hers);
  });
});
