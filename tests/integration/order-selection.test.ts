import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { sumSelection } from "@/db/queries/selection-totals";
import { parseFilter } from "@/lib/filters/filter";
import { parseSelection } from "@/lib/filters/selection";
import type { RawSearchParams } from "@/lib/search-params";
import { at, line, order, type Raw, store } from "../helpers/orders";
import { connectedShop } from "../helpers/shop";

const timezone = "America/New_York";

async function shopWith(orders: Raw[]): Promise<string> {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await getSql()`update shops set timezone = ${timezone}`;
  await store(shopId, orders);
  return shopId;
}

/** An order paid at an instant; each line is worth its price, for TikTok paid nothing towards it. */
function sale(id: string, paidAt: string, prices: string[], more: Record<string, unknown> = {}): Raw {
  const paid = at(paidAt);
  const total = prices.reduce((sum, price) => sum + Number(price), 0).toFixed(2);
  return order(id, {
    create_time: paid - 60,
    update_time: paid + 60,
    paid_time: paid,
    payment: { currency: "USD", sub_total: total, platform_discount: "0", total_amount: total },
    line_items: prices.map((price, index) => line(`${id}-${index}`, price, { platform_discount: "0" })),
    ...more,
  });
}

async function sum(shopId: string, params: RawSearchParams) {
  const shops = [{ shopId, name: "", region: "US", currency: "USD", timezone }];
  const parsed = parseFilter(params, { shops, now: new Date("2026-12-01T12:00:00Z") });
  if (!parsed) throw new Error("there is a shop");
  const selection = parseSelection(params, parsed.filter);
  expect([...parsed.notices, selection.notice].filter(Boolean)).toEqual([]);
  return (await sumSelection(selection.value)).map(({ orders, contribution }) => [orders, contribution]);
}

it("a figure's orders are picked exactly, and each adds what it is worth", async () => {
  const p2 = (id: string, price: string, more = {}) =>
    line(id, price, { product_id: "p2", platform_discount: "0", ...more });
  const shopId = await shopWith([
    sale("whole", "2026-11-10T15:00:00Z", ["10.10", "5.05"]),
    sale("cancelled", "2026-11-10T16:00:00Z", ["100"], { status: "CANCELLED" }),
    sale("sample", "2026-11-10T16:00:00Z", ["1000"], { is_sample_order: true }),
    sale("partly", "2026-11-10T17:00:00Z", ["7", "3"], {
      line_items: [
        p2("partly-0", "7"),
        p2("partly-1", "3", { display_status: "CANCELLED" }),
        p2("partly-2", "0.01", { is_gift: true }),
      ],
      fulfillment_type: "FULFILLMENT_BY_TIKTOK",
    }),
    sale("unpaid", "2026-11-10T17:00:00Z", ["50"], { paid_time: 0, status: "UNPAID" }),
    sale("next-day", "2026-11-11T05:00:00Z", ["9000"]),
    sale("last-second", "2026-11-11T04:59:59Z", ["1"]),
  ]);
  const day = { from: "2026-11-10", to: "2026-11-10" };
  expect(await sum(shopId, { ...day, metric: "gmv" })).toEqual([[4, "126.15"]]);
  expect(await sum(shopId, { ...day, metric: "netSales" })).toEqual([[3, "23.15"]]);
  expect(await sum(shopId, { ...day, metric: "orders" })).toEqual([[4, "4"]]);
  expect(await sum(shopId, { ...day, metric: "units" })).toEqual([[4, "6"]]);
  expect(await sum(shopId, { ...day, metric: "averageOrderValue" })).toEqual([[3, "23.15"]]);
  expect(await sum(shopId, { ...day, metric: "cancellationRate" })).toEqual([[1, "1"]]);
  expect(await sum(shopId, { ...day, product: "p2", metric: "gmv" })).toEqual([[1, "10"]]);
  expect(await sum(shopId, { ...day, product: "p2", metric: "netSales" })).toEqual([[1, "7"]]);
  expect(await sum(shopId, { ...day, product: "p2", metric: "units" })).toEqual([[1, "2"]]);
  expect(await sum(shopId, { ...day, status: "cancelled", metric: "gmv" })).toEqual([[1, "100"]]);
  expect(await sum(shopId, { ...day, fulfilment: "tiktok", metric: "gmv" })).toEqual([[1, "10"]]);
  expect(await sum(shopId, day)).toEqual([[7, null]]);
  expect(await sum(shopId, { ...day, by: "paid" })).toEqual([[5, null]]);
  expect(await sum(shopId, { from: "2026-01-01", to: "2026-01-31", metric: "gmv" })).toEqual([]);
});

it("a day is the shop's own, of 25 hours when the clock goes back, and an hour is the clock's", async () => {
  const shopId = await shopWith([
    sale("first-hour", "2026-11-01T04:00:00Z", ["1"]),
    sale("one-o-clock", "2026-11-01T05:30:00Z", ["2"]),
    sale("one-o-clock-again", "2026-11-01T06:30:00Z", ["4"]),
    sale("last-hour", "2026-11-02T04:59:59Z", ["8"]),
    sale("monday", "2026-11-02T05:00:00Z", ["16"]),
  ]);
  const day = { from: "2026-11-01", to: "2026-11-01", metric: "gmv" };
  expect(await sum(shopId, day)).toEqual([[4, "15"]]);
  expect(await sum(shopId, { ...day, hour: "1" })).toEqual([[2, "6"]]);
  expect(await sum(shopId, { ...day, to: "2026-11-30", weekday: "7" })).toEqual([[4, "15"]]);
  expect(await sum(shopId, { ...day, to: "2026-11-30", weekday: "1", hour: "0" })).toEqual([[1, "16"]]);
});

it("regions that TikTok does not name are orders of their own", async () => {
  const address = { district_info: [{ address_level: "L1", address_name: "Texas" }] };
  const shopId = await shopWith([
    sale("texan", "2026-11-10T15:00:00Z", ["1"], { recipient_address: address }),
    sale("masked", "2026-11-10T15:00:00Z", ["2"]),
  ]);
  await getSql()`update orders set recipient_region = 'Texas' where order_id = 'texan'`;
  const day = { from: "2026-11-10", to: "2026-11-10", metric: "gmv" };
  expect(await sum(shopId, { ...day, region: "Texas" })).toEqual([[1, "1"]]);
  expect(await sum(shopId, { ...day, region: "masked" })).toEqual([[1, "2"]]);
});

it("what needs somebody is open and near its deadline, to be made ready first and then to be handed over", async () => {
  const soon = Math.floor(Date.now() / 1000) + 3_600;
  const late = soon - 7_200;
  const open = (id: string, status: string, rts: number, tts: number, more = {}) =>
    sale(id, "2026-11-10T15:00:00Z", ["1"], { status, rts_sla_time: rts, tts_sla_time: tts, ...more });
  const shopId = await shopWith([
    open("ready-soon", "AWAITING_SHIPMENT", soon, soon + 86_400),
    open("ready-late", "PARTIALLY_SHIPPING", late, soon),
    open("hand-over-late", "AWAITING_COLLECTION", late, late),
    open("hand-over-tomorrow", "AWAITING_COLLECTION", late, soon + 86_400),
    open("on-its-way", "IN_TRANSIT", late, late),
    open("held", "ON_HOLD", soon, soon, { is_buyer_request_cancel: true }),
    open("gone", "CANCELLED", late, late, { is_buyer_request_cancel: true }),
  ]);
  const count = async (need: string) => (await sum(shopId, { range: "28d", need }))[0]?.[0] ?? 0;
  expect(await count("due-6h")).toBe(1);
  expect(await count("overdue")).toBe(2);
  expect(await count("on-hold")).toBe(1);
  expect(await count("cancel-requested")).toBe(1);
});
