import "server-only";
import type { OrderCursor } from "@/lib/search-params";
import { getSql } from "../client";
import { toIso } from "../instants";
import { orderContribution } from "./order-filter";
import { joinOrder, type OrderListing, orderKeys } from "./order-keys";

export type OrderRow = {
  shopId: string;
  orderId: string;
  status: string;
  createTime: string;
  paidTime: string | null;
  units: number;
  currency: string;
  totalAmount: string | null;
  buyerNickname: string | null;
  isSampleOrder: boolean;
  isOnHoldOrder: boolean;
  /** What the order adds to the figure that the list explains; null without one. */
  contribution: string | null;
};

export type OrderPage = { orders: OrderRow[]; previous: OrderCursor | null; next: OrderCursor | null };

type RawOrderRow = OrderRow & { keyTime: string };

/** One page of orders, newest first, from the cursor on. */
export async function listOrders(
  input: OrderListing & { cursor: OrderCursor | null; limit: number },
): Promise<OrderPage> {
  const sql = getSql();
  const { cursor, limit } = input;
  const isBackwards = cursor?.direction === "before";
  const rows = await sql<RawOrderRow[]>`
    select k.shop_id as "shopId", k.order_id as "orderId", k.key_time::text as "keyTime", o.status,
      o.create_time as "createTime", o.paid_time as "paidTime", o.units, o.currency,
      o.total_amount::text as "totalAmount", o.buyer_nickname as "buyerNickname",
      o.is_sample_order as "isSampleOrder", o.is_on_hold_order as "isOnHoldOrder",
      trim_scale(${orderContribution(sql, input.selection)})::text as contribution
    from (${orderKeys(sql, { ...input, page: { cursor }, limit: limit + 1 })}) k
    ${joinOrder(sql, sql`k.shop_id`, sql`k.order_id`)}
    order by k.key_time desc, k.order_id desc`;
  return toPage([...rows], { cursor, limit, isBackwards });
}

type PageShape = { cursor: OrderCursor | null; limit: number; isBackwards: boolean };

function toPage(rows: RawOrderRow[], { cursor, limit, isBackwards }: PageShape): OrderPage {
  const hasMore = rows.length > limit;
  const page = isBackwards ? rows.slice(-limit) : rows.slice(0, limit);
  const at = (row: RawOrderRow | undefined, direction: OrderCursor["direction"]) =>
    row ? { direction, keyTime: row.keyTime, orderId: row.orderId } : null;
  const hasNewer = isBackwards ? hasMore : cursor !== null;
  const hasOlder = isBackwards || hasMore;
  return {
    orders: page.map(({ keyTime: _, ...row }) => ({
      ...row,
      createTime: toIso(row.createTime),
      paidTime: toIso(row.paidTime),
    })),
    previous: hasNewer ? at(page[0], "before") : null,
    next: hasOlder ? at(page.at(-1), "after") : null,
  };
}
