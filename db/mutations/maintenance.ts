import "server-only";
import { getSql } from "../client";

/**
 * Fresh statistics after a bulk load: without them plans made for empty tables walk the whole shop for one order. Only of
 * the columns by which orders are looked up: all of them, JSON and arrays too, took seven times as long.
 */
export async function analyzeOrders(): Promise<void> {
  const sql = getSql();
  await sql`analyze orders (shop_id, order_id, status, create_time, update_time, paid_time, buyer_user_id)`;
  await sql`analyze order_line_items (shop_id, line_item_id, order_id, order_create_time, product_id)`;
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
