import { beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, getSql } from "@/db/client";
import { rebuildStaleDays } from "@/db/mutations/rollups";
import {
  getRefundRates,
  listCancellationReasons,
  listReturnReasons,
  summarizeReturns,
} from "@/db/queries/return-figures";
import { listReturns } from "@/db/queries/returns";
import { resetEnv } from "@/lib/env";
import { parseFilter } from "@/lib/filters/filter";
import { parseReturnAddress } from "@/lib/returns/address";
import type { OrderCursor, RawSearchParams } from "@/lib/search-params";
import { createTestDatabase } from "../helpers/database";
import { at, line, order, store } from "../helpers/orders";
import { refund, returnLine, returnOf, storeReturns } from "../helpers/returns";

const now = new Date("2026-04-10T12:00:00Z");
const shops = [
  { shopId: "us", name: "Juniper", region: "US", currency: "USD", timezone: "America/Los_Angeles" },
  { shopId: "id", name: "Kemiri", region: "ID", currency: "IDR", timezone: "Asia/Jakarta" },
];

const request = (id: string, wallClock: string, more: Record<string, unknown> = {}) =>
  returnOf(id, [returnLine(`${id}-1`, "10")], {
    refund_amount: refund("10", { refund_total: "12.5" }),
    return_reason: "code_damaged",
    return_reason_text: "Item arrived damaged",
    create_time: at(wallClock),
    update_time: at(wallClock) + 60,
    ...more,
  });

const open = "RETURN_OR_REFUND_REQUEST_PENDING";

beforeAll(async () => {
  const database = await createTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url });
  resetEnv();
  for (const { shopId, name, region, currency, timezone } of shops) {
    await getSql()`insert into shops (shop_id, name, region, currency, timezone, cipher)
      values (${shopId}, ${name}, ${region}, ${currency}, ${timezone}, 'c')`;
  }
  const orders = ["a", "b", "c", "d", "e"].map((id) =>
    order(id, {
      fulfillment_type: id === "e" ? "FULFILLMENT_BY_TIKTOK" : "FULFILLMENT_BY_SELLER",
      status: id === "d" ? "DELIVERED" : "COMPLETED",
      line_items: [line(`${id}-1`, "10", { product_id: id === "c" ? "p2" : "p1" }), line(`${id}-2`, "5")],
    }),
  );
  await store("us", orders);
  await storeReturns("us", [
    request("a", "2026-03-20T08:00:00-07:00"),
    request("b", "2026-03-20T23:59:59-07:00", { return_reason: "code_scent", return_reason_text: "Scent" }),
    request("c", "2026-03-21T00:00:00-07:00", {
      return_status: open,
      seller_next_action_response: [{ action: "ANSWER", deadline: at("2026-03-23T00:00:00Z") }],
    }),
    request("d", "2026-03-21T09:00:00-07:00", { return_status: "BUYER_SHIPPED_ITEM" }),
    request("e", "2026-03-21T09:00:00-07:00", { return_status: "SOMETHING_NEW", return_reason: null }),
    request("gone", "2026-02-01T09:00:00-07:00"),
  ]);
  await storeReturns("id", [
    request("x", "2026-03-20T10:00:00+07:00", {
      refund_amount: { currency: "IDR", refund_total: "150000", refund_subtotal: "150000" },
      return_line_items: [],
    }),
  ]);
  await getSql()`
    insert into cancellations (shop_id, cancel_id, order_id, status, role, reason, reason_text, units, create_time,
      update_time, extra, content_hash, first_seen_at, stored_at)
    select 'us', id, 'a', status, role, reason, text, 1, at::timestamptz, at::timestamptz, '{}', '', now(), now()
    from (values ('1', 'CANCELLATION_REQUEST_COMPLETE', 'BUYER', 'mind', 'Changed my mind', '2026-03-20T20:00:00Z'),
      ('2', 'CANCELLATION_REQUEST_PENDING', 'BUYER', 'mind', 'Changed my mind', '2026-03-21T20:00:00Z'),
      ('3', 'CANCELLATION_REQUEST_CANCELLED', 'BUYER', 'mind', 'Changed my mind', '2026-03-21T20:00:00Z'),
      ('4', 'CANCELLATION_REQUEST_COMPLETE', 'SELLER', 'stock', 'Out of stock', '2026-03-21T20:00:00Z'),
      ('5', 'CANCELLATION_REQUEST_COMPLETE', 'SELLER', 'stock', 'Out of stock', '2026-03-25T20:00:00Z'))
      as c(id, status, role, reason, text, at)`;
  for (const { shopId } of shops) await rebuildStaleDays(shopId, 100);
  return async () => {
    await closeDatabase();
    await database.drop();
  };
});

function chosen(params: RawSearchParams = {}) {
  const parsed = parseFilter({ from: "2026-03-20", to: "2026-03-21", ...params }, { shops, now });
  if (!parsed) throw new Error("there are shops");
  return { filter: parsed.filter, selection: parseReturnAddress(params).selection };
}

async function idsOf(params: RawSearchParams = {}, cursor: OrderCursor | null = null, limit = 50) {
  const page = await listReturns({ ...chosen(params), cursor, limit });
  return { ids: page.returns.map(({ orderId }) => orderId), page };
}

describe("the figures", () => {
  it("count requests by the shop's own day, and money by currency", async () => {
    const { filter, selection } = chosen({ shop: ["us", "id"] });
    expect(await summarizeReturns(filter, selection)).toEqual({
      requests: 6,
      byState: { waiting: 1, "under-way": 2, refunded: 3, replaced: 0, declined: 0, withdrawn: 0 },
      givenBack: [
        { currency: "IDR", amount: "150000" },
        { currency: "USD", amount: "25.0" },
      ],
      nextDeadline: "2026-03-23T00:00:00.000Z",
    });
    const first = chosen({ shop: "us", to: "2026-03-20" });
    expect(await summarizeReturns(first.filter, first.selection)).toMatchObject({ requests: 2 });
  });

  it("of a reason are those of its requests, whatever their state", async () => {
    const { filter, selection } = chosen({ shop: "us", reason: "code_damaged", state: "waiting" });
    expect(await summarizeReturns(filter, selection)).toMatchObject({
      requests: 3,
      byState: { waiting: 1, refunded: 1, "under-way": 1 },
      givenBack: [{ currency: "USD", amount: "12.5" }],
    });
  });

  it("rank reasons with their share, requests without one among them", async () => {
    const reasons = await listReturnReasons(chosen({ shop: "us" }).filter, 5);
    expect(reasons).toEqual([
      { reason: "code_damaged", reasonText: "Item arrived damaged", requests: 3, share: 0.6 },
      { reason: "", reasonText: "Item arrived damaged", requests: 1, share: 0.2 },
      { reason: "code_scent", reasonText: "Scent", requests: 1, share: 0.2 },
    ]);
  });

  it("rank products by units given back, of the units sold in the period", async () => {
    const { filter } = chosen({ shop: "us", from: "2026-03-01", to: "2026-03-31" });
    expect(await getRefundRates(filter, 5)).toEqual({
      products: [{ productId: "p1", name: "Lavender Body Lotion", units: 9, refundedUnits: 2 }],
      units: 10,
      refundedUnits: 2,
    });
    const narrowed = chosen({ shop: "us", from: "2026-03-01", to: "2026-03-31", status: "COMPLETED" });
    expect(await getRefundRates(narrowed.filter, 5)).toMatchObject({ units: 8, refundedUnits: 2 });
    const empty = chosen({ shop: "id" });
    expect(await getRefundRates(empty.filter, 5)).toEqual({ products: [], units: 0, refundedUnits: 0 });
  });

  it("count cancellations by reason, those that came to nothing left out", async () => {
    expect(await listCancellationReasons(chosen({ shop: "us" }).filter, 5)).toEqual([
      { reason: "mind", reasonText: "Changed my mind", role: "BUYER", requests: 2 },
      { reason: "stock", reasonText: "Out of stock", role: "SELLER", requests: 1 },
    ]);
    const other = chosen({ shop: "us", product: "p2" });
    expect(await listCancellationReasons(other.filter, 5)).toEqual([]);
  });
});

describe("the list", () => {
  it("is newest first over all shops chosen", async () => {
    expect((await idsOf({ shop: ["us", "id"] })).ids).toEqual(["e", "d", "c", "b", "a", "x"]);
  });

  it.each<[RawSearchParams, string[]]>([
    [{ state: "waiting" }, ["c"]],
    [{ state: "under-way" }, ["e", "d"]],
    [{ state: "refunded" }, ["b", "a"]],
    [{ state: "declined" }, []],
    [{ reason: "code_scent" }, ["b"]],
    [{ reason: "none" }, ["e"]],
    [{ product: "p2" }, ["c"]],
    [{ status: "DELIVERED" }, ["d"]],
    [{ fulfilment: "tiktok" }, ["e"]],
    [{ from: "2026-02-01", to: "2026-02-28" }, ["gone"]],
    [{ from: "2026-02-01", to: "2026-02-28", status: "COMPLETED" }, []],
  ])("obeys %j", async (params, expected) => {
    expect((await idsOf({ shop: "us", ...params })).ids).toEqual(expected);
  });

  it("pages forwards and back by keys, through requests of one second", async () => {
    const params = { shop: ["us", "id"] };
    const first = await idsOf(params, null, 2);
    expect(first.ids).toEqual(["e", "d"]);
    expect(first.page.previous).toBeNull();
    const second = await idsOf(params, first.page.next, 2);
    expect(second.ids).toEqual(["c", "b"]);
    const last = await idsOf(params, second.page.next, 2);
    expect(last.ids).toEqual(["a", "x"]);
    expect(last.page.next).toBeNull();
    const back = await idsOf(params, last.page.previous, 2);
    expect(back.ids).toEqual(["c", "b"]);
    expect((await idsOf(params, back.page.previous, 2)).ids).toEqual(["e", "d"]);
    expect((await idsOf(params, back.page.previous, 2)).page.previous).toBeNull();
  });
});
