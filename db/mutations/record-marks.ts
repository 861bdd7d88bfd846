import "server-only";
import type { SqlRunner } from "../client";

const idColumns = { returns: "return_id", cancellations: "cancel_id" } as const;

/** How returns, or cancellations, are dated by what TikTok says when it is asked for them by id. */
export function recordMarks(resource: keyof typeof idColumns) {
  const id = idColumns[resource];
  return {
    /** TikTok knows them no longer. @returns how many had not been dated before. */
    async markVanished(sql: SqlRunner, shopId: string, ids: string[], nowIso: string): Promise<number> {
      const rows = await sql`
        update ${sql(resource)} set vanished_at = ${nowIso}
        where shop_id = ${shopId} and ${sql(id)} = any(${ids}::text[]) and vanished_at is null
        returning 1`;
      return rows.length;
    },
    /** TikTok shows them as they are stored. */
    async markChecked(sql: SqlRunner, shopId: string, ids: string[], nowIso: string): Promise<void> {
      await sql`
        update ${sql(resource)} set checked_at = ${nowIso}
        where shop_id = ${shopId} and ${sql(id)} = any(${ids}::text[])`;
    },
  };
}
