import { recordFailure } from "@/db/mutations/sync-metadata";
import { noteTurn, pauseRun } from "@/db/mutations/sync-runs";
import { findNextRun, getRunFigures, type RunFigures, type RunToDo } from "@/db/queries/sync-work";
import type { RunReport, StopReason, SyncReport } from "./report";
import type { StepOutcome, SyncContext } from "./run-context";
import type { SettledFailure } from "./settle-failure";

const nothing: RunFigures = {
  status: "running",
  fetched: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  apiCalls: 0,
};

/** Runs a step and reports what it changed in the run's figures. */
export async function reportRun(
  sync: SyncContext,
  run: RunToDo,
  work: () => Promise<StepOutcome | SettledFailure>,
): Promise<RunReport> {
  const { shopId } = sync.shop;
  const before = (await getRunFigures(shopId, run.runId)) ?? nothing;
  const outcome = await work();
  const stopReason = stopReasonOf(outcome);
  if (outcome === "budget") await endTurn(sync, run.runId);
  const after = (await getRunFigures(shopId, run.runId)) ?? before;
  const report: RunReport = {
    shopId,
    resource: sync.resource.name,
    runId: run.runId,
    kind: run.kind,
    stopReason,
    ...difference(before, after),
    more: after.status === "running",
  };
  if (typeof outcome === "object") report.error = outcome.errorCode;
  return report;
}

/** Turns in a row that got nowhere, before a run is called looping and given ever longer pauses. */
const fruitlessTurnsAllowed = 3;
const firstPauseSec = 60;
const longestPauseSec = 3_600;

/** Out of time: the run goes on in the next turn, later when it gets nowhere. */
async function endTurn(sync: SyncContext, runId: string): Promise<void> {
  const { shopId } = sync.shop;
  const resource = sync.resource.name;
  const fruitlessTurns = await noteTurn(shopId, resource, runId);
  const isLooping = fruitlessTurns >= fruitlessTurnsAllowed;
  const errorCode = isLooping ? "looping" : null;
  await pauseRun(shopId, runId, { stopReason: "budget", errorCode, errorDetail: null });
  if (!isLooping) return;
  const pauseSec = Math.min(longestPauseSec, firstPauseSec * 2 ** (fruitlessTurns - fruitlessTurnsAllowed));
  const failure = { errorCode: "looping", retryAfterSec: pauseSec, needsReconnect: false };
  await recordFailure({ shopId, resource }, failure);
}

/** A run that steps aside for fresher work is done for now: the same invocation comes back to it. */
function stopReasonOf(outcome: StepOutcome | SettledFailure): StopReason {
  if (typeof outcome === "object") return outcome.stopReason;
  return outcome === "yield" ? "done" : outcome;
}

function difference(before: RunFigures, after: RunFigures) {
  return {
    apiCalls: after.apiCalls - before.apiCalls,
    fetched: after.fetched - before.fetched,
    inserted: after.inserted - before.inserted,
    updated: after.updated - before.updated,
    unchanged: after.unchanged - before.unchanged,
  };
}

/** The shop is parked until its seller connects again, or is disconnected: nothing is asked of TikTok. */
export function unavailableReport(shopId: string, resource: string): SyncReport {
  const { status: _status, ...figures } = nothing;
  const report: RunReport = {
    shopId,
    resource,
    runId: null,
    kind: null,
    stopReason: "error",
    ...figures,
    more: false,
    error: "reconnect_required",
  };
  return { stopReason: "error", more: false, runs: [report] };
}

/** Somebody else holds the lease, and works on this run. */
export async function busyReport(shopId: string, resource: string): Promise<SyncReport> {
  const { run } = await findNextRun(shopId, resource);
  const { status: _status, ...figures } = nothing;
  const report: RunReport = {
    shopId,
    resource,
    runId: run?.runId ?? null,
    kind: run?.kind ?? null,
    stopReason: "busy",
    ...figures,
    more: true,
  };
  return { stopReason: "busy", more: true, runs: [report] };
}
