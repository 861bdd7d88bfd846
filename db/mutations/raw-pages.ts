import "server-only";
import type { AuditEntry } from "@/lib/audit-actions";
import { getSql } from "../client";
import { limitTransaction } from "../transaction";
import { insertAudit } from "./audit";

/**
 * Sets for how many days a shop's pages of the log are kept; null is for ever.
 *
 * @returns false when there is no such shop.
 */
export async function setRawPagesDays(
  shopId: string,
  days: number | null,
  entry: AuditEntry,
): Promise<boolean> {
  return getSql().begin(async (tx) => {
    const { count } = await tx`update shops set raw_pages_days = ${days} where shop_id = ${shopId}`;
    if (count > 0) await insertAudit(tx, { ...entry, shopId });
    return count > 0;
  });
}

/** The tables of the log. */
const logs = ["order_pages", "resource_pages"] as const;

/**
 * Deletes the next pages that are older than their shop keeps them, the oldest of each shop first: a replay relies on
 * what is left having no holes.
 *
 * @param limit pages of one shop and table in this transaction, and of all shops together.
 * @returns how many were deleted; 0 when there are none, or all are kept.
 */
export async function pruneRawPages(limit: number): Promise<number> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    let deleted = 0;
    for (const table of logs) {
      const { count } = await tx`
        with old as materialized (
          select o.* from shops s
          cross join lateral (
            select shop_id, fetched_at, page_id from ${tx(table)}
            where shop_id = s.shop_id and fetched_at < now() - make_interval(days => s.raw_pages_days)
            order by fetched_at, page_id limit ${limit}
          ) o
          where s.raw_pages_days is not null
          limit ${limit}
        )
        delete from ${tx(table)} p using old
        where p.shop_id = old.shop_id and p.fetched_at = old.fetched_at and p.page_id = old.page_id`;
      deleted += count;
    }
    return deleted;
  });
}
