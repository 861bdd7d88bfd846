import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { rebuildStaleDays } from "@/db/mutations/rollups";
import { getSalesSummary } from "@/db/queries/sales";
import { listTopProducts } from "@/db/queries/top-products";
import { parseFilter } from "@/lib/filters/filter";
import { comparePeriods } from "@/lib/metrics/period";
import type { RawSearchParams } from "@/lib/search-params";
import { at, line, order, type Raw, store } from "../helpers/orders";
import { connectedShop } from "../helpers/shop";

const timezone = "Asia/Jakarta";

async function shopWith(orders: Raw[]): Promise<string> {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await getSql()`update shops set timezone = ${timezone}`;
  await store(shopId, orders);
  await rebuildStaleDays(shopId, 100);
  return shopId;
}

/** An order paid at a Jakarta wall-clock time, of one line. */
function sale(id: string, wallClock: string, amount: string, more: Record<string, unknown> = {}): Raw {
  const paid = at(`${wallClock}+07:00`);
  const payment = { currency: "IDR", sub_total: amount, platform_discount: "0", total_amount: amount };
  const lines = [line(`${id}-1`, amount, { platform_discount: "0", currency: "IDR" })];
  return order(id, {
    create_time: paid - 60,
    update_time: paid + 60,
    paid_time: paid,
    payment,
    line_items: lines,
    ...more,
  });
}

function filterOf(shopId: string, params: RawSearchParams, now: string) {
  const shops = [{ shopId, name: "", region: "ID", currency: "IDR", timezone }];
  const parsed = parseFilter(params, { shops, now: new Date(now) });
  if (!parsed) throw new Error("there is a shop");
  return parsed.filter;
}

function summaryOf(shopId: string, from: string, to: string, now: string) {
  const filter = filterOf(shopId, { from, to }, now);
  return getSalesSummary({
    filter,
    comparison: comparePeriods({ filter, now: new Date(now), syncedThrough: {} }),
  });
}

it("the six figures of a closed period and their changes are exact", async () => {
  const shopId = await shopWith([
    sale("a", "2026-05-11T00:00:00", "100000"),
    sale("b", "2026-05-12T23:59:59", "300000"),
    sale("c", "2026-05-12T12:00:00", "50000", { status: "CANCELLED" }),
    sale("before-1", "2026-05-09T10:00:00", "200000"),
    sale("before-2", "2026-05-10T23:59:59", "25000", { status: "CANCELLED" }),
    sale("after", "2026-05-13T00:00:00", "999999"),
    sale("unpaid", "2026-05-12T10:00:00", "77777", { paid_time: 0, status: "UNPAID" }),
  ]);
  const [idr, all] = await summaryOf(shopId, "2026-05-11", "2026-05-12", "2026-06-01T00:00:00Z");
  expect(idr?.currency).toBe("IDR");
  expect(all?.currency).toBeNull();
  expect(idr?.metrics.gmv).toEqual({ value: "450000", change: 1 });
  expect(idr?.metrics.netSales).toEqual({ value: "400000", change: 1 });
  expect(idr?.metrics.orders).toEqual({ value: "3", change: 0.5 });
  expect(idr?.metrics.units).toEqual({ value: "3", change: 0.5 });
  expect(idr?.metrics.averageOrderValue).toEqual({ value: "200000.0000", change: 0 });
  expect(idr?.metrics.cancellationRate.value).toBe("0.333333");
  expect(idr?.metrics.cancellationRate.change).toBeCloseTo(1 / 3 - 1 / 2, 10);
});

it("two currencies are told apart and never added", async () => {
  const dollars = { currency: "USD", sub_total: "10.10", platform_discount: "0.05" };
  const shopId = await shopWith([
    sale("a", "2026-05-11T08:00:00", "100000"),
    sale("b", "2026-05-11T09:00:00", "0", { payment: dollars }),
  ]);
  const summaries = await summaryOf(shopId, "2026-05-11", "2026-05-11", "2026-06-01T00:00:00Z");
  const gmvOf = (currency: string | null) =>
    summaries.find((one) => one.currency === currency)?.metrics.gmv.value;
  expect(gmvOf("IDR")).toBe("100000");
  expect(gmvOf("USD")).toBe("10.15");
  expect(summaries.find((one) => one.currency === null)?.metrics.orders.value).toBe("2");
});

it("a running day is compared with the same hours of the day before", async () => {
  const shopId = await shopWith([
    sale("morning", "2026-05-12T08:30:00", "300"),
    sale("this-hour", "2026-05-12T10:05:00", "1000"),
    sale("yesterday-morning", "2026-05-11T09:59:59", "200"),
    sale("yesterday-evening", "2026-05-11T20:00:00", "5000"),
  ]);
  const [idr] = await summaryOf(shopId, "2026-05-12", "2026-05-12", "2026-05-12T10:20:00+07:00");
  expect(idr?.metrics.gmv).toEqual({ value: "1300", change: 0.5 });
});

it("an empty period has figures of nothing and no change", async () => {
  const shopId = await shopWith([sale("a", "2026-05-11T08:00:00", "100000")]);
  const summaries = await summaryOf(shopId, "2025-01-01", "2025-01-31", "2026-06-01T00:00:00Z");
  for (const { metrics } of summaries) {
    expect(metrics.gmv).toEqual({ value: "0", change: null });
    expect(metrics.averageOrderValue.value).toBeNull();
  }
});

it("the best products come first, with their share and the place they had before", async () => {
  const of = (id: string, day: string, product: string, amount: string, more = {}) =>
    sale(id, `${day}T08:00:00`, amount, {
      fulfillment_type: "FULFILLMENT_BY_SELLER",
      line_items: [
        line(`${id}-1`, amount, {
          product_id: product,
          product_name: product,
          platform_discount: "0",
          currency: "IDR",
          ...more,
        }),
      ],
    });
  const shopId = await shopWith([
    of("1", "2026-05-11", "soap", "300"),
    of("2", "2026-05-11", "soap", "300"),
    of("3", "2026-05-11", "balm", "200"),
    of("4", "2026-05-11", "balm", "900", { display_status: "CANCELLED" }),
    of("5", "2026-05-11", "gift", "900", { is_gift: true }),
    of("6", "2026-05-10", "balm", "50"),
    of("7", "2026-05-10", "oil", "40"),
  ]);
  const now = "2026-06-01T00:00:00Z";
  const list = (params: RawSearchParams) => {
    const filter = filterOf(shopId, { from: "2026-05-11", to: "2026-05-11", ...params }, now);
    const { previous } = comparePeriods({ filter, now: new Date(now), syncedThrough: {} });
    return listTopProducts({ filter, previous, currency: "IDR", limit: 10 });
  };
  const best = [
    { productId: "soap", name: "soap", units: 2, netSales: "600", share: 0.75, previousRank: null },
    { productId: "balm", name: "balm", units: 2, netSales: "200", share: 0.25, previousRank: 1 },
  ];
  expect(await list({})).toEqual(best);
  // The same from the orders themselves, which is where a filter by fulfilment leads.
  expect(await list({ fulfilment: "seller" })).toEqual(best);
  expect(await list({ product: "balm", compare: "none" })).toEqual([
    { ...best[1], share: 1, previousRank: null },
  ]);
});
