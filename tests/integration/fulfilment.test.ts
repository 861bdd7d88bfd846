import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { rebuildStaleDays } from "@/db/mutations/rollups";
import { readDispatch } from "@/db/queries/dispatch";
import { countOpenOrders, listNextDeadlines, listStuckOrders } from "@/db/queries/fulfilment";
import { planListing } from "@/db/queries/order-listing";
import { sumListing } from "@/db/queries/order-totals";
import { listOrders } from "@/db/queries/orders";
import { parseFilter } from "@/lib/filters/filter";
import { parseSelection } from "@/lib/filters/selection";
import { ages, cancellers, dispatches, dispatchTimes, dues } from "@/lib/fulfilment";
import type { RawSearchParams } from "@/lib/search-params";
import { order, type Raw, store } from "../helpers/orders";
import { connectedShop } from "../helpers/shop";

const timezone = "America/Los_Angeles";
const nowSec = Math.floor(Date.now() / 1000);
const hours = (count: number) => Math.round(count * 3_600);

async function shopWith(orders: Raw[]): Promise<string> {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await getSql()`update shops set timezone = ${timezone}`;
  await store(shopId, orders);
  while ((await rebuildStaleDays(shopId, 100)) > 0);
  return shopId;
}

/** Paid some hours ago and last changed then, with its deadlines in so many hours. */
function open(id: string, status: string, paidAgo: number, more: Record<string, unknown> = {}): Raw {
  const paid = nowSec - hours(paidAgo);
  return order(id, {
    status,
    create_time: paid - 60,
    paid_time: paid,
    update_time: paid,
    warehouse_id: "w1",
    fulfillment_type: "FULFILLMENT_BY_SELLER",
    ...more,
  });
}

const due = (rts: number, tts = rts + 24) => ({
  rts_sla_time: nowSec + hours(rts),
  tts_sla_time: nowSec + hours(tts),
});

const filterOf = (shopId: string, params: RawSearchParams = {}) => {
  const shops = [{ shopId, name: "", region: "US", currency: "USD", timezone }];
  const parsed = parseFilter({ range: "28d", ...params }, { shops, now: new Date() });
  if (!parsed) throw new Error("there is a shop");
  return parsed.filter;
};

async function idsOf(shopId: string, params: RawSearchParams): Promise<string[]> {
  const all = { range: "all", ...params };
  const shops = [{ shopId, name: "", region: "US", currency: "USD", timezone }];
  const filter = parseFilter(all, { shops, now: new Date(), defaultRange: "all" })?.filter;
  if (!filter) throw new Error("there is a shop");
  const { value: selection } = parseSelection(all, filter);
  const listing = await planListing({ selection, search: null, canSearchBuyers: true });
  const ids = (await listOrders({ ...listing, cursor: null, limit: 50 })).orders.map(
    ({ orderId }) => orderId,
  );
  expect((await sumListing({ ...listing, isExact: false })).orders).toBe(ids.length);
  return ids.sort();
}

it("open orders stand in one bucket of their deadline each, and each bucket opens its orders", async () => {
  const shopId = await shopWith([
    open("ship-late", "AWAITING_SHIPMENT", 5, due(-0.1)),
    open("ship-2h", "PARTIALLY_SHIPPING", 5, due(1.9)),
    open("ship-6h", "AWAITING_SHIPMENT", 5, due(2.1)),
    open("ship-6h-too", "AWAITING_SHIPMENT", 5, due(5.9)),
    open("ship-24h", "AWAITING_SHIPMENT", 5, due(6.1)),
    open("ship-24h-too", "AWAITING_SHIPMENT", 5, due(23.9)),
    open("ship-later", "AWAITING_SHIPMENT", 5, due(24.1)),
    open("hand-late", "AWAITING_COLLECTION", 5, due(-30, -1)),
    open("hand-later", "AWAITING_COLLECTION", 5, due(-30, 30)),
    open("no-deadline", "AWAITING_SHIPMENT", 5),
    open("on-its-way", "IN_TRANSIT", 5, due(-40, -20)),
    open("held", "ON_HOLD", 0.5, due(-1)),
    open("gone", "CANCELLED", 5, due(-1)),
    open("done", "COMPLETED", 5, due(-1)),
  ]);
  const { dues: counts, total } = await countOpenOrders(filterOf(shopId));
  expect(counts).toEqual({
    breached: { total: 2, toShip: 1, toHandOver: 1 },
    "2h": { total: 1, toShip: 1, toHandOver: 0 },
    "6h": { total: 2, toShip: 2, toHandOver: 0 },
    "24h": { total: 2, toShip: 2, toHandOver: 0 },
    later: { total: 2, toShip: 1, toHandOver: 1 },
  });
  expect(total).toBe(12);
  expect(await idsOf(shopId, { due: "breached" })).toEqual(["hand-late", "ship-late"]);
  expect((await listNextDeadlines(filterOf(shopId), 3)).map(({ orderId }) => orderId)).toEqual([
    "hand-late",
    "ship-late",
    "ship-2h",
  ]);
  for (const one of dues) expect(await idsOf(shopId, { due: one })).toHaveLength(counts[one].total);
  expect(await idsOf(shopId, { due: "later", status: "awaiting_collection" })).toEqual(["hand-later"]);
});

it("open orders age by status, warehouse and carrier since they were paid, and each cell opens its orders", async () => {
  const shopId = await shopWith([
    open("fresh", "AWAITING_SHIPMENT", 23.9),
    open("day-old", "AWAITING_SHIPMENT", 24.1, { warehouse_id: "w2" }),
    open("week-old", "IN_TRANSIT", 24 * 7 + 0.1, { shipping_provider: "USPS", update_time: nowSec }),
    open("two-days", "ON_HOLD", 71.9, { warehouse_id: "w2" }),
    open("three-days", "IN_TRANSIT", 24 * 7 - 0.1, { shipping_provider: "UPS", warehouse_id: "" }),
  ]);
  const { byStatus, byWarehouse, byCarrier } = await countOpenOrders(filterOf(shopId));
  expect(byStatus).toEqual([
    { key: "ON_HOLD", total: 1, stuck: 1, byAge: [0, 0, 1, 0, 0] },
    { key: "AWAITING_SHIPMENT", total: 2, stuck: 0, byAge: [1, 1, 0, 0, 0] },
    { key: "IN_TRANSIT", total: 2, stuck: 0, byAge: [0, 0, 0, 1, 1] },
  ]);
  expect(byWarehouse.map(({ key, total }) => [key, total])).toEqual([
    ["w1", 2],
    ["w2", 2],
    [null, 1],
  ]);
  expect(byCarrier.map(({ key, total }) => [key, total])).toEqual([
    [null, 3],
    ["UPS", 1],
    ["USPS", 1],
  ]);
  expect(await idsOf(shopId, { open: "all" })).toHaveLength(5);
  for (const [name, rows] of [
    ["warehouse", byWarehouse],
    ["carrier", byCarrier],
  ] as const) {
    for (const { key, total, byAge } of rows) {
      const part = { [name]: key ?? "none" };
      expect(await idsOf(shopId, part)).toHaveLength(total);
      for (const [place, age] of ages.entries())
        expect(await idsOf(shopId, { ...part, age: age.key })).toHaveLength(byAge[place] ?? 0);
    }
  }
  expect(await idsOf(shopId, { age: "1d", status: "awaiting_shipment" })).toEqual(["day-old"]);
});

it("an order is stuck after a time that its status says, counted from its last change", async () => {
  const shopId = await shopWith([
    open("held-long", "ON_HOLD", 25),
    open("held", "ON_HOLD", 23),
    open("waits-long", "AWAITING_SHIPMENT", 73),
    open("waits", "AWAITING_SHIPMENT", 71),
    open("moved", "AWAITING_SHIPMENT", 200, { update_time: nowSec - hours(1) }),
    open("lost", "IN_TRANSIT", 24 * 8),
    open("travels", "IN_TRANSIT", 24 * 6),
    open("delivered", "DELIVERED", 24 * 60),
  ]);
  const filter = filterOf(shopId);
  const stuck = await listStuckOrders(filter, 10);
  expect(stuck.map(({ orderId }) => orderId)).toEqual(["lost", "waits-long", "held-long"]);
  expect((await countOpenOrders(filter)).stuck).toBe(3);
  expect(await idsOf(shopId, { open: "stuck" })).toEqual(["held-long", "lost", "waits-long"]);
});

it("punctuality is what was late or is overdue among what is due or done, by the rollup as by the orders", async () => {
  const done = (id: string, tookHours: number, more: Record<string, unknown> = {}) =>
    open(id, "COMPLETED", 100, {
      rts_time: nowSec - hours(100 - tookHours),
      rts_sla_time: nowSec - hours(100 - 48),
      ...more,
    });
  const gone = (id: string, by: string, more: Record<string, unknown> = {}) =>
    open(id, "CANCELLED", 90, { cancellation_initiator: by, ...more });
  const shopId = await shopWith([
    done("quick", 10),
    done("in-time", 30),
    done("late", 50),
    done("no-deadline", 12, { rts_sla_time: 0 }),
    done("sample", 60, { is_sample_order: true }),
    done("by-tiktok", 60, { fulfillment_type: "FULFILLMENT_BY_TIKTOK" }),
    open("overdue", "AWAITING_SHIPMENT", 60, due(-1)),
    open("overdue-by-tiktok", "AWAITING_SHIPMENT", 60, {
      ...due(-1),
      fulfillment_type: "FULFILLMENT_BY_TIKTOK",
    }),
    open("not-due", "AWAITING_SHIPMENT", 5, due(10)),
    open("long-ago", "COMPLETED", 24 * 60, { rts_time: nowSec, rts_sla_time: nowSec - hours(1) }),
    gone("cancelled-late", "BUYER", { rts_time: nowSec - hours(1), rts_sla_time: nowSec - hours(2) }),
    gone("out-of-stock", "SELLER"),
    gone("by-the-system", "SYSTEM", { fulfillment_type: "FULFILLMENT_BY_TIKTOK" }),
    gone("sample-cancelled", "SELLER", { is_sample_order: true }),
  ]);
  const filter = filterOf(shopId);
  const { steps, ...figures } = await readDispatch(filter, "day");
  expect(figures).toEqual({
    onTime: 3,
    late: 1,
    overdue: 1,
    lateRate: 2 / 5,
    meanSeconds: hours(25.5),
    byTime: [1, 1, 1, 1, 0],
    cancelled: { buyer: 1, seller: 1, others: 1 },
    paid: 11,
  });
  expect(steps).toHaveLength(28);
  expect(steps.reduce((sum, { onTime, late, overdue }) => sum + onTime + late + overdue, 0)).toBe(5);
  const seller = await readDispatch(filterOf(shopId, { fulfilment: "seller" }), "day");
  expect(seller).toEqual({ ...figures, steps, cancelled: { buyer: 1, seller: 1, others: 0 }, paid: 8 });
  const lists = {
    dispatch: dispatches,
    took: dispatchTimes.map(({ key }) => key),
    "cancelled-by": cancellers,
  };
  const opened: Record<string, string[]> = {};
  for (const [name, values] of Object.entries(lists)) {
    for (const value of values) opened[value] = await idsOf(shopId, { range: "28d", [name]: value });
  }
  expect(opened).toEqual({
    "on-time": ["in-time", "no-deadline", "quick"],
    late: ["late"],
    overdue: ["overdue"],
    "0h": ["quick"],
    "12h": ["no-deadline"],
    "24h": ["in-time"],
    "48h": ["late"],
    "72h": [],
    buyer: ["cancelled-late"],
    seller: ["out-of-stock"],
    others: ["by-the-system"],
  });
  const empty = await readDispatch(filterOf(shopId, { from: "2025-01-01", to: "2025-01-31" }), "month");
  expect(empty).toMatchObject({ lateRate: null, meanSeconds: null, byTime: [0, 0, 0, 0, 0], paid: 0 });
});
