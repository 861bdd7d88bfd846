import "server-only";
import type { Filter } from "@/lib/filters/filter";
import type { ReturnSelection } from "@/lib/returns/address";
import type { OrderCursor } from "@/lib/search-params";
import { getSql } from "../client";
import { toIso } from "../instants";
import { shopCondition } from "./order-filter";
import { returnCondition } from "./return-filter";

export type ReturnRow = {
  shopId: string;
  returnId: string;
  orderId: string;
  returnType: string | null;
  status: string;
  /** TikTok's code, `""` without one; `reasonText` is what the buyer read. */
  reason: string;
  reasonText: string | null;
  units: number;
  /** The product of its first unit; null when TikTok names none. */
  productName: string | null;
  currency: string | null;
  refundTotal: string | null;
  isRefunded: boolean;
  createTime: string;
  updateTime: string;
  /** Until when the seller has to answer. */
  respondBy: string | null;
};

export type ReturnPage = { returns: ReturnRow[]; previous: OrderCursor | null; next: OrderCursor | null };

type RawRow = ReturnRow & { keyTime: string };
type ListInput = { filter: Filter; selection: ReturnSelection; cursor: OrderCursor | null; limit: number };

/** One page of returns by the time of the request, newest first, from the cursor on; a branch for each shop. */
export async function listReturns({ filter, selection, cursor, limit }: ListInput): Promise<ReturnPage> {
  const sql = getSql();
  const isBackwards = cursor?.direction === "before";
  const order = isBackwards ? sql`asc` : sql`desc`;
  const place = cursor
    ? sql`and (r.create_time, r.return_id) ${isBackwards ? sql`>` : sql`<`}
        (${cursor.keyTime}::timestamptz, ${cursor.orderId})`
    : sql``;
  const rows = await sql<RawRow[]>`
    select r.shop_id as "shopId", r.return_id as "returnId", r.order_id as "orderId",
      r.return_type as "returnType", r.status, coalesce(r.reason, '') as reason, r.reason_text as "reasonText",
      r.units, i.product_name as "productName", r.currency, r.refund_total::text as "refundTotal",
      r.is_refunded as "isRefunded", r.create_time as "createTime", r.create_time::text as "keyTime",
      r.update_time as "updateTime", r.respond_by as "respondBy"
    from (
      select r.* from shops s
      cross join lateral (
        select * from returns r
        where r.shop_id = s.shop_id and ${returnCondition(sql, filter, selection)} ${place}
        order by r.create_time ${order}, r.return_id ${order}
        limit ${limit + 1}
      ) r
      where ${shopCondition(sql, filter)}
      order by r.create_time ${order}, r.return_id ${order}
      limit ${limit + 1}
    ) r
    left join lateral (
      select i.product_name from return_line_items i
      where i.shop_id = r.shop_id and i.return_id = r.return_id and i.product_name is not null
      order by i.return_line_item_id
      limit 1
    ) i on true
    order by r.create_time desc, r.return_id desc`;
  return toPage([...rows], { cursor, limit, isBackwards });
}

type PageShape = { cursor: OrderCursor | null; limit: number; isBackwards: boolean };

function toPage(rows: RawRow[], { cursor, limit, isBackwards }: PageShape): ReturnPage {
  const hasMore = rows.length > limit;
  const page = isBackwards ? rows.slice(-limit) : rows.slice(0, limit);
  const at = (row: RawRow | undefined, direction: OrderCursor["direction"]) =>
    row ? { direction, keyTime: row.keyTime, orderId: row.returnId } : null;
  return {
    returns: page.map(({ keyTime: _, ...row }) => ({
      ...row,
      createTime: toIso(row.createTime),
      updateTime: toIso(row.updateTime),
      respondBy: toIso(row.respondBy),
    })),
    previous: (isBackwards ? hasMore : cursor !== null) ? at(page[0], "before") : null,
    next: isBackwards || hasMore ? at(page.at(-1), "after") : null,
  };
}
