import "server-only";
import { getSql } from "../client";

/** Fresh statistics after a bulk load: without them plans made for empty tables walk the whole shop for one order. */
export async function analyzeOrders(): Promise<void> {
  const sql = getSql();
  await sql`analyze orders`;
  await sql`analyze order_line_items`;
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
