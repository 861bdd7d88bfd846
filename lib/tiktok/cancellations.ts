import { z } from "zod";
import type { CallContext, TikTokClient } from "./client";
import { code, id, text, unixSec } from "./fields";
import { type RecordEndpoint, type RecordPage, type RecordSearch, searchRecords } from "./record-search";
import { refundSchema } from "./returns";

/** The search takes 1 to 50 rows a page (fact sheet of the API, "Cancellations"). */
export const cancellationPageSize = { least: 1, most: 50 } as const;

/** Cancellations search 202309. TikTok's own sample has a `cancel_type` outside its list: unknown ones pass. */
export const cancellationSchema = z.looseObject({
  cancel_id: id,
  order_id: id,
  cancel_type: code,
  cancel_status: z.string().min(1).max(128),
  role: code,
  cancel_reason: text,
  cancel_reason_text: text,
  refund_amount: refundSchema,
  cancel_line_items: z.array(z.unknown()).nullish().catch(null),
  create_time: unixSec,
  update_time: unixSec,
});

export type TikTokCancellation = z.infer<typeof cancellationSchema>;

const endpoint: RecordEndpoint<TikTokCancellation> = {
  path: "/return_refund/202309/cancellations/search",
  rowsName: "cancellations",
  idName: "cancel_id",
  idsName: "cancel_ids",
  schema: cancellationSchema,
  noun: "cancellation",
};

/** One page of the cancellations search. @throws TikTokApiError */
export function searchCancellations(
  client: TikTokClient,
  search: RecordSearch,
  context: CallContext,
): Promise<RecordPage<TikTokCancellation>> {
  return searchRecords(client, endpoint, search, context);
}
