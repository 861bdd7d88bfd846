import { finishRepairRun } from "@/db/mutations/sync-runs";
import { nextSpanTask, replaceSpanTask, type SpanTask } from "@/db/mutations/sync-tasks";
import { noteProof } from "./note-proof";
import { readSpan } from "./read-span";
import { readRecords } from "./records";
import type { RunContext, StepOutcome } from "./run-context";
import { SpanCounts } from "./span-counts";

/** Reads again what was asked for: notified and unconfirmed records by id, and whole spans that somebody doubts. */
export async function advanceRepair(context: RunContext): Promise<StepOutcome> {
  const { sync, run } = context;
  const { shopId } = sync.shop;
  const place = { shopId, resource: sync.resource.name, runId: null };
  for (;;) {
    const outcome = await readRecords(context, null);
    if (outcome !== "done") return outcome;
    const span = await nextSpanTask(place);
    if (span) {
      const step = await checkSpan(context, span);
      if (step !== "done") return step;
      await replaceSpanTask(place, span.taskId, []);
      continue;
    }
    if (!(await sync.rollups.finish(sync.deadlineAtMs))) return "budget";
    await context.flushTraffic();
    if (await finishRepairRun(shopId, sync.resource.name, run.runId)) return "done";
  }
}

/**
 * A span that a person doubts is read whole, even when its counts are equal: a count shows what is missing, not what is
 * wrong.
 */
async function checkSpan(context: RunContext, span: SpanTask): Promise<StepOutcome> {
  if (context.isOutOfTime) return "budget";
  const counts = new SpanCounts(context, Number.POSITIVE_INFINITY);
  const before = await counts.here(span);
  const read = await readSpan(context, span, Number.POSITIVE_INFINITY);
  if (read.outcome !== "done") return read.outcome;
  const outcome = await readRecords(context, context.run.runId);
  if (outcome !== "done") return outcome;
  const { there, here } = await counts.both(span);
  const isEqual = there === here;
  const isLie = read.records !== there;
  const verdict = isEqual ? (before === here ? "proven" : "mended") : isLie ? "unreliable" : "mismatch";
  await noteProof(context, span, { there, here, before, outcome: verdict });
  return "done";
}
