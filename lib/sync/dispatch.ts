import { requestRun } from "@/db/mutations/sync-runs";
import { forgetOldWebhookEvents } from "@/db/mutations/webhook-events";
import { type DueWork, listOthersToSync, listShopsToSync, listUnfinished } from "@/db/queries/sync-work";
import { toPublicError } from "@/lib/errors";
import { log } from "@/lib/log";
import { type AdvanceOptions, advanceSync } from "./advance";
import { requestChecks } from "./checks";
import { mergeByRun } from "./merge-reports";
import type { RunReport, SyncReport } from "./report";
import { requestDue, requestSync } from "./request";
import { otherResources, primaryResource } from "./resources";
import { type Work, workInTurns } from "./turns";

export type DispatchOptions = Pick<AdvanceOptions, "budgetMs" | "concurrency" | "now" | "client"> & {
  turnMs?: number;
};

const shopsAtOnce = 3;
const turnMs = 30_000;
/** Returns and cancellations are read with the hourly cron: one call each when nothing changed, and none beside a Refresh. */
const othersEverySec = 50 * 60;
/** Nothing competes with the first minutes in which a shop's orders are complete. */
const afterFirstSec = 120;

/**
 * The hourly cron: asks for the changes of every connected shop, or for its first full sync, and works on them; then for
 * the count of the last hours that shows what came late. Other resources follow where they are due.
 */
export async function syncDueShops(options: DispatchOptions): Promise<RunReport[]> {
  const nowMs = (options.now ?? Date.now)();
  const shops = await listShopsToSync(primaryResource);
  for (const shop of shops) {
    await requestDue(shop, "cron");
    await forgetOldWebhookEvents(shop.shopId);
    if (shop.hasFullSync) await requestChecks(shop.shopId, primaryResource, nowMs);
  }
  const others = await listOthersToSync(primaryResource, otherResources, {
    everySec: othersEverySec,
    afterFirstSec,
  });
  for (const { wasCheckedToday, ...work } of others) {
    await requestDue(work, "cron", work.resource);
    if (work.hasFullSync && !wasCheckedToday) await requestChecks(work.shopId, work.resource, nowMs);
  }
  return workOn([...shops, ...others], options);
}

/** The nightly cron: compares everything with TikTok's counts, after the changes since the last sync are in. */
export async function auditShops(options: DispatchOptions): Promise<RunReport[]> {
  const resource = primaryResource;
  const shops = (await listShopsToSync(resource)).filter(({ hasFullSync }) => hasFullSync);
  for (const shop of shops) {
    await requestDue(shop, "cron");
    await requestSync({ shopId: shop.shopId, resource, kind: "audit", scope: "history", trigger: "cron" });
  }
  return workOn(shops, options);
}

/** The minutely cron: goes on with whatever is unfinished or failed and may be tried again. */
export async function resumeUnfinished(options: DispatchOptions): Promise<RunReport[]> {
  const unfinished = await listUnfinished(primaryResource, otherResources, afterFirstSec);
  for (const { shopId, resource, ...work } of unfinished) {
    if (work.hasDueTasks) await requestRun({ shopId, resource, kind: "repair", trigger: "cron" });
    if (!work.isRunning) await requestDue({ shopId, ...work }, "cron", resource);
  }
  return workOn(unfinished, options);
}

async function workOn(list: DueWork[], options: DispatchOptions): Promise<RunReport[]> {
  const { now = Date.now } = options;
  const reports = await workInTurns(list, {
    now,
    endsAtMs: now() + options.budgetMs,
    turnMs: options.turnMs ?? turnMs,
    shopsAtOnce,
    isPrimary: ({ resource }) => resource === primaryResource,
    advance: (work, turn) => advanceOne(work, { ...options, ...turn }),
  });
  return mergeByRun(
    reports.flatMap(({ runs }) => runs),
    primaryResource,
  );
}

/** One shop's failure is its own: the others go on. */
async function advanceOne(
  { shopId, resource }: Work,
  options: Omit<AdvanceOptions, "shopId">,
): Promise<SyncReport> {
  try {
    return await advanceSync({ ...options, shopId, resource });
  } catch (error) {
    log.error({ err: error, shopId, resource }, "sync could not be advanced");
    const figures = { apiCalls: 0, fetched: 0, inserted: 0, updated: 0, unchanged: 0 };
    const { code } = toPublicError(error);
    const run = {
      shopId,
      resource,
      runId: null,
      kind: null,
      stopReason: "error" as const,
      more: true,
      error: code,
    };
    return { stopReason: "error", more: true, runs: [{ ...run, ...figures }] };
  }
}
