import "server-only";
import { getSql } from "../client";

/** Rows read of each table, in hundreds of three: a tenth of what is usual, enough to tell a lookup from a walk. */
const statisticsTarget = "10";

/**
 * Fresh statistics after a bulk load: without them plans made for empty tables walk the whole shop for one order. A coarse
 * sample of the columns by which orders are looked up; autovacuum takes the careful one later. The usual sample of all
 * columns, JSON and arrays too, cost a first sync some five seconds of the database's processor.
 */
export async function analyzeOrders(): Promise<void> {
  await getSql().begin(async (tx) => {
    await tx`select set_config('default_statistics_target', ${statisticsTarget}, true)`;
    await tx`analyze orders (shop_id, order_id, status, create_time, update_time, paid_time, buyer_user_id)`;
    await tx`analyze order_line_items (shop_id, line_item_id, order_id, order_create_time, product_id)`;
  });
}

/** The same for the work tables of a replay. */
export async function analyzeWorkTables(): Promise<void> {
  const sql = getSql();
  await sql`analyze replay_orders`;
  await sql`analyze replay_order_line_items`;
}

export async function analyzeReturns(): Promise<void> {
  const sql = getSql();
  await sql`analyze returns`;
  await sql`analyze return_line_items`;
}

export async function analyzeCancellations(): Promise<void> {
  await getSql()`analyze cancellations`;
}
