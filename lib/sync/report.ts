export type StopReason = "done" | "budget" | "busy" | "rate_limited" | "error" | "cancelled";

/** What one invocation did for one run. Figures are of this invocation, not of the run as a whole. */
export type RunReport = {
  shopId: string;
  resource: string;
  runId: string | null;
  kind: string | null;
  stopReason: StopReason;
  apiCalls: number;
  fetched: number;
  inserted: number;
  updated: number;
  unchanged: number;
  /** True when calling again would get further. */
  more: boolean;
  /** The code of what went wrong, when `stopReason` is `error` or `rate_limited`. */
  error?: string;
};

/** The outcome of `advanceSync`: that of its last step, with a report for each run it worked on. */
export type SyncReport = {
  stopReason: StopReason;
  more: boolean;
  runs: RunReport[];
  /** The turn was for changes only, and a full sync is all that is left. */
  isPastLeft?: boolean;
};
