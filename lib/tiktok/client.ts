import { inSpan } from "@/lib/tracing";
import { type RawAnswer, unwrapAnswer } from "./classify";
import { TikTokApiError } from "./errors";
import { type AdaptiveLimiter, type CallPriority, NoTurnInTime, type Turn } from "./limiter";
import { type HttpFetch, type Outgoing, ServerClock, send, signOutgoing } from "./send";

export type TikTokApp = {
  appKey: string;
  appSecret: string;
  apiUrl: string;
  authUrl: string;
};

/** Where an access token comes from and how a refused one is replaced; the token store lives with the sync. */
export type TokenSource = {
  current(): Promise<string>;
  /** @throws TikTokApiError `reconnect_required` when TikTok refuses to renew it. */
  renew(refused: string): Promise<string>;
};

export type CallContext = {
  tokens: TokenSource;
  limiter: AdaptiveLimiter;
  priority: CallPriority;
  /** No wait ends after this (epoch ms); an attempt that has begun has its own deadline. */
  deadlineAtMs: number;
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
  /** Waited for before each slice of heavy work, such as reading a page of 350 kB; nothing by default. */
  takeTurn?: (() => Promise<void>) | undefined;
};

export type AttemptEvent =
  | { type: "sent" }
  | { type: "retry"; failure: string; waitMs: number; attempt: number };

export type SignedCall = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  query: Record<string, string>;
  body?: string | undefined;
};

/** What a call brought: its `data`, and TikTok's clock (Unix seconds) as it was when the call was sent, at the latest. */
export type CallResult = { data: unknown; serverTimeSec: number | null };

export type ClientParts = {
  fetch?: HttpFetch;
  now?: () => number;
  sleep?: (ms: number) => Promise<void>;
  random?: () => number;
};

const longestCallMs = 20_000;
const shortestCallMs = 5_000;
const maxAttempts = 6;
const firstBackoffMs = 1_000;
const longestBackoffMs = 60_000;

/**
 * Signs, sends with a deadline, classifies and retries. Every attempt is signed anew. Retried: network faults,
 * time-outs, 429, 5xx and TikTok's internal errors; an expired token is renewed once, a refused timestamp re-signed
 * once with TikTok's clock. Nothing else retries on top of this.
 */
export class TikTokClient {
  readonly app: TikTokApp;
  private readonly httpFetch: HttpFetch;
  private readonly now: () => number;
  private readonly sleep: (ms: number) => Promise<void>;
  private readonly random: () => number;
  private readonly clock: ServerClock;

  constructor(app: TikTokApp, parts: ClientParts = {}) {
    this.app = app;
    this.httpFetch = parts.fetch ?? fetch;
    this.now = parts.now ?? Date.now;
    this.sleep = parts.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
    this.random = parts.random ?? Math.random;
    this.clock = new ServerClock(this.now);
  }

  /** @throws TikTokApiError */
  async call(call: SignedCall, context: CallContext): Promise<CallResult> {
    let token = await context.tokens.current();
    let hasRenewed = false;
    let hasMendedClock = false;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(call, token, context);
      } catch (error) {
        if (!(error instanceof TikTokApiError)) throw error;
        if (error.code === "token_expired" && !hasRenewed) {
          hasRenewed = true;
          token = await context.tokens.renew(token);
        } else if (error.code === "clock_skew" && !hasMendedClock) {
          hasMendedClock = true;
          if (!this.clock.learnFromRefusal(error.facts.serverTimeSec)) throw error;
        } else {
          await this.waitBeforeRetry(error, attempt, context);
        }
      }
    }
  }

  /** An unsigned call to the authorisation host: token exchange and refresh. Not retried here. */
  async callAuth(path: string, query: Record<string, string>, deadlineMs = longestCallMs): Promise<unknown> {
    const outgoing: Outgoing = { baseUrl: this.app.authUrl, method: "GET", path, query, deadlineMs };
    return unwrapAnswer(await send(outgoing, this.httpFetch), path, this.now());
  }

  private async attempt(call: SignedCall, token: string, context: CallContext): Promise<CallResult> {
    const { limiter } = context;
    const turn = await this.takeTurn(call, context);
    try {
      const base = { baseUrl: this.app.apiUrl, deadlineMs: this.callDeadlineMs(context) };
      const headers = { "x-tts-access-token": token };
      const outgoing = signOutgoing({ ...call, ...base, headers }, this.app, this.clock.nowSec());
      context.onAttempt?.({ type: "sent" });
      const answer = await this.sendTraced(outgoing);
      const serverTimeSec = this.timeOfSending(answer.headers, turn.startedAtMs);
      await context.takeTurn?.();
      const data = unwrapAnswer(answer, call.path, this.now());
      limiter.succeeded(turn);
      return { data, serverTimeSec };
    } catch (error) {
      const isRefusal =
        error instanceof TikTokApiError && (error.code === "rate_limited" || error.code === "overloaded");
      if (isRefusal) limiter.refused(turn, error.facts.retryAfterMs);
      else limiter.ended();
      throw error;
    }
  }

  private sendTraced(outgoing: Outgoing): Promise<RawAnswer> {
    const facts = { "http.request.method": outgoing.method, "url.path": outgoing.path };
    return inSpan(`TikTok ${outgoing.method} ${outgoing.path}`, facts, async (note) => {
      const answer = await send(outgoing, this.httpFetch);
      note({ "http.response.status_code": answer.status });
      return answer;
    });
  }

  private async takeTurn(call: SignedCall, { limiter, priority, deadlineAtMs }: CallContext): Promise<Turn> {
    try {
      return await limiter.acquire(priority, deadlineAtMs);
    } catch (error) {
      if (!(error instanceof NoTurnInTime)) throw error;
      const facts = { endpoint: call.path, retryAfterMs: error.waitMs };
      throw new TikTokApiError(
        "rate_limited",
        "TikTok asked for a longer pause than there is time.",
        facts,
        error,
      );
    }
  }

  /** An invocation may run over its budget by a call's patience only, and a silent server must not make that long. */
  private callDeadlineMs({ deadlineAtMs }: CallContext): number {
    return Math.round(Math.min(longestCallMs, Math.max(shortestCallMs, deadlineAtMs - this.now())));
  }

  /** The `Date` header tells when the answer was made; what it shows may be as old as the question. */
  private timeOfSending(headers: Headers, startedAtMs: number): number | null {
    const value = Date.parse(headers.get("date") ?? "");
    if (Number.isNaN(value)) return null;
    return Math.floor((value - Math.max(0, this.now() - startedAtMs)) / 1000);
  }

  private async waitBeforeRetry(error: TikTokApiError, attempt: number, context: CallContext): Promise<void> {
    if (!error.retryable || attempt >= maxAttempts) throw error;
    const backoffMs = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1));
    const waitMs = error.facts.retryAfterMs ?? backoffMs * (0.5 + this.random() / 2);
    if (this.now() + waitMs >= context.deadlineAtMs) throw error;
    context.onAttempt?.({ type: "retry", failure: error.code, waitMs, attempt });
    await this.sleep(waitMs);
  }
}
