import { requestRun } from "@/db/mutations/sync-runs";
import { forgetOldWebhookEvents } from "@/db/mutations/webhook-events";
import { listShopsToSync, listUnfinished } from "@/db/queries/sync-work";
import { toPublicError } from "@/lib/errors";
import { log } from "@/lib/log";
import { type AdvanceOptions, advanceSync } from "./advance";
import { requestChecks } from "./checks";
import type { RunReport, SyncReport } from "./report";
import { requestDue, requestSync } from "./request";

export type DispatchOptions = Pick<AdvanceOptions, "budgetMs" | "concurrency" | "now" | "client">;

const resource = "orders";
const shopsAtOnce = 3;
/** A turn when others wait: long enough for hundreds of pages, short enough that a fat shop starves nobody. */
const turnMs = 30_000;

/**
 * The hourly cron: asks for the changes of every connected shop, or for its first full sync, and works on them; then for
 * the count of the last hours that shows what came late.
 */
export async function syncDueShops(options: DispatchOptions): Promise<RunReport[]> {
  const shops = await listShopsToSync(resource);
  const nowMs = (options.now ?? Date.now)();
  for (const shop of shops) {
    await requestDue(shop, "cron");
    await forgetOldWebhookEvents(shop.shopId);
    if (shop.hasFullSync) await requestChecks(shop.shopId, resource, nowMs);
  }
  return workInTurns(shops, options);
}

/** The nightly cron: compares everything with TikTok's counts, after the changes since the last sync are in. */
export async function auditShops(options: DispatchOptions): Promise<RunReport[]> {
  const shops = (await listShopsToSync(resource)).filter(({ hasFullSync }) => hasFullSync);
  for (const shop of shops) {
    await requestDue(shop, "cron");
    await requestSync({ shopId: shop.shopId, resource, kind: "audit", scope: "history", trigger: "cron" });
  }
  return workInTurns(shops, options);
}

/** The minutely cron: goes on with whatever is unfinished or failed and may be tried again. */
export async function resumeUnfinished(options: DispatchOptions): Promise<RunReport[]> {
  const shops = await listUnfinished(resource);
  for (const shop of shops) {
    if (shop.hasDueTasks)
      await requestRun({ shopId: shop.shopId, resource, kind: "repair", trigger: "cron" });
    if (!shop.isRunning) await requestDue(shop, "cron");
  }
  return workInTurns(shops, options);
}

/** The most stale first, a few at once; who has not finished in a turn waits behind those who had none. */
async function workInTurns(shops: { shopId: string }[], options: DispatchOptions): Promise<RunReport[]> {
  const now = options.now ?? Date.now;
  const endsAtMs = now() + options.budgetMs;
  const queue = shops.map(({ shopId }) => shopId);
  const reports: RunReport[] = [];
  const worker = async () => {
    for (;;) {
      const leftMs = endsAtMs - now();
      const shopId = leftMs > 0 ? queue.shift() : undefined;
      if (shopId === undefined) return;
      const budgetMs = queue.length > 0 ? Math.min(turnMs, leftMs) : leftMs;
      const report = await advanceOne(shopId, { ...options, budgetMs });
      reports.push(...report.runs);
      if (report.more && report.stopReason === "budget") queue.push(shopId);
    }
  };
  await Promise.all(Array.from({ length: Math.min(shopsAtOnce, queue.length) }, worker));
  return mergeByRun(reports);
}

/** One shop's failure is its own: the others go on. */
async function advanceOne(shopId: string, options: DispatchOptions): Promise<SyncReport> {
  try {
    return await advanceSync({ ...options, shopId, resource });
  } catch (error) {
    log.error({ err: error, shopId }, "sync could not be advanced");
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

/** One entry for each run, however many turns it had. */
function mergeByRun(reports: RunReport[]): RunReport[] {
  const merged = new Map<string, RunReport>();
  for (const report of reports) {
    const key = `${report.shopId} ${report.runId}`;
    const before = merged.get(key);
    merged.set(key, before ? addUp(before, report) : report);
  }
  return [...merged.values()];
}

function addUp(before: RunReport, report: RunReport): RunReport {
  return {
    ...report,
    apiCalls: before.apiCalls + report.apiCalls,
    fetched: before.fetched + report.fetched,
    inserted: before.inserted + report.inserted,
    updated: before.updated + report.updated,
    unchanged: before.unchanged + report.unchanged,
  };
}
