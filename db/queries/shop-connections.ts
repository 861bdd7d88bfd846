import "server-only";
import { getSql } from "../client";
import { toIso } from "../instants";

export type ShopConnection = {
  shopId: string;
  name: string;
  region: string;
  currency: string;
  timezone: string;
  state: "connected" | "needs_reconnect" | "disconnected" | "deleting";
  /** Whose authorisation it is; null when there is none. */
  sellerName: string | null;
  authorizedAt: string | null;
  /** When the seller has to authorise anew; null while TikTok has named no date. */
  authorizationEndsAt: string | null;
  disconnectedAt: string | null;
  /** Since when TikTok notifies of changes, and why it does not where it was asked to. */
  notifiedSince: string | null;
  notifyErrorCode: string | null;
  orders: number;
  syncedThrough: string | null;
  /** Of a deletion: rows gone so far. */
  rowsDeleted: number | null;
};

/** Every shop there is data of, the connected ones first. */
export async function listShopConnections(): Promise<ShopConnection[]> {
  return (await select(null)).map(toConnection);
}

export async function getShopConnection(shopId: string): Promise<ShopConnection | null> {
  const [row] = await select(shopId);
  return row ? toConnection(row) : null;
}

function select(shopId: string | null) {
  return getSql()<ShopConnection[]>`
    select s.shop_id as "shopId", s.name, s.region, s.currency, s.timezone,
      case when d.shop_id is not null then 'deleting' when s.disconnected_at is not null then 'disconnected'
        when c.status = 'active' then 'connected' else 'needs_reconnect' end as state,
      c.seller_name as "sellerName", c.authorized_at as "authorizedAt",
      least(c.authorization_ends_at, c.refresh_token_expires_at) as "authorizationEndsAt",
      s.disconnected_at as "disconnectedAt", s.notified_since as "notifiedSince",
      s.notify_error_code as "notifyErrorCode", coalesce(m.records_total, 0)::int as orders,
      m.synced_through as "syncedThrough", d.rows_deleted::int as "rowsDeleted"
    from shops s
    left join tiktok_connections c on c.id = s.connection_id
    left join sync_metadata m on m.shop_id = s.shop_id and m.resource = 'orders'
    left join shop_deletions d on d.shop_id = s.shop_id and d.finished_at is null
    where ${shopId}::text is null or s.shop_id = ${shopId}
    order by s.disconnected_at is not null, s.created_at, s.shop_id
    limit 500`;
}

function toConnection(row: ShopConnection): ShopConnection {
  return {
    ...row,
    authorizedAt: toIso(row.authorizedAt),
    authorizationEndsAt: toIso(row.authorizationEndsAt),
    disconnectedAt: toIso(row.disconnectedAt),
    notifiedSince: toIso(row.notifiedSince),
    syncedThrough: toIso(row.syncedThrough),
  };
}

/** The region of any shop, connected or not. */
export async function findShopRegion(shopId: string): Promise<string | null> {
  const [row] = await getSql()<{ region: string }[]>`select region from shops where shop_id = ${shopId}`;
  return row?.region ?? null;
}
