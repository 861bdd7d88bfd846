import fc from "fast-check";
import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { rebuildStaleBuyers } from "@/db/mutations/buyer-rollups";
import { rebuildStaleDays } from "@/db/mutations/rollups";
import { at, line, order, type Raw, store } from "../helpers/orders";
import { rollupDifferences } from "../helpers/rollups";
import { connectedShop } from "../helpers/shop";

const timezone = "America/Los_Angeles";

async function emptyShop(): Promise<string> {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await getSql()`update shops set timezone = ${timezone}`;
  return shopId;
}

async function rebuild(shopId: string, mostOneByOne?: number): Promise<void> {
  while ((await rebuildStaleDays(shopId, 7)) > 0);
  while ((await rebuildStaleBuyers(shopId, 2, mostOneByOne)) > 0);
}

/** An order paid a minute after it was created at a Los Angeles wall-clock time of winter. */
function sale(id: string, buyer: string, wallClock: string, more: Record<string, unknown> = {}): Raw {
  const paid = at(`${wallClock}-08:00`);
  return order(id, {
    user_id: buyer,
    buyer_nickname: `${buyer}_nick`,
    create_time: paid - 60,
    update_time: paid,
    paid_time: paid,
    ...more,
  });
}

const spanOf = (day: string, previousDay: string | null, buyers: number) => ({
  day,
  previous_day: previousDay ?? "-infinity",
  buyers,
});

async function dailyBuyers() {
  const rows = await getSql()`
    select day::text, previous_day::text, buyers from daily_buyers where buyers <> 0 order by day, previous_day`;
  return rows.map((row) => ({ ...row }));
}

it("buyers are counted once a day beside the day they had bought on before", async () => {
  const shopId = await emptyShop();
  await store(shopId, [
    sale("1", "ann", "2026-01-10T00:00:00"),
    sale("2", "ann", "2026-01-10T23:59:59"),
    sale("3", "ann", "2026-02-01T12:00:00"),
    sale("4", "bob", "2026-01-10T09:00:00", { status: "CANCELLED" }),
    sale("5", "bob", "2026-02-01T09:00:00"),
    sale("6", "cat", "2026-02-01T09:00:00", { is_sample_order: true }),
    sale("7", "dan", "2026-02-01T09:00:00", { paid_time: 0, status: "UNPAID" }),
  ]);
  await rebuild(shopId);
  expect(await dailyBuyers()).toEqual([
    spanOf("2026-01-10", null, 1),
    spanOf("2026-02-01", null, 1),
    spanOf("2026-02-01", "2026-01-10", 1),
  ]);
  const cohorts = await getSql()`
    select first_month::text as first, month::text as month, buyers from buyer_cohorts order by 1, 2`;
  expect(cohorts.map((row) => ({ ...row }))).toEqual([
    { first: "2026-01-01", month: "2026-01-01", buyers: 1 },
    { first: "2026-01-01", month: "2026-02-01", buyers: 1 },
    { first: "2026-02-01", month: "2026-02-01", buyers: 1 },
  ]);
  const known = await getSql()`select buyer_user_id as buyer, orders, nickname from customers order by 1`;
  expect(known.map((row) => ({ ...row }))).toEqual([
    { buyer: "ann", orders: 3, nickname: "ann_nick" },
    { buyer: "bob", orders: 1, nickname: "bob_nick" },
    { buyer: "cat", orders: 0, nickname: "cat_nick" },
    { buyer: "dan", orders: 0, nickname: "dan_nick" },
  ]);
});

it("a first order that is cancelled later makes the second one the first", async () => {
  const shopId = await emptyShop();
  await store(shopId, [
    sale("1", "ann", "2026-01-10T12:00:00"),
    sale("2", "ann", "2026-01-20T12:00:00"),
    sale("3", "ann", "2026-03-01T12:00:00"),
  ]);
  await rebuild(shopId);
  const cancelled = { status: "CANCELLED", update_time: at("2026-03-02T00:00:00Z") };
  await store(shopId, [sale("1", "ann", "2026-01-10T12:00:00", cancelled)]);
  await rebuild(shopId);
  expect(await dailyBuyers()).toEqual([spanOf("2026-01-20", null, 1), spanOf("2026-03-01", "2026-01-20", 1)]);
  expect(await rollupDifferences(shopId)).toEqual([]);
});

it("a SKU bears the names its newest order gave it, whichever arrived first", async () => {
  const shopId = await emptyShop();
  const named = (id: string, wallClock: string, product_name: string) =>
    sale(id, "ann", wallClock, { line_items: [line(`${id}-1`, "5", { product_name, seller_sku: id })] });
  await store(shopId, [named("new", "2026-02-01T12:00:00", "Balm, new")]);
  await rebuild(shopId);
  await store(shopId, [named("old", "2026-01-01T12:00:00", "Balm")]);
  await rebuild(shopId);
  const rows = await getSql()`select product_id, sku_id, product_name, seller_sku from product_skus`;
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { product_id: "p1", sku_id: "s1", product_name: "Balm, new", seller_sku: "new" },
  ]);
});

const copy = fc.record({
  order: fc.integer({ min: 0, max: 24 }),
  day: fc.integer({ min: 0, max: 120 }),
  hour: fc.integer({ min: 0, max: 23 }),
  status: fc.constantFrom("AWAITING_SHIPMENT", "COMPLETED", "COMPLETED", "CANCELLED", "UNPAID"),
  isSample: fc.boolean(),
  currency: fc.constantFrom("USD", "USD", "GBP"),
  lines: fc.array(
    fc.record({
      product: fc.constantFrom("p1", "p2", ""),
      sku: fc.constantFrom("s1", "s2", ""),
      price: fc.integer({ min: 0, max: 9_999 }),
      isGift: fc.boolean(),
      isCancelled: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
});

type Copy = typeof copy extends fc.Arbitrary<infer T> ? T : never;

/** A copy of an order at a moment of its life; the buyer is the order's, everything else may have changed. */
function toRaw(given: Copy, revision: number): Raw {
  const paid = at("2026-01-15T00:00:00Z") + given.day * 86_400 + given.hour * 3_600;
  const id = `o${given.order}`;
  const isPaid = given.status !== "UNPAID";
  return order(id, {
    user_id: `buyer${given.order % 7}`,
    status: given.status,
    create_time: at("2026-01-10T00:00:00Z") + given.order * 200_000,
    update_time: at("2026-08-01T00:00:00Z") + revision,
    paid_time: isPaid ? paid : 0,
    rts_time: given.status === "COMPLETED" ? paid + given.hour * 3_600 : 0,
    rts_sla_time: paid + 40_000,
    is_sample_order: given.isSample,
    payment: { currency: given.currency, sub_total: `${given.hour}.05`, total_amount: `${given.day}.10` },
    line_items: given.lines.map(({ product, sku, price, isGift, isCancelled }, index) =>
      line(`${id}-${index}`, `${price / 100}`, {
        product_id: product,
        sku_id: sku,
        is_gift: isGift,
        display_status: isCancelled ? "CANCELLED" : given.status,
        currency: given.currency,
      }),
    ),
  });
}

it("every rollup equals the base rows after any history of changes, whichever way it was rebuilt", async () => {
  const shopId = await emptyShop();
  let revision = 0;
  const changes = fc.array(fc.array(copy, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(changes, fc.boolean(), async (pages, isWholeShop) => {
      for (const page of pages) {
        const newest = new Map(page.map((given) => [given.order, given]));
        revision += 1;
        await store(
          shopId,
          [...newest.values()].map((given) => toRaw(given, revision)),
        );
        await rebuild(shopId, isWholeShop ? 0 : undefined);
        expect(await rollupDifferences(shopId)).toEqual([]);
      }
    }),
    { numRuns: 12 },
  );
});
