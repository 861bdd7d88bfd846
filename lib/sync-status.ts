import type { Diagnosis } from "./diagnosis";
import { nounOf } from "./resource-words";
import { diagnose } from "./sync-doctor";
import { explainErrorCode } from "./sync-messages";
import { describeRun, type SyncRunProgress } from "./sync-progress";

/**
 * What a person is told about a shop's sync. Derived from evidence (lease, last advance, counts, cursor), never from
 * the absence of an exception.
 */
export type SyncState =
  | "new"
  | "syncing"
  | "up_to_date"
  | "behind"
  | "stalled"
  | "looping"
  | "failing"
  /** Of a resource beside orders: TikTok does not offer it here, or the seller has not granted it. */
  | "unavailable"
  | "needs_reconnecting";

export type SyncStatus = {
  shopId: string;
  shopName: string;
  resource: string;
  state: SyncState;
  /** Two to six words for the pill: "Up to date", "Syncing 12,300 / 155,300". */
  label: string;
  /** One plain sentence, with what to do where something is to be done. */
  sentence: string;
  /** What is wrong and what to press, the most urgent first; empty when all is well. */
  problems: Diagnosis[];
  /** Every change before this instant is here (ISO 8601); null until the first full sync has ended. */
  syncedThrough: string | null;
  lastSyncTime: string | null;
  lastFullSyncTime: string | null;
  lastErrorCode: string | null;
  nextAttemptAt: string | null;
  recordsTotal: number;
  run: SyncRunProgress | null;
};

/** Everything `describeSync` needs, read in one query by `db/queries/sync-status.ts`. Times are ISO 8601. */
export type SyncEvidence = {
  shopId: string;
  shopName: string;
  resource: string;
  timezone: string;
  now: string;
  connectionStatus: "active" | "needs_reconnect" | null;
  /** When the seller's authorisation ends; null while TikTok has named no sensible date. */
  authorizationEndsAt: string | null;
  /** When the hourly cron last began a run of this shop, and since when it should have; null when nobody asked. */
  lastCronAt: string | null;
  cronDueSince: string | null;
  syncedThrough: string | null;
  lastSyncTime: string | null;
  lastFullSyncTime: string | null;
  lastAdvancedAt: string | null;
  leaseExpiresAt: string | null;
  consecutiveFailures: number;
  nextAttemptAt: string | null;
  lastErrorCode: string | null;
  recordsTotal: number;
  /** Records a call brings at most. */
  pageSize: number;
  /** False when the seller is known not to have granted the permission; null when none is needed beyond that of orders. */
  isPermitted: boolean | null;
  run: {
    runId: string;
    kind: SyncRunProgress["kind"];
    trigger: string;
    phase: string | null;
    startedAt: string;
    lastAdvancedAt: string | null;
    fetched: number;
    expected: number | null;
    apiCalls: number;
    /** Speed of the last minutes; null while too little has been read to tell. */
    recentPerSecond: number | null;
    /** Turns in a row that ended where the one before had. */
    fruitlessTurns: number;
  } | null;
};

const minuteMs = 60_000;
/** The resume cron comes each minute: unfinished work that nobody touched for three is stuck. */
const stalledAfterMs = 3 * minuteMs;
/** Turns in a row without any advance: trying again has not helped, and nobody should believe that it runs. */
const loopingAfterTurns = 3;
/** The sync cron comes each hour: two missed hours are worth a word. */
const behindAfterMs = 125 * minuteMs;

/** Derives state, label and sentence from evidence. Pure: `evidence.now` is the database's clock. */
export function describeSync(evidence: SyncEvidence): SyncStatus {
  const state = deriveState(evidence);
  const { pageSize, lastFullSyncTime } = evidence;
  const run = evidence.run
    ? describeRun(evidence.run, { pageSize, isResync: lastFullSyncTime !== null })
    : null;
  const problems = diagnose({ ...evidence, state });
  const problem = problems.find(({ condition }) => condition !== "authorization_ends");
  return {
    shopId: evidence.shopId,
    shopName: evidence.shopName,
    resource: evidence.resource,
    state,
    label: problem?.condition === "rate_limited" ? "Waiting for TikTok" : labelOf(state, evidence, run),
    sentence: problem?.sentence ?? sentenceOf(state, evidence, run),
    problems,
    syncedThrough: evidence.syncedThrough,
    lastSyncTime: evidence.lastSyncTime,
    lastFullSyncTime,
    lastErrorCode: state === "unavailable" ? unavailableCode(evidence) : evidence.lastErrorCode,
    nextAttemptAt: evidence.nextAttemptAt,
    recordsTotal: evidence.recordsTotal,
    run,
  };
}

function deriveState(evidence: SyncEvidence): SyncState {
  const now = Date.parse(evidence.now);
  const ageMs = (instant: string | null) => (instant === null ? Infinity : now - Date.parse(instant));
  if (evidence.connectionStatus === "needs_reconnect") return "needs_reconnecting";
  if (isUnavailable(evidence)) return "unavailable";
  if (isLooping(evidence)) return "looping";
  if (evidence.run) {
    const isHeld = ageMs(evidence.leaseExpiresAt) < 0;
    const sinceAdvanceMs = Math.min(ageMs(evidence.run.lastAdvancedAt), ageMs(evidence.run.startedAt));
    if (!isHeld && evidence.consecutiveFailures > 0) return "failing";
    return sinceAdvanceMs > stalledAfterMs ? "stalled" : "syncing";
  }
  if (evidence.consecutiveFailures > 0) return "failing";
  if (evidence.syncedThrough === null) return "new";
  // Also by our own clock, for TikTok's may be hours behind it.
  const staleMs = Math.min(ageMs(evidence.syncedThrough), ageMs(evidence.lastSyncTime));
  return staleMs > behindAfterMs ? "behind" : "up_to_date";
}

/** Turns that ended where they began, or runs that TikTok's repeated pages ended one after another. */
function isLooping({ run, lastErrorCode, consecutiveFailures }: SyncEvidence): boolean {
  if (run !== null && run.fruitlessTurns >= loopingAfterTurns) return true;
  return lastErrorCode === "no_progress" && consecutiveFailures >= loopingAfterTurns;
}

function isUnavailable({ isPermitted, lastErrorCode }: SyncEvidence): boolean {
  if (isPermitted === null) return false;
  return !isPermitted || lastErrorCode === "scope_missing" || lastErrorCode === "endpoint_unknown";
}

/** Why a resource is not to be had; the grant says it before TikTok has been asked. */
function unavailableCode({ isPermitted, lastErrorCode }: SyncEvidence): string | null {
  return isPermitted === false ? "scope_missing" : lastErrorCode;
}

const count = (value: number) => value.toLocaleString("en-US");

function progress(run: SyncRunProgress | null): string {
  if (!run) return "";
  return run.total === null ? "" : ` ${count(run.done)} / ${count(run.total)}`;
}

function hours(evidence: SyncEvidence): string {
  if (evidence.syncedThrough === null) return "";
  const ageHours = Math.floor((Date.parse(evidence.now) - Date.parse(evidence.syncedThrough)) / 3_600_000);
  return ageHours < 48 ? `${ageHours} h` : `${Math.floor(ageHours / 24)} days`;
}

function labelOf(state: SyncState, evidence: SyncEvidence, run: SyncRunProgress | null): string {
  switch (state) {
    case "new":
      return "Not synced yet";
    case "syncing":
      return `Syncing${progress(run)}`;
    case "up_to_date":
      return "Up to date";
    case "behind":
      return `Behind by ${hours(evidence)}`;
    case "stalled":
      return `Stalled${progress(run) && ` at${progress(run)}`}`;
    case "looping":
      return `Looping${progress(run) && ` at${progress(run)}`}`;
    case "failing":
      return "Sync failing";
    case "unavailable":
      return unavailableCode(evidence) === "scope_missing" ? "Permission missing" : "Not offered by TikTok";
    case "needs_reconnecting":
      return "Needs reconnecting";
  }
}

/** For the states that are no problem; those that are have the doctor's sentence. */
function sentenceOf(state: SyncState, evidence: SyncEvidence, run: SyncRunProgress | null): string {
  const noun = nounOf(evidence.resource);
  if (state === "new") {
    return evidence.isPermitted === null
      ? "Nothing has been copied yet. The first sync starts by itself within a minute."
      : "The first copy is made by itself, a few minutes after the orders are complete.";
  }
  if (state === "unavailable") {
    const { sentence, action } = explainErrorCode(unavailableCode(evidence));
    return `${sentence} ${action} Everything else is synced as ever.`;
  }
  if (state !== "syncing") return "Every change TikTok has reported is here.";
  if (run?.isResync)
    return `Reading every ${noun.one} again and comparing it with what is here. Nothing is hidden or deleted meanwhile, and changes still arrive first.`;
  return run?.kind === "full"
    ? `Copying every ${noun.one}, newest first. All pages work meanwhile and fill up as ${noun.many} arrive.`
    : "Reading what changed since the last sync.";
}
