import "server-only";
import type { SqlRunner } from "../client";
import { resolveRejects } from "./order-pages";

/**
 * Dates orders that TikTok, asked by id, knows no longer; of those set aside no good copy can be hoped for.
 * @returns how many had not been dated before.
 */
export async function markOrdersVanished(
  sql: SqlRunner,
  shopId: string,
  orderIds: string[],
  nowIso: string,
): Promise<number> {
  await resolveRejects(sql, shopId, orderIds, nowIso);
  const rows = await sql`
    update orders set vanished_at = ${nowIso}
    where shop_id = ${shopId} and order_id = any(${orderIds}::text[]) and vanished_at is null
    returning 1`;
  return rows.length;
}

/** Notes that TikTok shows these orders as they are stored. */
export async function markOrdersChecked(
  sql: SqlRunner,
  shopId: string,
  orderIds: string[],
  nowIso: string,
): Promise<void> {
  await sql`
    update orders set checked_at = ${nowIso}
    where shop_id = ${shopId} and order_id = any(${orderIds}::text[])`;
}
