import { getSql } from "@/db/client";
import { toSourcePage } from "@/lib/sync/order-source";
import { ordersResource } from "@/lib/sync/orders-resource";
import { readOrders } from "@/lib/tiktok/orders";

export type Raw = Record<string, unknown> & { id: string };
/** Unix seconds of an ISO instant. */
export const at = (iso: string) => Date.parse(iso) / 1000;

/** Makes a page of payloads ready to be stored, the way the engine does. */
export async function prepare(shopId: string, raws: unknown[]) {
  const sql = getSql();
  const [shop] = await sql<{ timezone: string }[]>`select timezone from shops where shop_id = ${shopId}`;
  const page = toSourcePage({
    ...readOrders(raws),
    nextPageToken: null,
    totalCount: null,
    serverTimeSec: null,
  });
  const place = { shopId, cipher: "c", connectionId: "", timezone: shop?.timezone ?? "", currency: "USD" };
  const context = { shop: place, runId: crypto.randomUUID(), nowIso: new Date().toISOString() };
  return ordersResource.preparePage(sql, context, page, () => false);
}

/** Stores payloads as one page, the way the engine does; those that cannot be read are set aside. */
export async function store(shopId: string, raws: unknown[]) {
  const prepared = await prepare(shopId, raws);
  const { inserted, updated } = await getSql().begin((tx) => prepared.write(tx));
  return { inserted, updated };
}

/** The way the engine stores a page after the database refused it as a whole. */
export async function storeOneByOne(shopId: string, raws: Raw[]) {
  const prepared = await prepare(shopId, raws);
  return getSql().begin((tx) => prepared.writeOneByOne(tx));
}

export const line = (id: string, price: string, more = {}) => ({
  id,
  product_id: "p1",
  sku_id: "s1",
  product_name: "Lavender Body Lotion",
  sale_price: price,
  platform_discount: "1.5",
  currency: "USD",
  display_status: "AWAITING_SHIPMENT",
  ...more,
});

export const order = (id: string, more: Record<string, unknown> = {}): Raw => ({
  id,
  status: "AWAITING_SHIPMENT",
  create_time: at("2026-03-08T06:00:00Z"),
  update_time: at("2026-03-08T09:00:00Z"),
  paid_time: at("2026-03-08T09:30:00Z"),
  payment: { currency: "USD", sub_total: "40.10", platform_discount: "1.5", total_amount: "47.62" },
  line_items: [line(`${id}-1`, "40.10")],
  ...more,
});
