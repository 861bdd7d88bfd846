import "server-only";
import { getSql, type SqlRunner, type TransactionSql } from "../client";
import { limitTransaction } from "../transaction";

export type SealedGrant = {
  accessTokenSealed: string;
  refreshTokenSealed: string;
  accessTokenIssuedAt: string;
  accessTokenExpiresAt: string;
  refreshTokenExpiresAt: string | null;
  grantedScopes: string[];
};

export type NewConnection = SealedGrant & {
  id: string;
  openId: string;
  sellerName: string | null;
  sellerBaseRegion: string | null;
};

export type NewShop = {
  shopId: string;
  name: string;
  region: string;
  currency: string;
  timezone: string;
  cipher: string;
  sellerType: string | null;
};

/**
 * Stores an authorisation with all its shops, or renews it when the seller comes again: a parked connection is active
 * afterwards, a shop that was disconnected is back, and its zone and currency stay as they were.
 *
 * @returns the ids of the shops that are connected now: all but those whose data is being deleted.
 */
export async function saveConnection(connection: NewConnection, offered: NewShop[]): Promise<string[]> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    const shops = await withoutThoseInDeletion(tx, offered);
    if (shops.length === 0) return [];
    const saved = await tx<{ id: string }[]>`
      insert into tiktok_connections (id, open_id, seller_name, seller_base_region, access_token_sealed,
        refresh_token_sealed, access_token_issued_at, access_token_expires_at, refresh_token_expires_at, granted_scopes)
      values (${connection.id}, ${connection.openId}, ${connection.sellerName}, ${connection.sellerBaseRegion},
        ${connection.accessTokenSealed}, ${connection.refreshTokenSealed}, ${connection.accessTokenIssuedAt},
        ${connection.accessTokenExpiresAt}, ${connection.refreshTokenExpiresAt}, ${connection.grantedScopes})
      on conflict (open_id) do update set seller_name = excluded.seller_name,
        seller_base_region = excluded.seller_base_region, access_token_sealed = excluded.access_token_sealed,
        refresh_token_sealed = excluded.refresh_token_sealed,
        access_token_issued_at = excluded.access_token_issued_at,
        access_token_expires_at = excluded.access_token_expires_at,
        refresh_token_expires_at = excluded.refresh_token_expires_at, granted_scopes = excluded.granted_scopes,
        status = 'active', last_error_code = null, token_version = tiktok_connections.token_version + 1,
        refresh_lease_expires_at = null, authorized_at = now(), authorization_ends_at = null, updated_at = now()
      returning id`;
    const connectionId = saved[0]?.id ?? connection.id;
    for (const shop of shops) {
      await tx`
        insert into shops (shop_id, name, region, currency, timezone, cipher, seller_type, connection_id)
        values (${shop.shopId}, ${shop.name}, ${shop.region}, ${shop.currency}, ${shop.timezone}, ${shop.cipher},
          ${shop.sellerType}, ${connectionId})
        on conflict (shop_id) do update set name = excluded.name, region = excluded.region, cipher = excluded.cipher,
          seller_type = excluded.seller_type, connection_id = excluded.connection_id, disconnected_at = null`;
      await tx`
        update sync_metadata set consecutive_failures = 0, next_attempt_at = null, last_error_code = null,
          status = case when status in ('needs_reconnect', 'failing') then 'syncing' else status end
        where shop_id = ${shop.shopId}`;
    }
    await dropUnusedConnections(tx);
    return shops.map(({ shopId }) => shopId);
  });
}

async function withoutThoseInDeletion(tx: TransactionSql, shops: NewShop[]): Promise<NewShop[]> {
  const ids = shops.map(({ shopId }) => shopId);
  const rows = await tx<{ shopId: string }[]>`
    select shop_id as "shopId" from shop_deletions
    where shop_id = any(${ids}::text[]) and finished_at is null for share`;
  return shops.filter((shop) => !rows.some(({ shopId }) => shopId === shop.shopId));
}

/** Tokens that no connected shop needs are kept by nobody. */
export async function dropUnusedConnections(tx: TransactionSql): Promise<void> {
  await tx`
    delete from tiktok_connections c
    where not exists (select 1 from shops s where s.connection_id = c.id and s.disconnected_at is null)`;
}

const refreshLeaseSec = 45;

/**
 * Claims the refresh of a connection's tokens for one caller among all instances.
 * @returns false when somebody else is at it, or has done it since `tokenVersion`.
 */
export async function claimTokenRefresh(id: string, tokenVersion: number): Promise<boolean> {
  const rows = await getSql()`
    update tiktok_connections set refresh_lease_expires_at = now() + make_interval(secs => ${refreshLeaseSec})
    where id = ${id} and token_version = ${tokenVersion}
      and (refresh_lease_expires_at is null or refresh_lease_expires_at < now())
    returning 1`;
  return rows.length > 0;
}

/** Both new tokens in one statement, before either is used. */
export async function storeRefreshedTokens(
  id: string,
  tokenVersion: number,
  grant: SealedGrant,
): Promise<void> {
  await getSql()`
    update tiktok_connections set access_token_sealed = ${grant.accessTokenSealed},
      refresh_token_sealed = ${grant.refreshTokenSealed}, access_token_issued_at = ${grant.accessTokenIssuedAt},
      access_token_expires_at = ${grant.accessTokenExpiresAt},
      refresh_token_expires_at = ${grant.refreshTokenExpiresAt},
      granted_scopes = case when cardinality(${grant.grantedScopes}::text[]) > 0
        then ${grant.grantedScopes}::text[] else granted_scopes end,
      status = 'active', last_error_code = null, token_version = token_version + 1,
      refresh_lease_expires_at = null, updated_at = now()
    where id = ${id} and token_version = ${tokenVersion}`;
}

export async function releaseTokenRefresh(id: string): Promise<void> {
  await getSql()`update tiktok_connections set refresh_lease_expires_at = null where id = ${id}`;
}

/**
 * Parks every shop of the connection: nothing is asked of TikTok until the seller has connected again.
 *
 * @param options.tokenVersion the tokens that were refused; newer ones are not parked for their sake.
 * @returns false when there are newer ones.
 */
export async function parkConnection(
  id: string,
  errorCode: string,
  options: { tokenVersion?: number; sql?: SqlRunner } = {},
): Promise<boolean> {
  const { tokenVersion = null, sql = getSql() } = options;
  const rows = await sql<{ isParked: boolean }[]>`
    with parked as (
      update tiktok_connections set status = 'needs_reconnect', last_error_code = ${errorCode},
        refresh_lease_expires_at = null, updated_at = now()
      where id = ${id} and (${tokenVersion}::int is null or token_version = ${tokenVersion}::int)
      returning id
    ),
    theirs as (
      update sync_metadata m set status = 'needs_reconnect', last_error_code = ${errorCode}
      from shops s, parked p where s.connection_id = p.id and m.shop_id = s.shop_id
      returning m.shop_id
    ),
    stopped as (
      update sync_runs r set status = 'failed', stop_reason = 'error', error_code = ${errorCode}, finished_at = now()
      from theirs t where r.shop_id = t.shop_id and r.status = 'running' and r.kind <> 'full'
    )
    select exists (select 1 from parked) as "isParked"`;
  return rows[0]?.isParked ?? false;
}

/** Notes when TikTok says that the authorisation ends; forgotten when the seller gives consent again. */
export async function noteAuthorizationEnd(id: string, endsAtIso: string, sql: SqlRunner): Promise<void> {
  await sql`update tiktok_connections set authorization_ends_at = ${endsAtIso} where id = ${id}`;
}
