import "server-only";
import { getSql } from "../client";

export type NotifiedShop = {
  connectionId: string;
  /** Connected, and TikTok accepts the authorisation as far as we know. */
  isActive: boolean;
  /** When the seller last gave consent, as PostgreSQL prints it. */
  authorizedAt: string;
};

/** A shop that TikTok sends a notification about; null when we never knew it. */
export async function findNotifiedShop(shopId: string): Promise<NotifiedShop | null> {
  const rows = await getSql()<NotifiedShop[]>`
    select s.connection_id as "connectionId", c.authorized_at as "authorizedAt",
      c.status = 'active' and s.disconnected_at is null as "isActive"
    from shops s join tiktok_connections c on c.id = s.connection_id where s.shop_id = ${shopId}`;
  return rows[0] ?? null;
}

/** False while the shop waits after a failure, or as long as TikTok asked it to. */
export async function mayTryNow(shopId: string, resource: string): Promise<boolean> {
  const rows = await getSql()`
    select 1 from sync_metadata
    where shop_id = ${shopId} and resource = ${resource} and next_attempt_at > now()`;
  return rows.length === 0;
}
