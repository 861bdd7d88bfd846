import type { CancellationRow } from "@/db/mutations/store-cancellations";
import type { TikTokCancellation } from "@/lib/tiktok/cancellations";
import type { ReadRecord } from "@/lib/tiktok/record-search";
import { withoutPersonal } from "./personal-data";
import { iso, provenance, refundColumns } from "./refund-columns";

export type MappedCancellation = { row: CancellationRow; json: string };

const columnKeys = new Set([
  "cancel_id",
  "order_id",
  "cancel_type",
  "cancel_status",
  "role",
  "cancel_reason",
  "cancel_reason_text",
  "create_time",
  "update_time",
]);

/** A cancellation of TikTok's as a row. Pure: the same payload gives the same row, apart from `storedAtIso`. */
export function mapCancellation(
  { raw, record }: ReadRecord<TikTokCancellation>,
  shop: { shopId: string; currency: string },
  storedAtIso: string,
): MappedCancellation {
  const clean = withoutPersonal(raw);
  const json = JSON.stringify(clean);
  const row: CancellationRow = {
    shopId: shop.shopId,
    cancelId: record.cancel_id,
    orderId: record.order_id,
    cancelType: record.cancel_type,
    status: record.cancel_status,
    role: record.role,
    reason: record.cancel_reason,
    reasonText: record.cancel_reason_text,
    ...refundColumns(record.refund_amount, record.refund_amount?.currency ?? shop.currency),
    units: record.cancel_line_items?.length ?? 0,
    createTime: iso(record.create_time),
    updateTime: iso(record.update_time),
    ...provenance(clean, json, columnKeys, storedAtIso),
  };
  return { row, json };
}
