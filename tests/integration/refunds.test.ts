import { describe, expect, it } from "vitest";
import { getSql } from "@/db/client";
import { rebuildStaleDays } from "@/db/mutations/rollups";
import { getOrder } from "@/db/queries/order-detail";
import { getSalesSummary } from "@/db/queries/sales";
import { sumSelection } from "@/db/queries/selection-totals";
import { listTopProducts } from "@/db/queries/top-products";
import { type Filter, parseFilter } from "@/lib/filters/filter";
import { ordersOfMetric } from "@/lib/filters/selection";
import { comparePeriods } from "@/lib/metrics/period";
import type { RawSearchParams } from "@/lib/search-params";
import { line, order, type Raw, store } from "../helpers/orders";
import { type RawReturn, refund, returnLine, returnOf, storeReturns } from "../helpers/returns";
import { connectedShop, rollupDifferences } from "../helpers/shop";

/** Two units at 40.10 and 20.05, each with 1.50 paid by TikTok: 63.15 of GMV, paid on 8 March 2026. */
const sale = (id: string, more: Record<string, unknown> = {}): Raw =>
  order(id, {
    payment: { currency: "USD", sub_total: "60.15", platform_discount: "3", total_amount: "70" },
    line_items: [line(`${id}-1`, "40.10"), line(`${id}-2`, "20.05", { product_id: "p2", sku_id: "s2" })],
    ...more,
  });

async function shopWith(orders: Raw[], returns: RawReturn[] = []): Promise<string> {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await store(shopId, orders);
  await rebuildStaleDays(shopId, 100);
  if (returns.length > 0) await give(shopId, returns);
  return shopId;
}

async function give(shopId: string, returns: RawReturn[]): Promise<void> {
  await storeReturns(shopId, returns);
  await rebuildStaleDays(shopId, 100);
}

const days = (shopId: string) =>
  getSql()`
    select day::text, currency, gmv::text, net_sales::text, refunds::text, net_orders from daily_sales
    where shop_id = ${shopId} order by day, currency`;

const now = new Date("2026-04-10T00:00:00Z");

function filterOf(shopId: string, params: RawSearchParams = {}): Filter {
  const shops = [{ shopId, name: "", region: "US", currency: "USD", timezone: "America/Los_Angeles" }];
  const filter = parseFilter({ from: "2026-03-01", to: "2026-03-31", ...params }, { shops, now })?.filter;
  if (!filter) throw new Error("there is a shop");
  return filter;
}

/** The list of orders behind the refunded units of a product. */
const refundedUnits = (shopId: string, product: string) =>
  sumSelection(ordersOfMetric(filterOf(shopId, { product }), "refundedUnits"));

async function figures(shopId: string, params: RawSearchParams = {}) {
  const filter = filterOf(shopId, params);
  const comparison = comparePeriods({ filter, now, syncedThrough: {} });
  const [summary] = await getSalesSummary({ filter, comparison });
  const products = await listTopProducts({ filter, previous: null, currency: "USD", limit: 5 });
  return {
    gmv: summary?.metrics.gmv.value,
    netSales: summary?.metrics.netSales.value,
    products: products.map(({ productId, netSales }) => [productId, netSales]),
  };
}

describe("a completed refund", () => {
  it("takes a unit off net sales with TikTok's share of its price, on the day it was paid", async () => {
    const shopId = await shopWith([sale("a")], [returnOf("a", [returnLine("a-2", "20.05")])]);
    expect(await days(shopId)).toEqual([
      {
        day: "2026-03-08",
        currency: "USD",
        gmv: "63.15",
        net_sales: "41.60",
        refunds: "21.55",
        net_orders: 1,
      },
    ]);
    const detail = await getOrder({ shopId, orderId: "a" });
    expect(detail?.worth).toEqual({ gmv: "63.15", lost: "21.55", netSales: "41.60" });
    expect(await figures(shopId)).toMatchObject({
      gmv: "63.15",
      netSales: "41.60",
      products: [
        ["p1", "41.60"],
        ["p2", "0.00"],
      ],
    });
    expect(await rollupDifferences(shopId)).toEqual([]);
  });

  it("of a part of the price takes just that off", async () => {
    const shopId = await shopWith([sale("a")], [returnOf("a", [returnLine("a-1", "10.01")])]);
    expect(await figures(shopId)).toMatchObject({ netSales: "53.14" });
    expect((await figures(shopId)).products).toEqual([
      ["p1", "31.59"],
      ["p2", "21.55"],
    ]);
    const [unit] =
      await getSql()`select refunded_units, units from daily_product_sales where product_id = 'p1'`;
    expect(unit).toMatchObject({ refunded_units: 1, units: 1 });
    expect(await refundedUnits(shopId, "p1")).toEqual([{ currency: "USD", orders: 1, contribution: "1" }]);
    expect(await refundedUnits(shopId, "p2")).toEqual([]);
    expect(await rollupDifferences(shopId)).toEqual([]);
  });

  it("in two steps for one unit, and for both units, leaves nothing", async () => {
    const half = returnOf("a", [returnLine("a-1", "20.10")]);
    const rest = returnOf("a", [returnLine("a-1", "20.00"), returnLine("a-2", "20.05")], { return_id: "r2" });
    const shopId = await shopWith([sale("a")], [half, rest]);
    expect(await figures(shopId)).toMatchObject({ gmv: "63.15", netSales: "0.00" });
    expect(await rollupDifferences(shopId)).toEqual([]);
  });

  it("told for the order as a whole counts without shipping and tax", async () => {
    const amount = {
      refund_total: "25.5",
      refund_subtotal: "",
      refund_shipping_fee: "3.99",
      refund_tax: "1.51",
    };
    const whole = returnOf("a", [], { refund_amount: refund("", amount) });
    const shopId = await shopWith([sale("a")], [whole]);
    expect(await figures(shopId)).toMatchObject({ netSales: "43.15" });
    expect(await rollupDifferences(shopId)).toEqual([]);
  });

  it("of more than the order was worth takes off no more than that", async () => {
    const shopId = await shopWith([sale("a")], [returnOf("a", [], { refund_amount: refund("99999") })]);
    expect(await days(shopId)).toMatchObject([{ gmv: "63.15", net_sales: "0.00", refunds: "63.15" }]);
  });

  it("of what was cancelled anyway takes nothing off a second time", async () => {
    const cancelled = sale("a", { status: "CANCELLED" });
    const partly = sale("b", {
      line_items: [line("b-1", "40.10"), line("b-2", "20.05", { display_status: "CANCELLED" })],
    });
    const shopId = await shopWith(
      [cancelled, partly],
      [returnOf("a", [returnLine("a-1", "40.10")]), returnOf("b", [returnLine("b-2", "20.05")])],
    );
    expect(await days(shopId)).toMatchObject([{ net_sales: "41.60", refunds: "0", net_orders: 1 }]);
    expect(await rollupDifferences(shopId)).toEqual([]);
  });

  it("in each currency by itself, and never in another than the order's", async () => {
    const pounds = (id: string) =>
      sale(id, {
        payment: { currency: "GBP", sub_total: "60.15", platform_discount: "3", total_amount: "70" },
        line_items: [
          line(`${id}-1`, "40.10", { currency: "GBP" }),
          line(`${id}-2`, "20.05", { currency: "GBP" }),
        ],
      });
    const shopId = await shopWith(
      [sale("a"), pounds("b"), pounds("c")],
      [
        returnOf("a", [returnLine("a-1", "40.10")]),
        returnOf("b", [returnLine("b-2", "20.05", { currency: "GBP" })]),
        returnOf("c", [returnLine("c-1", "40.10", { currency: "USD" })]),
      ],
    );
    expect(await days(shopId)).toEqual([
      {
        day: "2026-03-08",
        currency: "GBP",
        gmv: "126.30",
        net_sales: "104.75",
        refunds: "21.55",
        net_orders: 2,
      },
      {
        day: "2026-03-08",
        currency: "USD",
        gmv: "63.15",
        net_sales: "21.55",
        refunds: "41.60",
        net_orders: 1,
      },
    ]);
    expect(await rollupDifferences(shopId)).toEqual([]);
  });

  it("counts in hours, in filters that no rollup knows, and by product there", async () => {
    const shopId = await shopWith([sale("a"), sale("b")], [returnOf("a", [returnLine("a-2", "20.05")])]);
    const [hours] = await getSql()`select sum(net_sales)::text as net_sales from hourly_sales`;
    expect(hours?.net_sales).toBe("104.75");
    const narrowed = await figures(shopId, { status: "AWAITING_SHIPMENT" });
    expect(narrowed).toEqual(await figures(shopId));
    expect(narrowed.products).toEqual([
      ["p1", "83.20"],
      ["p2", "21.55"],
    ]);
    expect(await figures(shopId, { product: "p2" })).toMatchObject({ gmv: "43.10", netSales: "21.55" });
  });
});

describe("a refund that is not complete", () => {
  it.each([
    ["RETURN_OR_REFUND_REQUEST_PENDING", "REFUND"],
    ["RETURN_OR_REFUND_REQUEST_SUCCESS", "REFUND"],
    ["REFUND_OR_RETURN_REQUEST_REJECT", "REFUND"],
    ["RETURN_OR_REFUND_REQUEST_CANCEL", "RETURN_AND_REFUND"],
    ["REPLACEMENT_REQUEST_COMPLETE", "REPLACEMENT"],
  ])("takes nothing off: %s of a %s", async (return_status, return_type) => {
    const request = returnOf("a", [returnLine("a-1", "40.10")], { return_status, return_type });
    const shopId = await shopWith([sale("a")], [request]);
    expect(await figures(shopId)).toMatchObject({ netSales: "63.15" });
  });
});

describe("a day's figures follow", () => {
  it("a request as it is completed, and as TikTok takes that back", async () => {
    const request = (return_status: string, hours: number) =>
      returnOf("a", [returnLine("a-1", "40.10")], {
        return_status,
        update_time: 1_774_692_000 + hours * 3_600,
      });
    const shopId = await shopWith([sale("a")], [request("RETURN_OR_REFUND_REQUEST_PENDING", 0)]);
    await give(shopId, [request("RETURN_OR_REFUND_REQUEST_COMPLETE", 1)]);
    expect(await figures(shopId)).toMatchObject({ netSales: "21.55" });
    await storeReturns(shopId, [request("RETURN_OR_REFUND_REQUEST_PENDING", 0)]);
    expect(await getSql()`select 1 from stale_days`).toEqual([]);
    await give(shopId, [request("RETURN_OR_REFUND_REQUEST_CANCEL", 2)]);
    expect(await figures(shopId)).toMatchObject({ netSales: "63.15" });
    expect(await rollupDifferences(shopId)).toEqual([]);
  });

  it("a return that was here before its order", async () => {
    const shopId = await shopWith([], [returnOf("a", [returnLine("a-1", "40.10")])]);
    expect(await days(shopId)).toEqual([]);
    await store(shopId, [sale("a")]);
    await rebuildStaleDays(shopId, 100);
    expect(await figures(shopId)).toMatchObject({ netSales: "21.55" });
  });

  it("a return that loses a unit", async () => {
    const both = returnOf("a", [returnLine("a-1", "40.10"), returnLine("a-2", "20.05")]);
    const shopId = await shopWith([sale("a")], [both]);
    await give(shopId, [returnOf("a", [returnLine("a-2", "20.05")], { update_time: 1_774_900_000 })]);
    expect(await figures(shopId)).toMatchObject({ netSales: "41.60" });
    expect(await rollupDifferences(shopId)).toEqual([]);
  });
});
