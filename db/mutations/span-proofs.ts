import "server-only";
import { getSql } from "../client";

export type ProofOutcome = "proven" | "mended" | "mismatch" | "unreliable" | "moving";

export type NewProof = {
  shopId: string;
  resource: string;
  runId: string;
  field: "create_time" | "update_time";
  recordStatus: string | null;
  fromSec: number | null;
  toSec: number;
  there: number | null;
  here: number;
  before: number;
  outcome: ProofOutcome;
  checkedAtIso: string;
};

/** Notes how a comparison came out. */
export async function appendProof(proof: NewProof): Promise<void> {
  await getSql()`
    insert into span_proofs (shop_id, resource, run_id, field, record_status, from_sec, to_sec, counted_there,
      counted_here, counted_before, outcome, checked_at)
    values (${proof.shopId}, ${proof.resource}, ${proof.runId}, ${proof.field}, ${proof.recordStatus},
      ${proof.fromSec}, ${proof.toSec}, ${proof.there}, ${proof.here}, ${proof.before}, ${proof.outcome},
      ${proof.checkedAtIso})`;
}
