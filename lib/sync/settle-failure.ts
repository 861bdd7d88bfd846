import { recordFailure } from "@/db/mutations/sync-metadata";
import { finishRun, pauseRun } from "@/db/mutations/sync-runs";
import { AppError, isDatabaseFull, isDatabaseUnavailable } from "@/lib/errors";
import { log } from "@/lib/log";
import { SyncLeaseLostError } from "@/lib/sync-errors";
import { TikTokApiError } from "@/lib/tiktok/errors";
import type { StopReason } from "./report";
import type { RunContext } from "./run-context";

/** What TikTok does not offer this app here; nothing heals it but a seller's consent or a new version. */
const unavailable = new Set(["scope_missing", "endpoint_unknown"]);
const unavailableWaitSec = 86_400;

export type SettledFailure = { stopReason: StopReason; errorCode: string };

/**
 * Writes down why a run stopped. What is stored stays; a full run waits to be resumed, an incremental one has failed
 * and the next one begins at the same cursor.
 * @throws the error itself when the database cannot be reached, for then nothing can be written down.
 */
export async function settleFailure(context: RunContext, error: unknown): Promise<SettledFailure> {
  if (error instanceof SyncLeaseLostError) return { stopReason: "busy", errorCode: error.code };
  if (isDatabaseUnavailable(error)) throw error;
  const { sync, run } = context;
  const { shopId } = sync.shop;
  const errorCode = codeOf(error);
  const errorDetail = error instanceof AppError ? error.message.slice(0, 500) : "See the log.";
  const facts = error instanceof TikTokApiError ? error.facts : {};
  log.error({ err: error, kind: run.kind, tiktok: facts }, "sync stopped");
  await context.flushTraffic();
  const isRateLimit = errorCode === "rate_limited" || errorCode === "overloaded";
  const needsReconnect = errorCode === "reconnect_required";
  const retryAfterMs = error instanceof TikTokApiError ? error.facts.retryAfterMs : undefined;
  const isUnavailable = sync.resource.scope !== undefined && unavailable.has(errorCode);
  const askedSec = retryAfterMs === undefined ? null : Math.min(3_600, retryAfterMs / 1000);
  const retryAfterSec = isUnavailable ? unavailableWaitSec : askedSec;
  await recordFailure({ shopId, resource: sync.resource.name }, { errorCode, retryAfterSec, needsReconnect });
  const stopReason: StopReason = isRateLimit ? "rate_limited" : "error";
  if (isRateLimit || (run.kind === "full" && !isUnavailable))
    await pauseRun(shopId, run.runId, { stopReason, errorCode, errorDetail });
  else await finishRun(shopId, run.runId, { outcome: "failed", errorCode, errorDetail });
  return { stopReason, errorCode };
}

function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return isDatabaseFull(error) ? "database_full" : "internal";
}
