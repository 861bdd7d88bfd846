export type ErrorExplanation = { title: string; sentence: string; action: string };

const retryAction = "Nothing to do: the next try comes by itself. Refresh tries at once.";

const explanations: Record<string, ErrorExplanation> = {
  rate_limited: {
    title: "TikTok asks us to slow down",
    sentence: "TikTok limits how often it may be asked, and that limit was reached.",
    action: retryAction,
  },
  overloaded: {
    title: "TikTok is overloaded",
    sentence: "TikTok protects itself from overload and refused the call.",
    action: retryAction,
  },
  network: {
    title: "TikTok cannot be reached",
    sentence: "The connection to TikTok failed before an answer came.",
    action: `${retryAction} If it lasts, check this server's network.`,
  },
  timeout: {
    title: "TikTok does not answer in time",
    sentence: "TikTok took longer than the deadline of a call.",
    action: retryAction,
  },
  server_error: {
    title: "TikTok has an internal error",
    sentence: "TikTok answered with an internal error several times in a row.",
    action: retryAction,
  },
  bad_response: {
    title: "TikTok answered something unreadable",
    sentence: "TikTok's answer was not what its documentation promises, so nothing of it was used.",
    action: retryAction,
  },
  token_expired: {
    title: "The access token is refused",
    sentence: "TikTok refuses this shop's access token even after it was renewed.",
    action: "Connect the shop again.",
  },
  reconnect_required: {
    title: "The shop has to be connected again",
    sentence: "TikTok no longer accepts this shop's authorisation.",
    action: "An owner or admin connects the shop again. All data is kept.",
  },
  deauthorized: {
    title: "The authorisation was withdrawn",
    sentence: "The seller has withdrawn this app's authorisation at TikTok.",
    action: "An owner or admin connects the shop again. All data is kept.",
  },
  scope_missing: {
    title: "A permission is missing",
    sentence: "The seller has not granted the permission this needs.",
    action: "Check the app's scopes in Partner Center, then connect the shop again.",
  },
  bad_signature: {
    title: "TikTok refuses our signature",
    sentence: "The signature of a call was refused, most often because the app secret is wrong.",
    action: "Check TIKTOK_APP_KEY and TIKTOK_APP_SECRET.",
  },
  clock_skew: {
    title: "This server's clock is wrong",
    sentence: "TikTok refuses calls whose time differs from its own by minutes.",
    action: "Set this server's clock (NTP).",
  },
  endpoint_unknown: {
    title: "TikTok does not offer this here",
    sentence: "TikTok does not know this call, or no longer in the version that this app uses.",
    action: "Update this app if a newer version is out; the next try comes by itself.",
  },
  refused: {
    title: "TikTok refused the call",
    sentence: "TikTok refused the call and says that trying again will not help.",
    action: "The log names TikTok's code and request id; TikTok's support needs both.",
  },
  no_progress: {
    title: "TikTok repeats the same page",
    sentence: "TikTok keeps answering with a page that was read already, so the sync cannot get on.",
    action: retryAction,
  },
  looping: {
    title: "The sync does not get any further",
    sentence: "Several tries in a row ended where the one before had.",
    action: 'Give the sync more time (SYNC_BUDGET_SECONDS), or see the runbook under "Looping".',
  },
  database_unavailable: {
    title: "The database does not answer",
    sentence: "The database could not be reached.",
    action: "Check the database. The sync goes on by itself once it is back.",
  },
  database_full: {
    title: "The database takes no more writes",
    sentence: "The database is full, or was made read-only.",
    action: "Give it room. The sync goes on where it stood, by itself.",
  },
  internal: {
    title: "A fault in this app",
    sentence: "Something went wrong in this app.",
    action: "The log has the details under the run's id.",
  },
};

const unknown: ErrorExplanation = {
  title: "The sync stopped",
  sentence: "The sync stopped for a reason that has no name yet.",
  action: "The log has the details under the run's id.",
};

/** Plain words for a code of `sync_runs.error_code` and `sync_metadata.last_error_code`. */
export function explainErrorCode(code: string | null): ErrorExplanation {
  // The code may come out of an address: `constructor` is on every object and explains nothing.
  return (code !== null && Object.hasOwn(explanations, code) ? explanations[code] : null) ?? unknown;
}

/** Why a run stopped, in words for the run history. */
export function describeStopReason(reason: string | null, errorCode: string | null): string {
  switch (reason) {
    case "done":
      return "Complete";
    case "budget":
      return "Paused, goes on within a minute";
    case "busy":
      return "Another worker was at it";
    case "rate_limited":
      return "Paused: TikTok asks us to slow down";
    case "cancelled":
      return "Cancelled";
    case "error":
      return explainErrorCode(errorCode).title;
    default:
      return "Under way";
  }
}
