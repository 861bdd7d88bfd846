import "server-only";
import { getSql } from "../client";
import { toIso } from "../instants";

export type ShopNotifications = {
  /** Since when TikTok notifies us, as far as it says; null while it does not. */
  since: string | null;
  /** Why it does not, when it was asked to and refused. */
  errorCode: string | null;
  /** When the newest notification came. */
  lastAt: string | null;
};

export async function getShopNotifications({ shopId }: { shopId: string }): Promise<ShopNotifications> {
  const rows = await getSql()<ShopNotifications[]>`
    select s.notified_since as since, s.notify_error_code as "errorCode",
      (select max(received_at) from webhook_events e where e.shop_id = s.shop_id) as "lastAt"
    from shops s where s.shop_id = ${shopId}`;
  const row = rows[0];
  return {
    since: toIso(row?.since ?? null),
    errorCode: row?.errorCode ?? null,
    lastAt: toIso(row?.lastAt ?? null),
  };
}

/** Connected shops for which TikTok was asked to notify us and did not agree. */
export async function listUnnotifiedShops(): Promise<string[]> {
  const rows = await getSql()<{ shopId: string }[]>`
    select s.shop_id as "shopId" from shops s
    join tiktok_connections c on c.id = s.connection_id and c.status = 'active'
    where s.disconnected_at is null and s.notify_error_code is not null
    order by s.shop_id`;
  return rows.map(({ shopId }) => shopId);
}
