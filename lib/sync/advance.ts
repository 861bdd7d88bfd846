import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { claimLease, type Lease, releaseLease, renewLease } from "@/db/mutations/sync-lease";
import { findNextRun, findSyncShop, type RunToDo } from "@/db/queries/sync-work";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { withLogContext } from "@/lib/log-context";
import type { TikTokClient } from "@/lib/tiktok/client";
import { inSpan } from "@/lib/tracing";
import { advanceAudit } from "./audit";
import { advanceFull } from "./full";
import { advanceIncremental } from "./incremental";
import { advanceRepair } from "./repair";
import type { RunReport, SyncReport } from "./report";
import { primaryResource, requireResource } from "./resources";
import { RollupTick } from "./rollup-tick";
import { RunContext, type StepOutcome, type SyncContext } from "./run-context";
import { busyReport, reportRun, unavailableReport } from "./run-report";
import { settleFailure } from "./settle-failure";
import { ShopLimiter } from "./shop-limiter";
import { tiktokClient } from "./tiktok";
import { StoredTokens } from "./tokens";

export type AdvanceOptions = {
  shopId: string;
  resource?: string;
  /** How long this invocation may work. */
  budgetMs: number;
  /** Ends where only a full sync is left, so that other shops' changes can go first. */
  freshOnly?: boolean;
  concurrency?: number;
  now?: () => number;
  client?: TikTokClient;
};

const heartbeatMs = 5_000;
/** Left of the budget for rollups and for giving the lease back. */
const reserveShare = 0.08;

/**
 * Works on a shop's unfinished runs, the freshest first, until all are done or the next step might not fit in the
 * budget. Calling it again resumes. Two callers at once: one works, the other is told `busy`.
 *
 * @throws only when the database cannot be reached; everything else ends in the report.
 */
export async function advanceSync(options: AdvanceOptions): Promise<SyncReport> {
  const { shopId, resource = primaryResource, now = Date.now } = options;
  const shop = await findSyncShop(shopId);
  if (!shop) return unavailableReport(shopId, resource);
  const client = options.client ?? tiktokClient();
  const concurrency = options.concurrency ?? env().SYNC_CONCURRENCY;
  const gate = await ShopLimiter.open(client.app, shopId, concurrency);
  const lease = await claimLease(shopId, resource, `${hostname()}:${process.pid}:${randomUUID()}`);
  if (!lease) return busyReport(shopId, resource);
  const work: { context: RunContext | null } = { context: null };
  const heartbeat = setInterval(() => void keepLease(lease, work.context), heartbeatMs);
  const sync: SyncContext = {
    shop,
    resource: requireResource(resource),
    client,
    tokens: new StoredTokens(shop.connectionId, client, now),
    limiter: gate.limiter,
    lease,
    deadlineAtMs: now() + options.budgetMs * (1 - reserveShare),
    concurrency,
    now,
    rollups: new RollupTick(shopId, now),
  };
  try {
    return await workThroughRuns(sync, work, options.freshOnly === true);
  } finally {
    clearInterval(heartbeat);
    await sync.rollups.settle();
    await gate.keep();
    await releaseLease(lease, null);
  }
}

type Work = { context: RunContext | null };

/** Between commits a wish or a cancellation is seen with the heartbeat; one that fails is made up for by the next. */
async function keepLease(lease: Lease, context: RunContext | null): Promise<void> {
  const requestSeq = await renewLease(lease).catch(() => null);
  if (requestSeq !== null) context?.noteRequest(requestSeq);
}

async function workThroughRuns(sync: SyncContext, work: Work, freshOnly: boolean): Promise<SyncReport> {
  const runs: RunReport[] = [];
  for (;;) {
    const { requestSeq, run } = await findNextRun(sync.shop.shopId, sync.resource.name);
    sync.lease.requestSeq = requestSeq;
    if (!run) {
      if (await releaseUnlessAsked(sync.lease)) return { stopReason: "done", more: false, runs };
      continue;
    }
    if (freshOnly && run.kind === "full") return { stopReason: "budget", more: true, runs, isPastLeft: true };
    if (sync.now() >= sync.deadlineAtMs) return { stopReason: "budget", more: true, runs };
    const report = await workOn(sync, run, work);
    runs.push(report);
    if (report.stopReason !== "done") return { stopReason: report.stopReason, more: report.more, runs };
  }
}

/** A request that came between looking and leaving keeps the lease: whoever asked may have been told `busy`. */
function releaseUnlessAsked(lease: Lease): Promise<boolean> {
  return releaseLease(lease, lease.requestSeq);
}

/** Every line of the log from here on names the run. */
function workOn(sync: SyncContext, run: RunToDo, work: Work): Promise<RunReport> {
  const place = { shopId: sync.shop.shopId, resource: sync.resource.name, runId: run.runId };
  const facts = { "shop.id": place.shopId, "sync.resource": place.resource, "sync.run.id": place.runId };
  return withLogContext(place, () =>
    inSpan(`sync ${run.kind}`, facts, async (note) => {
      const report = await workOnRun(sync, run, work);
      const { stopReason, apiCalls, fetched, inserted, updated } = report;
      note({ "sync.stop_reason": stopReason, "sync.api_calls": apiCalls, "sync.fetched": fetched });
      log.info({ kind: run.kind, stopReason, apiCalls, fetched, inserted, updated }, "sync run worked on");
      return report;
    }),
  );
}

async function workOnRun(sync: SyncContext, run: RunToDo, work: Work): Promise<RunReport> {
  const context = new RunContext(sync, run);
  work.context = context;
  sync.rollups.workFor(run.runId);
  return reportRun(sync, run, async () => {
    try {
      const outcome = await advanceRun(context);
      await context.flushTraffic();
      return outcome;
    } catch (error) {
      // Awaited here: a failure of its own must find a handler while what comes last is still waited for.
      return await settleFailure(context, error);
    } finally {
      work.context = null;
      await context.settle();
    }
  });
}

async function advanceRun(context: RunContext): Promise<StepOutcome> {
  switch (context.run.kind) {
    case "incremental":
      return advanceIncremental(context);
    case "full":
      return advanceFull(context);
    case "repair":
      return advanceRepair(context);
    case "audit":
      return advanceAudit(context);
  }
}
