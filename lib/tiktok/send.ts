import type { RawAnswer } from "./classify";
import { TikTokApiError } from "./errors";
import { signRequest } from "./sign";

export type HttpFetch = typeof fetch;

export type Outgoing = {
  baseUrl: string;
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  query: Record<string, string>;
  /** Sent and signed as this very text; never an empty object. */
  body?: string | undefined;
  headers?: Record<string, string>;
  deadlineMs: number;
};

/** Adds `app_key`, `timestamp` and `sign`; the same text is signed and sent. */
export function signOutgoing(
  outgoing: Outgoing,
  app: { appKey: string; appSecret: string },
  timestampSec: number,
): Outgoing {
  const query = { ...outgoing.query, app_key: app.appKey, timestamp: String(timestampSec) };
  const contentType = "application/json";
  const { path, body } = outgoing;
  const sign = signRequest({ appSecret: app.appSecret, path, query, body, contentType });
  return {
    ...outgoing,
    query: { ...query, sign },
    headers: { ...outgoing.headers, "content-type": contentType },
  };
}

/**
 * One HTTP exchange, the body included, within a deadline. Redirects are refused: a token must not travel.
 * @throws TikTokApiError `timeout` or `network`.
 */
export async function send(outgoing: Outgoing, httpFetch: HttpFetch): Promise<RawAnswer> {
  const url = new URL(outgoing.path, outgoing.baseUrl);
  for (const [key, value] of Object.entries(outgoing.query)) url.searchParams.set(key, value);
  const signal = AbortSignal.timeout(outgoing.deadlineMs);
  try {
    const response = await httpFetch(url, {
      method: outgoing.method,
      headers: outgoing.headers ?? {},
      body: outgoing.body ?? null,
      signal,
      redirect: "error",
      cache: "no-store",
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    const facts = { endpoint: outgoing.path };
    if (signal.aborted) {
      throw new TikTokApiError(
        "timeout",
        `TikTok did not answer within ${outgoing.deadlineMs} ms.`,
        facts,
        cause,
      );
    }
    throw new TikTokApiError("network", "The connection to TikTok failed.", facts, cause);
  }
}

/**
 * Our clock, mended by TikTok's `Date` header once TikTok has refused a timestamp. Signatures are accepted from 300 s
 * before to 30 s after TikTok's time; a header is believed only after such a refusal.
 */
export class ServerClock {
  private offsetMs = 0;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** @returns true when the refusal taught us another time, so that signing again makes sense. */
  learnFromRefusal(serverTimeSec: number | undefined): boolean {
    if (serverTimeSec === undefined) return false;
    const before = this.offsetMs;
    this.offsetMs = serverTimeSec * 1000 + 500 - this.now();
    return Math.abs(this.offsetMs - before) > 2_000;
  }

  nowSec(): number {
    return Math.floor((this.now() + this.offsetMs) / 1000);
  }
}
