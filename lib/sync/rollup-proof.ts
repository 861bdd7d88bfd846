import { proveRollups } from "@/db/mutations/rollup-proof";
import { recordRollupProof } from "@/db/mutations/sync-runs";
import { log } from "@/lib/log";
import type { RunContext, StepOutcome } from "./run-context";

/** Thirty random days a night: of 14 months each is looked at every other week. */
const daysEachNight = 30;

/** Compares the figures of random days with the orders they stand for; a day that differs is right afterwards. */
export async function proveRandomDays(context: RunContext): Promise<StepOutcome> {
  const { shop, rollups, deadlineAtMs } = context.sync;
  if (!(await rollups.finish(deadlineAtMs))) return "budget";
  let checked = 0;
  const differing = await proveRollups(shop.shopId, {
    isDryRun: false,
    runId: context.run.runId,
    sampleDays: daysEachNight,
    onProgress: (_done, total) => {
      checked = total;
    },
  });
  const mended = Math.max(0, ...Object.values(differing));
  if (mended > 0)
    log.warn({ shopId: shop.shopId, runId: context.run.runId, differing }, "figures were wrong");
  await recordRollupProof(shop.shopId, context.run.runId, { checked, mended });
  return "done";
}
