import type { ReturnLineRow, ReturnRow } from "@/db/mutations/store-returns";
import type { ReadRecord } from "@/lib/tiktok/record-search";
import type { TikTokReturn, TikTokReturnLine } from "@/lib/tiktok/returns";
import { withoutPersonal } from "./personal-data";
import { hasAmount, iso, provenance, refundColumns } from "./refund-columns";

export type MappedReturn = { row: ReturnRow; lines: ReturnLineRow[]; json: string };

type Shop = { shopId: string; currency: string };

const columnKeys = new Set([
  "return_id",
  "order_id",
  "return_type",
  "return_status",
  "role",
  "return_reason",
  "return_reason_text",
  "arbitration_status",
  "return_provider_name",
  "return_tracking_number",
  "return_line_items",
  "create_time",
  "update_time",
]);

/** Money is back with the buyer only when a request is complete; a replacement sends goods instead. */
function isRefunded({ return_status, return_type, ...record }: TikTokReturn): boolean {
  const refunds = [record.refund_amount, ...record.return_line_items.map((item) => item.refund_amount)];
  return return_status.endsWith("_COMPLETE") && return_type !== "REPLACEMENT" && refunds.some(hasAmount);
}

/** A return of TikTok's as rows. Pure: the same payload gives the same rows, apart from `storedAtIso`. */
export function mapReturn(
  { raw, record }: ReadRecord<TikTokReturn>,
  shop: Shop,
  storedAtIso: string,
): MappedReturn {
  const clean = withoutPersonal(raw);
  const json = JSON.stringify(clean);
  const deadlines = record.seller_next_action_response
    .map(({ deadline }) => deadline)
    .filter((sec) => sec !== null);
  const row: ReturnRow = {
    shopId: shop.shopId,
    returnId: record.return_id,
    orderId: record.order_id,
    returnType: record.return_type,
    status: record.return_status,
    isRefunded: isRefunded(record),
    role: record.role,
    reason: record.return_reason,
    reasonText: record.return_reason_text,
    ...refundColumns(record.refund_amount, currencyOf(record, shop)),
    units: record.return_line_items.length,
    createTime: iso(record.create_time),
    updateTime: iso(record.update_time),
    respondBy: deadlines.length === 0 ? null : iso(Math.min(...deadlines)),
    arbitrationStatus: record.arbitration_status,
    trackingNumber: record.return_tracking_number,
    shippingProvider: record.return_provider_name,
    ...provenance(clean, json, columnKeys, storedAtIso),
  };
  return { row, lines: mapLines(record, row), json };
}

/** The units with their amounts, or, when not every unit has one, the units without and one part for the whole. */
function mapLines(
  { return_line_items: items, refund_amount }: TikTokReturn,
  row: ReturnRow,
): ReturnLineRow[] {
  const isByUnit = items.length > 0 && items.every((item) => hasAmount(item.refund_amount));
  const lines = items.map((item, index) => mapLine(item, index, row, isByUnit));
  const unique = [...new Map(lines.map((line) => [line.returnLineItemId, line])).values()];
  if (isByUnit || !hasAmount(refund_amount)) return unique;
  const whole = { ...lineOf(row, "whole"), ...refundColumns(refund_amount, row.currency) };
  return [...unique, whole];
}

function mapLine(item: TikTokReturnLine, index: number, row: ReturnRow, isByUnit: boolean): ReturnLineRow {
  return {
    ...lineOf(row, item.return_line_item_id ?? item.order_line_item_id ?? String(index)),
    orderLineItemId: item.order_line_item_id,
    skuId: item.sku_id,
    sellerSku: item.seller_sku,
    productName: item.product_name,
    skuName: item.sku_name,
    ...refundColumns(isByUnit ? item.refund_amount : null, row.currency),
  };
}

function lineOf(row: ReturnRow, returnLineItemId: string): ReturnLineRow {
  const { shopId, returnId, orderId, isRefunded } = row;
  return {
    shopId,
    returnId,
    returnLineItemId,
    orderId,
    orderLineItemId: null,
    isRefunded,
    skuId: null,
    sellerSku: null,
    productName: null,
    skuName: null,
    ...refundColumns(null, row.currency),
  };
}

function currencyOf({ refund_amount, return_line_items }: TikTokReturn, shop: Shop): string {
  const ofLine = return_line_items.find((item) => item.refund_amount?.currency)?.refund_amount?.currency;
  return refund_amount?.currency ?? ofLine ?? shop.currency;
}
