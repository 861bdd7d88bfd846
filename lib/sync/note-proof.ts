import { appendProof, type ProofOutcome } from "@/db/mutations/span-proofs";
import type { RunContext } from "./run-context";
import type { CheckedSpan } from "./span-counts";

/** Keeps how the comparison of a span came out. */
export async function noteProof(
  context: RunContext,
  { field, fromSec, toSec, recordStatus }: CheckedSpan,
  found: { there: number | null; here: number; before: number; outcome: ProofOutcome },
): Promise<void> {
  const { shop, resource, now } = context.sync;
  await appendProof({
    shopId: shop.shopId,
    resource: resource.name,
    runId: context.run.runId,
    field,
    recordStatus: recordStatus ?? null,
    fromSec,
    toSec,
    ...found,
    checkedAtIso: new Date(now()).toISOString(),
  });
}
