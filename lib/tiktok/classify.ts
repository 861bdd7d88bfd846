import { z } from "zod";
import { TikTokApiError, type TikTokErrorFacts, type TikTokFailure } from "./errors";

/** A raw answer: status, headers and the whole text. */
export type RawAnswer = { status: number; headers: Headers; text: string };

const envelopeSchema = z.looseObject({
  code: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]),
  message: z.string().nullish(),
  request_id: z.string().nullish(),
  data: z.unknown().optional(),
});

const failureByCode: Record<number, TikTokFailure> = {
  36009002: "rate_limited",
  36009003: "server_error",
  36009007: "server_error",
  36009009: "endpoint_unknown",
  36009010: "endpoint_unknown",
  36009014: "endpoint_unknown",
  105001: "token_expired",
  105002: "token_expired",
  105003: "token_expired",
  105005: "scope_missing",
  106001: "bad_signature",
  10037002: "server_error",
  10037003: "server_error",
  10037004: "server_error",
  36004001: "reconnect_required",
  36004004: "reconnect_required",
  36004005: "reconnect_required",
};

/** `Retry-After` in milliseconds: delta seconds or an HTTP date; undefined when absent or unreadable. */
export function readRetryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - nowMs);
}

/** The `Date` header in Unix seconds: TikTok's own clock. */
export function readServerTimeSec(headers: Headers): number | undefined {
  const value = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(value) ? undefined : Math.floor(value / 1000);
}

/**
 * The `data` of a successful answer (HTTP 200 and `code` 0).
 * @throws TikTokApiError for everything else, classified by HTTP status and TikTok's code.
 */
export function unwrapAnswer(answer: RawAnswer, endpoint: string, nowMs: number): unknown {
  const facts: TikTokErrorFacts = {
    endpoint,
    httpStatus: answer.status,
    retryAfterMs: readRetryAfterMs(answer.headers, nowMs),
    serverTimeSec: readServerTimeSec(answer.headers),
  };
  const envelope = parseEnvelope(answer.text);
  if (!envelope) throw withoutEnvelope(answer, facts);
  facts.apiCode = envelope.code;
  facts.requestId = envelope.request_id ?? undefined;
  if (envelope.code === 0 && answer.status >= 200 && answer.status < 300) return envelope.data;
  const failure = classify(answer.status, envelope.code, envelope.message ?? "");
  throw new TikTokApiError(
    failure,
    `TikTok answered ${envelope.code}: ${safeMessage(envelope.message)}`,
    facts,
  );
}

function parseEnvelope(text: string): z.infer<typeof envelopeSchema> | null {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const parsed = envelopeSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

/** PostgreSQL's text knows no NUL and its jsonb no half of a surrogate pair: both are mended where they enter. */
function parseJson(text: string): unknown {
  if (!/\\u(0000|d[89a-f])/i.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === "string") return storable(value);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), item]));
  });
}

function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

function withoutEnvelope(answer: RawAnswer, facts: TikTokErrorFacts): TikTokApiError {
  const failure = classifyStatus(answer.status) ?? "bad_response";
  const what = answer.text.length === 0 ? "an empty answer" : "an answer that is not its JSON envelope";
  return new TikTokApiError(failure, `TikTok sent ${what} (HTTP ${answer.status}).`, facts);
}

function classifyStatus(status: number): TikTokFailure | null {
  if (status === 429) return "rate_limited";
  if (status === 503) return "overloaded";
  if (status === 408 || status === 504) return "timeout";
  if (status === 404) return "endpoint_unknown";
  return status >= 500 ? "server_error" : null;
}

function classify(status: number, code: number, message: string): TikTokFailure {
  if (status === 429) return "rate_limited";
  if (status === 503) return "overloaded";
  const known = failureByCode[code];
  if (known) return known;
  // 36009004 covers many causes; only the message tells them apart (fact sheet of the API, "Errors").
  if (code === 36009004 && /timestamp/i.test(message)) return "clock_skew";
  if (code === 36009004 && /access.?token/i.test(message)) return "token_expired";
  if (code === 36009004 && /signature|sign\b/i.test(message)) return "bad_signature";
  const byStatus = classifyStatus(status);
  if (byStatus) return byStatus;
  if (status === 401 && /expired/i.test(message)) return "token_expired";
  return code === 0 ? "bad_response" : "refused";
}

/** TikTok's sentence without the help link it may end with. */
function safeMessage(message: string | null | undefined): string {
  return (message ?? "no message")
    .replace(/https?:\/\/\S+/g, "")
    .slice(0, 300)
    .trim();
}
