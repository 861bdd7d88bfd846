import { formatDay, formatInstantShort } from "./dates";
import { type Condition, type Diagnosis, type DoctorAction, databaseUnreachable } from "./diagnosis";
import { formatCount, formatCounted } from "./format";
import { nounOf } from "./resource-words";
import type { DoctorEvidence } from "./sync-doctor";
import { explainErrorCode } from "./sync-messages";

type Finding = Omit<Diagnosis, "condition" | "shopId" | "runId">;

const reconnect: DoctorAction = { kind: "reconnect", label: "Reconnect shop" };
const tryAgain: DoctorAction = { kind: "refresh", label: "Try again now" };
const refresh: DoctorAction = { kind: "refresh", label: "Sync now" };
/** A wait this short is over before it is read. */
const soonMs = 45_000;

function clock(instant: string, { timezone, now }: DoctorEvidence): string {
  return formatInstantShort(instant, timezone, new Date(now));
}

/** The next try, in words: `at 12:40`, or `within a minute`. */
function nextTry(evidence: DoctorEvidence): string {
  const { nextAttemptAt, now } = evidence;
  if (nextAttemptAt === null || Date.parse(nextAttemptAt) - Date.parse(now) < soonMs)
    return "within a minute";
  return `at ${clock(nextAttemptAt, evidence)}`;
}

/** What each condition is told as. */
export const findings: Record<Condition, (evidence: DoctorEvidence) => Finding> = {
  database_unreachable: () => ({
    tone: "bad",
    title: databaseUnreachable.title,
    sentence: databaseUnreachable.sentence,
    action: tryAgain,
  }),
  needs_reconnecting: ({ lastErrorCode }) => ({
    tone: "bad",
    title: "The shop has to be connected again",
    sentence: `${
      lastErrorCode === "deauthorized"
        ? "The seller has withdrawn this app's authorisation at TikTok"
        : "TikTok no longer accepts this shop's authorisation"
    }, so nothing new arrives until an owner or admin connects it again; all data is kept.`,
    action: reconnect,
  }),
  token_refused: () => ({
    tone: "bad",
    title: "The access token is refused",
    sentence:
      "TikTok refuses this shop's access token even after it was renewed; it takes an owner or admin to connect the shop again.",
    action: reconnect,
  }),
  scope_missing: ({ resource }) => ({
    tone: "bad",
    title: "A permission is missing",
    sentence: `The seller has not granted the permission to read ${nounOf(resource).many}; give the app that scope in TikTok's Partner Center, then connect the shop again.`,
    action: reconnect,
  }),
  app_secret_wrong: () => ({
    tone: "bad",
    title: "TikTok refuses our signature",
    sentence:
      "TikTok refuses our signature, most often because TIKTOK_APP_KEY or TIKTOK_APP_SECRET is wrong; correct them on the server, then try again.",
    action: tryAgain,
  }),
  clock_wrong: () => ({
    tone: "bad",
    title: "This server's clock is wrong",
    sentence:
      "This server's clock differs from TikTok's by minutes, so TikTok refuses its calls; set the clock (NTP), then try again.",
    action: tryAgain,
  }),
  database_full: () => ({
    tone: "bad",
    title: "The database is full",
    sentence:
      "The database takes no more writes because its disk is full or it was made read-only; give it room, and the sync goes on where it stood.",
    action: tryAgain,
  }),
  rate_limited: (evidence) => ({
    tone: "warn",
    title: "TikTok asks us to slow down",
    sentence: `TikTok asks us to slow down${waitWords(evidence)}; the sync then goes on by itself where it stood.`,
    action: tryAgain,
  }),
  tiktok_down: (evidence) => ({
    tone: "bad",
    title: explainErrorCode(evidence.lastErrorCode).title,
    sentence: `${explainErrorCode(evidence.lastErrorCode).sentence.replace(/\.$/, "")}; nothing is lost and the next try comes by itself ${nextTry(evidence)}.`,
    action: tryAgain,
  }),
  failing: (evidence) => ({
    tone: "bad",
    title: explainErrorCode(evidence.lastErrorCode).title,
    sentence: `${explainErrorCode(evidence.lastErrorCode).sentence.replace(/\.$/, "")}; what is stored stays as it was, and the next try comes by itself ${nextTry(evidence)}.`,
    action: { kind: "see_failed_runs", label: "See the failed runs" },
  }),
  looping: () => ({
    tone: "bad",
    title: "The sync does not get any further",
    sentence:
      "Several tries in a row ended where the one before had; what is stored is whole, and the run's page says where it stands.",
    action: { kind: "open_run", label: "Open the run" },
  }),
  stalled: (evidence) => ({
    tone: "warn",
    title: "Nobody works on an unfinished sync",
    sentence: `A sync is unfinished and nobody has worked on it since ${clock(lastWorkedOn(evidence), evidence)}, so the cron that should call each minute seems not to.`,
    action: { kind: "refresh", label: "Continue now" },
  }),
  cron_silent: (evidence) => ({
    tone: "warn",
    title: "The cron does not call",
    sentence: `No sync has begun by itself since ${clock(evidence.lastCronAt ?? evidence.cronDueSince ?? evidence.now, evidence)}, though one is due each hour: see that the cron of the host reaches this app.`,
    action: refresh,
  }),
  behind: (evidence) => ({
    tone: "warn",
    title: "The copy is behind",
    sentence: evidence.lastSyncTime
      ? `The last complete sync ended at ${clock(evidence.lastSyncTime, evidence)}; what has changed at TikTok since is not here yet.`
      : "No sync has been complete for more than two hours; what has changed at TikTok since is not here yet.",
    action: refresh,
  }),
  authorization_ends: ({ authorizationEndsAt }) => ({
    tone: "warn",
    title: "The authorisation ends soon",
    sentence: `TikTok's authorisation for this shop ends on ${formatDay((authorizationEndsAt ?? "").slice(0, 10))}; an owner or admin renews it by connecting the shop again.`,
    action: reconnect,
  }),
  count_not_proven: (evidence) => ({
    tone: "note",
    title: "The count is not proven",
    sentence: countSentence(evidence),
    action: { kind: "see_proof", label: "See the count" },
  }),
  set_aside: ({ setAside = 0, resource }) => ({
    tone: "note",
    title: "Some could not be read",
    sentence: `${formatCounted(setAside, nounOf(resource).one, nounOf(resource).many)} could not be read and ${setAside === 1 ? "is" : "are"} set aside; each is tried again whenever TikTok sends it.`,
    action: { kind: "see_aside", label: setAside === 1 ? "See it" : "See them" },
  }),
};

function waitWords(evidence: DoctorEvidence): string {
  const when = nextTry(evidence);
  return when.startsWith("at ") ? ` until ${when.slice(3)}` : " for a moment";
}

function lastWorkedOn({ run, now }: DoctorEvidence): string {
  return run?.lastAdvancedAt ?? run?.startedAt ?? now;
}

function countSentence({ count, resource }: DoctorEvidence): string {
  const { many } = nounOf(resource);
  if (count?.trust === "capped")
    return `TikTok's count of ${many} stops at ${formatCount(count.there)}, so completeness cannot be proven by counting; the days in doubt were read page by page.`;
  if (count?.trust === "unreliable")
    return `TikTok's counts of ${many} do not add up, so completeness cannot be proven by counting; the days in doubt were read page by page.`;
  return `The last count found ${formatCount(count?.here ?? 0)} ${many} here and ${formatCount(count?.there ?? 0)} at TikTok.`;
}
