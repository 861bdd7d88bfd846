import { AppError } from "@/lib/errors";

/** Why a call failed, in our terms; stored as `error_code` and explained by `lib/sync-messages.ts`. */
export type TikTokFailure =
  | "rate_limited"
  | "overloaded"
  | "network"
  | "timeout"
  | "server_error"
  | "bad_response"
  | "token_expired"
  | "reconnect_required"
  | "scope_missing"
  | "bad_signature"
  | "clock_skew"
  | "endpoint_unknown"
  | "refused";

const healing = new Set<TikTokFailure>([
  "rate_limited",
  "overloaded",
  "network",
  "timeout",
  "server_error",
  "bad_response",
]);

export type TikTokErrorFacts = {
  endpoint: string;
  httpStatus?: number | undefined;
  /** TikTok's own `code`, such as 36009004. */
  apiCode?: number | undefined;
  /** TikTok's `request_id`, which its support asks for. */
  requestId?: string | undefined;
  /** How long TikTok wants us to wait, from `Retry-After`. */
  retryAfterMs?: number | undefined;
  /** TikTok's `Date` header in Unix seconds, to mend our clock by. */
  serverTimeSec?: number | undefined;
};

/** A call to TikTok that did not succeed. `retryable` is true when the same call may well succeed later. */
export class TikTokApiError extends AppError {
  declare readonly code: TikTokFailure;
  readonly facts: TikTokErrorFacts;

  constructor(code: TikTokFailure, message: string, facts: TikTokErrorFacts, cause?: unknown) {
    super(code, message, { cause, retryable: healing.has(code) });
    this.facts = facts;
  }
}
