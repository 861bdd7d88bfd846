import { finishRun } from "@/db/mutations/sync-runs";
import { getSyncedThrough } from "@/db/queries/sync-work";
import { overlapSec } from "./incremental";
import { reconcile } from "./reconcile";
import type { RunContext, StepOutcome } from "./run-context";

/** One production user measured orders that appeared in TikTok's index up to 12.7 hours late. */
const trailingSec = 72 * 3_600;
const trailingCalls = 80;
const turnsAllowed = 6;
/** Records leave a span of `update_time` as they change; the last minutes are all coming and going. */
const unsettledSec = 900;

/**
 * Counts what the copy claims to have against TikTok's own count, and mends what differs. After each hourly sync the
 * last 72 hours: by creation, which finds orders that were indexed late, and in turn by change, which finds changes that
 * were.
 */
export async function advanceAudit(context: RunContext): Promise<StepOutcome> {
  const { sync, run } = context;
  const { shopId } = sync.shop;
  const through = await getSyncedThrough(shopId, sync.resource.name);
  if (through !== null) {
    const outcome = await reconcileTrailing(context, Math.floor(Date.parse(through) / 1000));
    if (outcome !== "done") return outcome;
  }
  if (!(await sync.rollups.finish(sync.deadlineAtMs))) return "budget";
  await context.flushTraffic();
  await finishRun(shopId, run.runId, { outcome: "succeeded" });
  return "done";
}

function reconcileTrailing(context: RunContext, throughSec: number): Promise<StepOutcome> {
  const isByChange = context.run.scope === "trailing_changes";
  const toSec = throughSec - (isByChange ? unsettledSec : overlapSec);
  return reconcile(
    context,
    { field: isByChange ? "update_time" : "create_time", fromSec: throughSec - trailingSec, toSec },
    { mostCalls: trailingCalls, mostTurns: turnsAllowed, isOneSided: isByChange },
  );
}
