import "server-only";
import type { SqlRunner } from "../client";

export type RejectRow = {
  rejectKey: string;
  orderId: string | null;
  createTimeIso: string | null;
  reasons: string[];
};

/** Appends a page to the log: gzip of the JSON array of orders, recipient data already removed. */
export async function appendOrderPage(
  sql: SqlRunner,
  page: { shopId: string; runId: string | null; fetchedAtIso: string; orders: number; body: Buffer },
): Promise<void> {
  await sql`
    insert into order_pages (shop_id, run_id, fetched_at, orders, body)
    values (${page.shopId}, ${page.runId}, ${page.fetchedAtIso}, ${page.orders}, ${page.body})`;
}

/** Sets orders aside that could not be read; one that comes again is dated anew, never doubled. */
export async function recordRejects(
  sql: SqlRunner,
  shopId: string,
  runId: string | null,
  rejects: RejectRow[],
  nowIso: string,
): Promise<void> {
  for (const reject of rejects) {
    await sql`
      insert into order_rejects
        (shop_id, reject_key, order_id, run_id, create_time, reasons, first_seen_at, last_seen_at)
      values (${shopId}, ${reject.rejectKey}, ${reject.orderId}, ${runId}, ${reject.createTimeIso},
        ${JSON.stringify(reject.reasons)}::jsonb, ${nowIso}, ${nowIso})
      on conflict (shop_id, reject_key) do update set run_id = excluded.run_id, reasons = excluded.reasons,
        create_time = excluded.create_time, last_seen_at = excluded.last_seen_at, resolved_at = null`;
  }
}

/** How many of these are aside already. */
export async function countOpenRejects(
  sql: SqlRunner,
  shopId: string,
  rejectKeys: string[],
): Promise<number> {
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from order_rejects
    where shop_id = ${shopId} and reject_key = any(${rejectKeys}::text[]) and resolved_at is null`;
  return rows[0]?.count ?? 0;
}

/** An order that was set aside and has now been stored is no longer aside. */
export async function resolveRejects(
  sql: SqlRunner,
  shopId: string,
  orderIds: string[],
  nowIso: string,
): Promise<void> {
  await sql`
    update order_rejects set resolved_at = ${nowIso}
    where shop_id = ${shopId} and resolved_at is null and order_id = any(${orderIds}::text[])`;
}
