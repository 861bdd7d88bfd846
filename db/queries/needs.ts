import "server-only";
import type { Filter } from "@/lib/filters/filter";
import type { Need } from "@/lib/filters/selection";
import { getSql } from "../client";
import { toIso } from "../instants";
import { needCondition } from "./order-filter";

/** Orders that wait for somebody, now, whatever the dates of the filter. */
export async function countNeeds({ shops }: Pick<Filter, "shops">): Promise<Record<Need, number>> {
  const sql = getSql();
  const shopIds = shops.map(({ shopId }) => shopId);
  // One statement for each would cost a round trip each; one pass for all would read every open order.
  const count = (need: Need) => sql`(select count(*)::int from orders o
    where o.shop_id = any(${shopIds}::text[]) and ${needCondition(sql, need)})`;
  const [row] = await sql<Record<Need, number>[]>`
    select ${count("overdue")} as overdue, ${count("due-6h")} as "due-6h", ${count("on-hold")} as "on-hold",
      ${count("cancel-requested")} as "cancel-requested"`;
  return row ?? { overdue: 0, "due-6h": 0, "on-hold": 0, "cancel-requested": 0 };
}

export type ShopHealth = {
  shopId: string;
  name: string;
  /** When TikTok's authorisation ends unless somebody renews it; null when TikTok did not say. */
  authorisedUntil: string | null;
  needsReconnecting: boolean;
  /** Of the last count against TikTok: false is a difference that could not be mended; null before the first. */
  isProven: boolean | null;
  /** Orders that could not be read and are set aside. */
  setAside: number;
};

/** What may be wrong with the copy itself, shop by shop. */
export async function listShopHealth({ shops }: Pick<Filter, "shops">): Promise<ShopHealth[]> {
  const rows = await getSql()<ShopHealth[]>`
    select s.shop_id as "shopId", s.name, c.refresh_token_expires_at as "authorisedUntil",
      coalesce(c.status = 'needs_reconnect', false) as "needsReconnecting", p.is_count_proven as "isProven",
      (select count(*)::int from order_rejects r where r.shop_id = s.shop_id and r.resolved_at is null) as "setAside"
    from shops s
    left join tiktok_connections c on c.id = s.connection_id
    left join lateral (
      select is_count_proven from sync_runs r
      where r.shop_id = s.shop_id and r.resource = 'orders' and r.counted_there is not null
      order by r.started_at desc
      limit 1
    ) p on true
    where s.shop_id = any(${shops.map(({ shopId }) => shopId)}::text[])
    order by s.created_at, s.shop_id
    limit 500`;
  return rows.map((row) => ({ ...row, authorisedUntil: toIso(row.authorisedUntil) }));
}
