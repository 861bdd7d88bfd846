import { getSql } from "@/db/client";
import type { ProofOutcome } from "@/db/mutations/span-proofs";
import { type CountTrust, countVerifyTry } from "@/db/mutations/sync-runs";
import { dropTasksOfRun } from "@/db/mutations/sync-tasks";
import { noteProof } from "./note-proof";
import type { RunContext, StepOutcome } from "./run-context";
import { type CheckedSpan, SpanCounts } from "./span-counts";
import { SpanMender } from "./span-mender";

export type ReconcileOptions = {
  /** Calls that one turn may spend; what is in doubt after them stays in doubt, and is said to be. */
  mostCalls: number;
  /** Turns that may run out of time over the repair; after them the count stands as it is. */
  mostTurns: number;
};

export type Reconciliation = {
  there: number | null;
  here: number;
  /** True only when the counts are equal and nothing speaks against TikTok's. */
  isProven: boolean;
  trust: CountTrust;
};

export type ReconcileOutcome =
  | { step: Exclude<StepOutcome, "done"> }
  | { step: "done"; result: Reconciliation };

/**
 * Compares TikTok's count of a span with ours and mends what differs: halved by time, one call a level, down to spans
 * worth reading again, whose records are stored and those that are gone asked for by id. Doubts are rows, so any later
 * turn goes on where this one stopped. Counts that do not add up, or that a read span contradicts, are recognised: what
 * is in doubt is then read page by page, and nothing is called proven. How it came out is kept in `span_proofs`.
 */
export async function reconcile(
  context: RunContext,
  span: CheckedSpan,
  options: ReconcileOptions,
): Promise<ReconcileOutcome> {
  const { shop, resource } = context.sync;
  const { runId } = context.run;
  const counts = new SpanCounts(context, options.mostCalls);
  const mender = new SpanMender(context, counts);
  const before = await counts.here(span);
  const mayRepair = (await countVerifyTry(shop.shopId, runId)) <= options.mostTurns;
  if (mayRepair) {
    const step = await mender.settle(span);
    if (step !== "done") return { step };
  }
  await dropTasksOfRun(getSql(), { shopId: shop.shopId, resource: resource.name, runId });
  const { there, here } = await counts.both(span);
  await context.flushTraffic();
  const trust = mender.trust ?? "reliable";
  const isProven = there === here && trust === "reliable" && !mender.hasFoundLies;
  await noteProof(context, span, {
    there,
    here,
    before,
    outcome: outcomeOf(span, { there, here, before }, mender),
  });
  return { step: "done", result: { there, here, isProven, trust } };
}

function outcomeOf(
  { field, recordStatus }: CheckedSpan,
  { there, here, before }: { there: number | null; here: number; before: number },
  mender: SpanMender,
): ProofOutcome {
  if (mender.trust !== null && mender.trust !== "reliable") return "unreliable";
  if (mender.hasFoundLies) return "unreliable";
  if (there === here) return mender.hasMended || before !== here ? "mended" : "proven";
  return field === "update_time" || recordStatus ? "moving" : "mismatch";
}
