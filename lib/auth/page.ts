import "server-only";
import { forbidden } from "next/navigation";
import { cache } from "react";
import { listShops, type Shop } from "@/db/queries/shops";
import { listSyncStatuses } from "@/db/queries/sync-status";
import { onlyPermitted } from "@/lib/shop-access";
import { otherResources } from "@/lib/sync/resources";
import type { SyncStatus } from "@/lib/sync-status";
import { can, type Permission } from "./permissions";
import { getUser, requireUser, type SessionUser } from "./session";

/**
 * The connected shops that the signed-in person may see, oldest first. Read beside the session, not after it, and
 * once for a request; nothing of other shops leaves this function.
 */
export const listMyShops = cache(async (): Promise<Shop[]> => {
  const [user, shops] = await Promise.all([getUser(), listShops()]);
  return user ? onlyPermitted(user.shopAccess, shops) : [];
});

/** The sync state of the same shops. */
export const listMySyncStatuses = cache(async (): Promise<SyncStatus[]> => {
  const [user, statuses] = await Promise.all([getUser(), listSyncStatuses()]);
  return user ? onlyPermitted(user.shopAccess, statuses) : [];
});

/** The state of another resource than orders in the same shops. */
export async function listMyStatusesOf(resource: string): Promise<SyncStatus[]> {
  const scope = otherResources.find(({ name }) => name === resource)?.scope;
  const [user, statuses] = await Promise.all([getUser(), listSyncStatuses({ resource, scope })]);
  return user ? onlyPermitted(user.shopAccess, statuses) : [];
}

/** The state of everything that is copied of one of the same shops, orders first. */
export async function listMyResourceStatuses(shopId: string): Promise<SyncStatus[]> {
  const [orders, others] = await Promise.all([
    listMySyncStatuses(),
    Promise.all(otherResources.map(({ name, scope }) => listSyncStatuses({ shopId, resource: name, scope }))),
  ]);
  const own = orders.filter((status) => status.shopId === shopId);
  return own.length === 0 ? [] : [...own, ...others.flat()];
}

/**
 * The first line of every page: who asks, and the shops they may see. Without a session it leads to the sign-in
 * page, without the permission it answers 403.
 */
export async function requirePage(permission: Permission): Promise<{ user: SessionUser; shops: Shop[] }> {
  const [user, shops] = await Promise.all([requireUser(), listMyShops()]);
  if (!can(user, permission)) forbidden();
  return { user, shops };
}
