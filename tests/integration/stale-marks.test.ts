import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { rebuildStaleBuyers } from "@/db/mutations/buyer-rollups";
import { rebuildStaleDays } from "@/db/mutations/rollups";
import { at, line, order, type Raw, store, storeOneByOne } from "../helpers/orders";
import { rollupDifferences } from "../helpers/rollups";
import { connectedShop } from "../helpers/shop";

const paid = at("2026-03-08T19:00:00Z");
const payment = { currency: "USD", sub_total: "30.10", platform_discount: "1.5", total_amount: "40.62" };
const district = (address_name: string) => ({
  recipient_address: { district_info: [{ address_level: "L1", address_name }] },
});
const first = line("1-1", "20.10", { seller_sku: "A" });
const second = line("1-2", "10", { product_id: "p2", sku_id: "s2" });

const before = (more: Record<string, unknown> = {}): Raw =>
  order("1", {
    user_id: "ann",
    buyer_nickname: "ann_nick",
    create_time: paid - 60,
    update_time: paid,
    paid_time: paid,
    rts_sla_time: paid + 90_000,
    fulfillment_type: "FULFILLMENT_BY_SELLER",
    payment,
    line_items: [first, second],
    ...district("Ohio"),
    ...more,
  });

async function shopWithOneOrder(): Promise<string> {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await store(shopId, [before()]);
  await rebuild(shopId);
  return shopId;
}

async function rebuild(shopId: string): Promise<void> {
  while ((await rebuildStaleDays(shopId, 7)) > 0);
  while ((await rebuildStaleBuyers(shopId, 7)) > 0);
}

const marks = async () => {
  const rows = await getSql()`
    select distinct day::text, is_state_only from stale_days order by day`;
  return rows.map((row) => ({ ...row }));
};

const sold: [string, Record<string, unknown>][] = [
  ["status CANCELLED", { status: "CANCELLED" }],
  ["time of payment", { paid_time: paid + 86_400 }],
  ["time of creation", { create_time: paid - 200_000 }],
  ["currency", { payment: { ...payment, currency: "GBP" } }],
  ["subtotal", { payment: { ...payment, sub_total: "29.10" } }],
  ["platform discount", { payment: { ...payment, platform_discount: "2" } }],
  ["being a sample", { is_sample_order: true }],
  ["region", district("Utah")],
  ["buyer", { user_id: "bob" }],
  ["buyer's name", { buyer_nickname: "ann_again" }],
  ["price of a line", { line_items: [first, { ...second, sale_price: "9" }] }],
  ["discount of a line", { line_items: [first, { ...second, platform_discount: "1" }] }],
  ["product of a line", { line_items: [first, { ...second, product_id: "p3" }] }],
  ["SKU of a line", { line_items: [first, { ...second, sku_id: "s3" }] }],
  ["name of a product", { line_items: [{ ...first, product_name: "Body Balm" }, second] }],
  ["seller's SKU", { line_items: [{ ...first, seller_sku: "B" }, second] }],
  ["line that turns out a gift", { line_items: [first, { ...second, is_gift: true }] }],
  ["line that is cancelled", { line_items: [first, { ...second, display_status: "CANCELLED" }] }],
  ["line that is gone", { line_items: [first] }],
  ["line more", { line_items: [first, second, line("1-3", "4")] }],
];
const moved: [string, Record<string, unknown>][] = [
  ["status", { status: "IN_TRANSIT", line_items: [first, { ...second, display_status: "IN_TRANSIT" }] }],
  ["fulfilment type", { fulfillment_type: "FULFILLMENT_BY_TIKTOK" }],
  ["total", { payment: { ...payment, total_amount: "41" } }],
  ["time it was made ready", { rts_time: paid + 100_000 }],
  ["deadline", { rts_sla_time: paid + 10 }],
  ["who cancelled it", { cancellation_initiator: "SELLER" }],
];

/** Leads an order from its first form to a changed one, over and over; `look` sees the database in between. */
async function changeEach(
  changes: [string, Record<string, unknown>][],
  look: (shopId: string) => Promise<unknown>,
): Promise<[string, unknown][]> {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  const seen: [string, unknown][] = [];
  let updated = paid;
  for (const [what, change] of changes) {
    updated += 2;
    await store(shopId, [before({ update_time: updated })]);
    await rebuild(shopId);
    await store(shopId, [before({ update_time: updated + 1, ...change })]);
    seen.push([what, await look(shopId)]);
  }
  return seen;
}

it("a change in any single respect reaches every rollup and every name of a SKU", async () => {
  const differences = await changeEach([...sold, ...moved], async (shopId) => {
    await rebuild(shopId);
    const misnamed = await getSql()`
      select s.product_name, s.seller_sku from product_skus s, order_line_items l
      where l.line_item_id = '1-1' and s.sku_id = 's1'
        and (s.product_name, s.seller_sku) is distinct from (l.product_name, l.seller_sku)`;
    return [...(await rollupDifferences(shopId)), ...misnamed];
  });
  expect(differences).toEqual([...sold, ...moved].map(([what]) => [what, []]));
});

it("an order that only moves along rebuilds no more than where orders stand", async () => {
  const seen = await changeEach(moved, async () => ({
    marks: await marks(),
    buyers: (await getSql()`select 1 from stale_buyers`).length,
  }));
  const partly = { marks: [{ day: "2026-03-08", is_state_only: true }], buyers: 0 };
  expect(seen).toEqual(moved.map(([what]) => [what, partly]));
});

it("a rebuild of where orders stand leaves the sales of the day as they are", async () => {
  const shopId = await shopWithOneOrder();
  const rebuilt = () => getSql()`select rebuilt_at from daily_sales`;
  const was = await rebuilt();
  await store(shopId, [before({ update_time: paid + 1, status: "IN_TRANSIT" })]);
  await rebuild(shopId);
  expect(await rebuilt()).toEqual(was);
});

it("a change that no figure shows rebuilds nothing", async () => {
  const shopId = await shopWithOneOrder();
  expect(await store(shopId, [before({ update_time: paid + 1, tracking_number: "1Z" })])).toMatchObject({
    updated: 1,
  });
  expect(await marks()).toEqual([]);
});

it("orders that are written one by one mark what they change as well", async () => {
  const shopId = await shopWithOneOrder();
  await storeOneByOne(shopId, [
    before({ update_time: paid + 1, status: "IN_TRANSIT" }),
    { ...before({ paid_time: paid + 86_400, line_items: [line("2-1", "5")] }), id: "2" },
  ]);
  expect(await marks()).toEqual([
    { day: "2026-03-08", is_state_only: false },
    { day: "2026-03-08", is_state_only: true },
    { day: "2026-03-09", is_state_only: false },
  ]);
  await rebuild(shopId);
  expect(await rollupDifferences(shopId)).toEqual([]);
});
