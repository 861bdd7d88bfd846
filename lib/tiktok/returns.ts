import { z } from "zod";
import type { CallContext, TikTokClient } from "./client";
import { blankToNull, code, decimal, flag, foreignId, id, optionalUnixSec, text, unixSec } from "./fields";
import { type RecordEndpoint, type RecordPage, type RecordSearch, searchRecords } from "./record-search";

/** What a seller grants for returns and cancellations alike. */
export const returnScope = "seller.return_refund.basic";
/** The search takes 10 to 50 rows a page (fact sheet of the API, "Returns"). */
export const returnPageSize = { least: 10, most: 50 } as const;

/** An amount in its parts; a return or cancellation has one, and so has each of its lines. */
export const refundSchema = z.preprocess(
  blankToNull,
  z
    .looseObject({
      currency: code,
      refund_total: decimal,
      refund_subtotal: decimal,
      refund_shipping_fee: decimal,
      refund_tax: decimal,
      retail_delivery_fee: decimal,
      buyer_service_fee: decimal,
    })
    .nullable(),
);

const returnLineSchema = z.looseObject({
  return_line_item_id: foreignId,
  order_line_item_id: foreignId,
  sku_id: foreignId,
  seller_sku: text,
  sku_name: text,
  product_name: text,
  refund_amount: refundSchema,
});

const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => blankToNull(value) ?? [], z.array(item));

/** Returns search 202309. Unknown keys and unknown states pass. */
export const returnSchema = z.looseObject({
  return_id: id,
  order_id: id,
  return_type: code,
  return_status: z.string().min(1).max(128),
  role: code,
  return_reason: text,
  return_reason_text: text,
  refund_amount: refundSchema,
  return_line_items: list(returnLineSchema),
  arbitration_status: code,
  return_provider_name: text,
  return_tracking_number: text,
  is_combined_return: flag,
  seller_next_action_response: list(z.looseObject({ action: text, deadline: optionalUnixSec })).catch([]),
  create_time: unixSec,
  update_time: unixSec,
});

export type TikTokReturn = z.infer<typeof returnSchema>;
export type TikTokReturnLine = z.infer<typeof returnLineSchema>;
export type TikTokRefund = z.infer<typeof refundSchema>;

const endpoint: RecordEndpoint<TikTokReturn> = {
  path: "/return_refund/202309/returns/search",
  rowsName: "return_orders",
  idName: "return_id",
  idsName: "return_ids",
  schema: returnSchema,
  noun: "return",
};

/** One page of the returns search. @throws TikTokApiError */
export function searchReturns(
  client: TikTokClient,
  search: RecordSearch,
  context: CallContext,
): Promise<RecordPage<TikTokReturn>> {
  return searchRecords(client, endpoint, search, context);
}
