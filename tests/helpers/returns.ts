import { getSql } from "@/db/client";
import { toSourcePage } from "@/lib/sync/record-resource";
import { returnKind, returnsResource } from "@/lib/sync/returns-resource";
import { returnSchema } from "@/lib/tiktok/returns";
import { at } from "./orders";

export type RawReturn = Record<string, unknown> & { return_id: string };

/** Stores payloads as one page, the way the engine does. */
export async function storeReturns(shopId: string, raws: RawReturn[]) {
  const sql = getSql();
  const [shop] = await sql<{ timezone: string }[]>`select timezone from shops where shop_id = ${shopId}`;
  const page = toSourcePage(returnKind, {
    records: raws.map((raw) => ({ raw, record: returnSchema.parse(raw) })),
    malformed: [],
    nextPageToken: null,
    totalCount: null,
    serverTimeSec: null,
  });
  const place = { shopId, cipher: "c", connectionId: "", timezone: shop?.timezone ?? "", currency: "USD" };
  const context = { shop: place, runId: crypto.randomUUID(), nowIso: new Date().toISOString() };
  const prepared = await returnsResource.preparePage(sql, context, page, () => false);
  const { inserted, updated } = await sql.begin((tx) => prepared.write(tx));
  return { inserted, updated };
}

export const refund = (subtotal: string, more: Record<string, unknown> = {}) => ({
  currency: "USD",
  refund_total: subtotal,
  refund_subtotal: subtotal,
  refund_shipping_fee: "0",
  refund_tax: "0",
  ...more,
});

export const returnLine = (
  orderLineItemId: string,
  subtotal: string,
  more: Record<string, unknown> = {},
) => ({
  return_line_item_id: `r-${orderLineItemId}`,
  order_line_item_id: orderLineItemId,
  refund_amount: refund(subtotal, more),
});

/** A completed return of an order, of the lines given. */
export const returnOf = (
  orderId: string,
  lines: ReturnType<typeof returnLine>[],
  more: Record<string, unknown> = {},
): RawReturn => ({
  return_id: `r-${orderId}`,
  order_id: orderId,
  return_type: "RETURN_AND_REFUND",
  return_status: "RETURN_OR_REFUND_REQUEST_COMPLETE",
  refund_amount: refund("0"),
  return_line_items: lines,
  create_time: at("2026-03-20T06:00:00Z"),
  update_time: at("2026-03-28T09:00:00Z"),
  ...more,
});
