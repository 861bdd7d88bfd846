import { type Condition, conditions, type Diagnosis } from "./diagnosis";
import { findings } from "./sync-doctor-words";
import type { SyncState } from "./sync-status";

/** Times are ISO 8601; those shown are told by the shop's clock. */
export type DoctorEvidence = {
  shopId: string;
  state: SyncState;
  resource: string;
  timezone: string;
  now: string;
  lastErrorCode: string | null;
  nextAttemptAt: string | null;
  lastSyncTime: string | null;
  run: { runId: string; startedAt: string; lastAdvancedAt: string | null } | null;
  /** When the hourly cron last began a run of this shop, and since when it should have. */
  lastCronAt: string | null;
  cronDueSince: string | null;
  /** When the seller's authorisation ends; null while TikTok has named no sensible date. */
  authorizationEndsAt: string | null;
  /** The newest count, where it is known. */
  count?: { here: number; there: number; isProven: boolean; trust: string | null } | null;
  /** Records set aside because they could not be read. */
  setAside?: number;
};

/** As early as TikTok itself begins to warn. */
const endIsNearMs = 30 * 86_400_000;
/** Two missed hours, and a little for the run to begin. */
const cronSilentAfterMs = 125 * 60_000;

/** Everything that is wrong, the most urgent first; empty when all is well. Pure. */
export function diagnose(evidence: DoctorEvidence): Diagnosis[] {
  const found = new Set(conditions.filter((condition) => holds[condition](evidence)));
  // A late copy is the cron's doing, and told there.
  if (found.has("cron_silent")) found.delete("behind");
  return conditions
    .filter((condition) => found.has(condition))
    .map((condition) => ({
      condition,
      ...findings[condition](evidence),
      shopId: evidence.shopId,
      runId: evidence.run?.runId ?? null,
    }));
}

const wellSynced: Omit<DoctorEvidence, "shopId"> = {
  state: "up_to_date",
  resource: "orders",
  timezone: "UTC",
  now: new Date(0).toISOString(),
  lastErrorCode: null,
  nextAttemptAt: null,
  lastSyncTime: null,
  run: null,
  lastCronAt: null,
  cronDueSince: null,
  authorizationEndsAt: null,
};

/** What is worth a note about the copy itself, however the sync fares. */
export function diagnoseCopy(
  copy: Pick<DoctorEvidence, "shopId" | "resource" | "count" | "setAside">,
): Diagnosis[] {
  return diagnose({ ...wellSynced, ...copy });
}

const tikTokTroubles = new Set(["network", "timeout", "server_error", "bad_response", "no_progress"]);
const failsWith = (code: string) => (evidence: DoctorEvidence) =>
  evidence.state === "failing" && evidence.lastErrorCode === code;
const isIn = (state: SyncState) => (evidence: DoctorEvidence) => evidence.state === state;

const holds: Record<Condition, (evidence: DoctorEvidence) => boolean> = {
  database_unreachable: failsWith("database_unavailable"),
  needs_reconnecting: isIn("needs_reconnecting"),
  token_refused: failsWith("token_expired"),
  scope_missing: failsWith("scope_missing"),
  app_secret_wrong: failsWith("bad_signature"),
  clock_wrong: failsWith("clock_skew"),
  database_full: failsWith("database_full"),
  rate_limited: (evidence) => failsWith("rate_limited")(evidence) || failsWith("overloaded")(evidence),
  tiktok_down: ({ state, lastErrorCode }) =>
    state === "failing" && lastErrorCode !== null && tikTokTroubles.has(lastErrorCode),
  failing: (evidence) => evidence.state === "failing" && !hasNameOfItsOwn(evidence),
  looping: isIn("looping"),
  stalled: isIn("stalled"),
  cron_silent: isCronSilent,
  behind: isIn("behind"),
  authorization_ends: doesAuthorizationEnd,
  count_not_proven: ({ count }) => Boolean(count) && count?.isProven === false,
  set_aside: ({ setAside = 0 }) => setAside > 0,
};

const namedFailures: Condition[] = [
  "database_unreachable",
  "token_refused",
  "scope_missing",
  "app_secret_wrong",
  "clock_wrong",
  "database_full",
  "rate_limited",
  "tiktok_down",
];

function hasNameOfItsOwn(evidence: DoctorEvidence): boolean {
  return namedFailures.some((condition) => holds[condition](evidence));
}

/** The hourly cron leaves a run behind each time; a shop that has to wait or be connected again gets none. */
function isCronSilent({ state, now, nextAttemptAt, lastCronAt, cronDueSince }: DoctorEvidence): boolean {
  if (cronDueSince === null || state === "needs_reconnecting") return false;
  const nowMs = Date.parse(now);
  if (nextAttemptAt !== null && Date.parse(nextAttemptAt) > nowMs) return false;
  const lastMs = Math.max(Date.parse(cronDueSince), lastCronAt === null ? 0 : Date.parse(lastCronAt));
  return nowMs - lastMs > cronSilentAfterMs;
}

function doesAuthorizationEnd({ state, authorizationEndsAt, now }: DoctorEvidence): boolean {
  if (authorizationEndsAt === null || state === "needs_reconnecting") return false;
  return Date.parse(authorizationEndsAt) - Date.parse(now) < endIsNearMs;
}
