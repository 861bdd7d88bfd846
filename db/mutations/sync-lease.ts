import "server-only";
import { getSql } from "../client";

/** How long a holder may be silent before its work is free for others. */
export const leaseTtlSec = 20;

export type Lease = { shopId: string; resource: string; owner: string; token: number; requestSeq: number };

/**
 * Claims the right to work on one resource of one shop, by the database's clock. The token grows with each claim.
 * @returns null when somebody else holds it.
 */
export async function claimLease(shopId: string, resource: string, owner: string): Promise<Lease | null> {
  const rows = await getSql()<{ token: string; requestSeq: string }[]>`
    update sync_metadata
    set lease_owner = ${owner}, lease_token = lease_token + 1,
      lease_expires_at = now() + make_interval(secs => ${leaseTtlSec})
    where shop_id = ${shopId} and resource = ${resource} and (lease_expires_at is null or lease_expires_at < now())
    returning lease_token as token, request_seq as "requestSeq"`;
  const row = rows[0];
  return row
    ? { shopId, resource, owner, token: Number(row.token), requestSeq: Number(row.requestSeq) }
    : null;
}

/** Renews the lease between commits. @returns the newest request number; null when the lease is lost. */
export async function renewLease(lease: Lease): Promise<number | null> {
  const rows = await getSql()<{ requestSeq: string }[]>`
    update sync_metadata set lease_expires_at = now() + make_interval(secs => ${leaseTtlSec})
    where shop_id = ${lease.shopId} and resource = ${lease.resource} and lease_token = ${lease.token}
      and lease_owner = ${lease.owner}
    returning request_seq as "requestSeq"`;
  return rows[0] ? Number(rows[0].requestSeq) : null;
}

/**
 * Gives the lease back, unless something was requested since `seenRequestSeq`: then the holder has to look again,
 * because the one who asked may have been told that it is busy. Who has seen that there is nothing left to do leaves a
 * whole copy no longer `syncing`: a page may have landed after its run was cancelled.
 * @returns false when there is a newer request; the lease is still held then.
 */
export async function releaseLease(lease: Lease, seenRequestSeq: number | null): Promise<boolean> {
  const rows = await getSql()<{ held: boolean }[]>`
    with released as (
      update sync_metadata set lease_owner = null, lease_expires_at = null,
        status = case when ${seenRequestSeq}::bigint is not null and status = 'syncing'
          and last_full_sync_time is not null then 'ok' else status end
      where shop_id = ${lease.shopId} and resource = ${lease.resource} and lease_token = ${lease.token}
        and lease_owner = ${lease.owner}
        and (${seenRequestSeq}::bigint is null or request_seq = ${seenRequestSeq}::bigint)
      returning 1
    )
    select m.lease_token = ${lease.token} and m.lease_owner = ${lease.owner}
      and not exists (select 1 from released) as held
    from sync_metadata m where m.shop_id = ${lease.shopId} and m.resource = ${lease.resource}`;
  return rows[0]?.held !== true;
}
