import "server-only";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";
import { getSql } from "../client";

const gunzipAsync = promisify(gunzip);

const loggedOrder = z.looseObject({
  id: z.string(),
  status: z.string().nullish(),
  update_time: z.number().nullish(),
});

export type BroughtOrder = { orderId: string; status: string | null; updatedAt: string | null };
export type BroughtOrders = {
  /** As TikTok sent them in this run, the newest page first. */
  orders: BroughtOrder[];
  /** Copies on the pages that this run has logged, unchanged ones beside changed ones included. */
  total: number;
};

type Input = { shopId: string; runId: string; limit: number };

/**
 * The orders of the pages that a run has logged, read from the log itself; a page that brought nothing new was not
 * logged. Opens as few pages as `limit` needs.
 */
export async function readBroughtOrders({ shopId, runId, limit }: Input): Promise<BroughtOrders> {
  const sql = getSql();
  const rows = await sql<{ body: Buffer; total: number }[]>`
    with logged as (
      select page_id, orders, sum(orders) over (order by page_id desc) - orders as before, sum(orders) over () as total
      from order_pages where shop_id = ${shopId} and run_id = ${runId}
    )
    select p.body, l.total::int as total
    from logged l join order_pages p on p.shop_id = ${shopId} and p.page_id = l.page_id
    where l.before < ${limit}
    order by p.page_id desc
    limit ${limit}`;
  const pages = await Promise.all(
    rows.map(async ({ body }) => JSON.parse((await gunzipAsync(body)).toString())),
  );
  const orders = pages.flatMap((page: unknown) => (Array.isArray(page) ? page : [])).flatMap(toBrought);
  const newest = new Map(orders.toReversed().map((order) => [order.orderId, order]));
  const once = orders.filter((order) => newest.get(order.orderId) === order);
  return { orders: once.slice(0, limit), total: rows[0]?.total ?? 0 };
}

function toBrought(payload: unknown): BroughtOrder[] {
  const parsed = loggedOrder.safeParse(payload);
  if (!parsed.success) return [];
  const { id, status = null, update_time: updateSec } = parsed.data;
  const updatedAt = typeof updateSec === "number" ? new Date(updateSec * 1000).toISOString() : null;
  return [{ orderId: id, status, updatedAt }];
}
