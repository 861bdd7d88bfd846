import type { SyncEvidence } from "./sync-status";

export type SyncRunProgress = {
  runId: string;
  kind: "full" | "incremental" | "audit" | "repair";
  trigger: string;
  phase: string | null;
  startedAt: string;
  lastAdvancedAt: string | null;
  /** A full run over a copy that was complete before: it compares, and may be cancelled. */
  isResync: boolean;
  /** Records read so far and TikTok's own count; null while TikTok has not been asked. */
  done: number;
  total: number | null;
  apiCalls: number;
  /** Calls still to come, from what is left at a full page a call. */
  callsLeft: number | null;
  ordersPerSecond: number | null;
  etaSeconds: number | null;
  /** Between which the rest will probably take, by the fastest and slowest speed of this run. */
  etaRange: { lowSeconds: number; highSeconds: number } | null;
};

/** A speed that is known from two measurements may be off by a tenth, from a single one by a third. */
const knownWell = 0.1;
const knownRoughly = 0.3;

/** How far a run has come and how long the rest takes. */
export function describeRun(
  run: NonNullable<SyncEvidence["run"]>,
  { pageSize, isResync }: { pageSize: number; isResync: boolean },
): SyncRunProgress {
  const { fetched, expected, fruitlessTurns: _fruitless, recentPerSecond, ...rest } = run;
  const left = expected === null ? null : Math.max(0, expected - fetched);
  const elapsedMs = run.lastAdvancedAt ? Date.parse(run.lastAdvancedAt) - Date.parse(run.startedAt) : 0;
  const ordersPerSecond = fetched > 0 && elapsedMs > 500 ? fetched / (elapsedMs / 1000) : null;
  return {
    ...rest,
    isResync: isResync && run.kind === "full",
    done: expected === null ? fetched : Math.min(fetched, expected),
    total: expected,
    callsLeft: left === null ? null : Math.ceil(left / pageSize),
    ordersPerSecond,
    ...estimate(left, ordersPerSecond, recentPerSecond),
  };
}

function estimate(
  left: number | null,
  perSecond: number | null,
  recentPerSecond: number | null,
): Pick<SyncRunProgress, "etaSeconds" | "etaRange"> {
  if (left === null || perSecond === null) return { etaSeconds: null, etaRange: null };
  const recent = recentPerSecond !== null && recentPerSecond > 0 ? recentPerSecond : null;
  const [slow = perSecond, fast = perSecond] = [perSecond, recent ?? perSecond].sort((a, b) => a - b);
  const margin = recent === null ? knownRoughly : knownWell;
  return {
    etaSeconds: Math.ceil(left / ((slow + fast) / 2)),
    etaRange: {
      lowSeconds: Math.floor(left / (fast * (1 + margin))),
      highSeconds: Math.ceil(left / (slow * (1 - margin))),
    },
  };
}
