import { type RunKind, type RunScope, type RunTrigger, requestRun } from "@/db/mutations/sync-runs";
import { type DueShop, findDueShop, getChangesThrough } from "@/db/queries/sync-work";
import { primaryResource } from "./resources";

export type SyncRequest = {
  shopId: string;
  resource?: string;
  kind: RunKind;
  trigger: RunTrigger;
  /** Of an audit: what it counts. */
  scope?: RunScope;
};

/**
 * Records the wish for a sync. One of that kind that is under way is joined: a second click attaches, it never starts
 * another. Changes can only be read once a full sync has begun, so before that the wish is for a full one.
 */
export async function requestSync(request: SyncRequest): Promise<{ runId: string; isNew: boolean }> {
  const { shopId, resource = primaryResource, kind, trigger, scope } = request;
  const hasBegun = kind !== "incremental" || (await getChangesThrough(shopId, resource)) !== null;
  return requestRun({ shopId, resource, kind: hasBegun ? kind : "full", trigger, ...(scope && { scope }) });
}

/** Asks for what a shop needs: its first full sync until that has ended, and its changes as soon as one has begun. */
export async function requestDue(
  shop: DueShop,
  trigger: RunTrigger,
  resource: string = primaryResource,
): Promise<void> {
  const { shopId, hasFullSync, hasCursor } = shop;
  if (!hasFullSync) await requestRun({ shopId, resource, kind: "full", trigger });
  if (hasFullSync || hasCursor) await requestRun({ shopId, resource, kind: "incremental", trigger });
}

/** The same for one shop by its id. */
export async function requestDueFor(
  shopId: string,
  trigger: RunTrigger,
  resource: string = primaryResource,
): Promise<void> {
  const shop = await findDueShop(shopId, resource);
  if (shop) await requestDue(shop, trigger, resource);
}
