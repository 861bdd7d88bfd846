import { finishRepairRun } from "@/db/mutations/sync-runs";
import { readRecords } from "./records";
import type { RunContext, StepOutcome } from "./run-context";

/** Reads again what was asked for by id: notifications, open records that were not confirmed lately, people's doubts. */
export async function advanceRepair(context: RunContext): Promise<StepOutcome> {
  const { sync, run } = context;
  const { shopId } = sync.shop;
  for (;;) {
    const outcome = await readRecords(context, null);
    if (outcome !== "done") return outcome;
    if (!(await sync.rollups.finish(sync.deadlineAtMs))) return "budget";
    await context.flushTraffic();
    if (await finishRepairRun(shopId, sync.resource.name, run.runId)) return "done";
  }
}
