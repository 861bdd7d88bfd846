import { finishAudit, type RunScope, recordCount, updateRun } from "@/db/mutations/sync-runs";
import { listCountedStatuses } from "@/db/queries/span-proofs";
import { getSyncedThrough } from "@/db/queries/sync-work";
import { overlapSec } from "./incremental";
import { reconcile } from "./reconcile";
import { proveRandomDays } from "./rollup-proof";
import type { RunContext, StepOutcome } from "./run-context";

/** One production user measured orders that appeared in TikTok's index up to 12.7 hours late. */
const trailingSec = 72 * 3_600;
const trailingLimits = { mostCalls: 80, mostTurns: 6 };
/** Records leave a span of `update_time` as they change; the last minutes are all coming and going. */
const unsettledSec = 900;
/** What is older than this no longer arrives by itself. */
const settledSec = 6 * 3_600;
const historyLimits = { mostCalls: 2_000, mostTurns: 30 };
const statusLimits = { mostCalls: 300, mostTurns: 30 };

/**
 * Counts what the copy claims to have against TikTok's own count, and mends what differs. After each hourly sync the
 * last 72 hours: by creation, which finds orders that were indexed late, and in turn by change, which finds changes that
 * were. Each night everything: the whole history, what is newer, each status, and our own figures against our own orders.
 */
export async function advanceAudit(context: RunContext): Promise<StepOutcome> {
  const { sync, run } = context;
  const { shopId } = sync.shop;
  const through = await getSyncedThrough(shopId, sync.resource.name);
  if (through !== null) {
    const throughSec = Math.floor(Date.parse(through) / 1000);
    const step = await count(context, run.scope ?? "trailing", throughSec);
    if (step !== "done") return step;
  }
  if (!(await sync.rollups.finish(sync.deadlineAtMs))) return "budget";
  await context.flushTraffic();
  // A wish for the whole history that came meanwhile has widened this run; then it goes on.
  return (await finishAudit(shopId, run.runId, run.scope)) ? "done" : "yield";
}

function count(context: RunContext, scope: RunScope, throughSec: number): Promise<StepOutcome> {
  if (scope === "history") return countHistory(context, throughSec);
  const isByChange = scope === "trailing_changes";
  const field = isByChange ? "update_time" : "create_time";
  const toSec = throughSec - (isByChange ? unsettledSec : overlapSec);
  return countSpan(context, { field, fromSec: throughSec - trailingSec, toSec }, trailingLimits);
}

type Phase = "verify" | "recent" | "statuses" | "rollups";
const phases: readonly Phase[] = ["verify", "recent", "statuses", "rollups"];

/** Each phase resumes where an earlier invocation left it. */
async function countHistory(context: RunContext, throughSec: number): Promise<StepOutcome> {
  const { run, sync } = context;
  const steps: Record<Phase, () => Promise<StepOutcome>> = {
    verify: () =>
      countSpan(
        context,
        { field: "create_time", fromSec: null, toSec: throughSec - settledSec },
        historyLimits,
      ),
    recent: () => {
      const [fromSec, toSec] = [throughSec - settledSec, throughSec - overlapSec];
      return mendSpan(context, { field: "create_time", fromSec, toSec }, trailingLimits);
    },
    statuses: () => countStatuses(context, throughSec),
    rollups: () => proveRandomDays(context),
  };
  const reached = phases.indexOf((run.phase ?? "verify") as Phase);
  for (const phase of phases.slice(Math.max(0, reached))) {
    await updateRun(sync.shop.shopId, run.runId, { phase });
    const step = await steps[phase]();
    if (step !== "done") return step;
  }
  return "done";
}

type CountedSpan = Parameters<typeof reconcile>[1];
type Limits = Parameters<typeof reconcile>[2];

async function countSpan(context: RunContext, span: CountedSpan, limits: Limits): Promise<StepOutcome> {
  const outcome = await reconcile(context, span, limits);
  if (outcome.step !== "done") return outcome.step;
  await recordCount(context.sync.shop.shopId, context.run.runId, outcome.result);
  return "done";
}

async function mendSpan(context: RunContext, span: CountedSpan, limits: Limits): Promise<StepOutcome> {
  return (await reconcile(context, span, limits)).step;
}

/**
 * A change that was missed leaves the number of records as it is, but not the number of each status. Counts that do not
 * add up say nothing about statuses either.
 */
async function countStatuses(context: RunContext, throughSec: number): Promise<StepOutcome> {
  const { countedStatuses = [] } = context.sync.resource;
  if (context.run.countTrust !== null && context.run.countTrust !== "reliable") return "done";
  const { shop } = context.sync;
  const counted = new Set(await listCountedStatuses(shop.shopId, context.run.runId));
  for (const recordStatus of countedStatuses.filter((status) => !counted.has(status))) {
    if (context.isOutOfTime) return "budget";
    const span = {
      field: "create_time" as const,
      fromSec: null,
      toSec: throughSec - overlapSec,
      recordStatus,
    };
    const step = await mendSpan(context, span, statusLimits);
    if (step !== "done") return step;
    if (context.isAskedToYield) return "yield";
  }
  return "done";
}
