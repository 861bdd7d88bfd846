import "server-only";
import type { SqlRunner } from "../client";
import { resolveResourceRejects, resolveUnnamedRecords } from "./resource-pages";

const idColumns = { returns: "return_id", cancellations: "cancel_id" } as const;

/** How returns, or cancellations, are dated by what TikTok says when it is asked for them by id. */
export function recordMarks(resource: keyof typeof idColumns) {
  const id = idColumns[resource];
  return {
    /** TikTok knows them no longer, those set aside included. @returns how many had not been dated before. */
    async markVanished(sql: SqlRunner, shopId: string, ids: string[], nowIso: string): Promise<number> {
      await resolveResourceRejects(sql, { shopId, resource, nowIso }, ids);
      const rows = await sql`
        update ${sql(resource)} set vanished_at = ${nowIso}
        where shop_id = ${shopId} and ${sql(id)} = any(${ids}::text[]) and vanished_at is null
        returning 1`;
      return rows.length;
    },
    /** A span of creation was read whole: those aside without an id that were not in it are no longer. */
    resolveUnnamed(
      sql: SqlRunner,
      shopId: string,
      span: { fromSec: number | null; toSec: number },
      read: { sinceIso: string; nowIso: string },
    ): Promise<void> {
      return resolveUnnamedRecords(sql, { shopId, resource, ...span }, read);
    },
    /** TikTok shows them as they are stored. */
    async markChecked(sql: SqlRunner, shopId: string, ids: string[], nowIso: string): Promise<void> {
      await sql`
        update ${sql(resource)} set checked_at = ${nowIso}
        where shop_id = ${shopId} and ${sql(id)} = any(${ids}::text[])`;
    },
  };
}
