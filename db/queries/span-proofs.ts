import "server-only";
import { getSql } from "../client";
import { toIso } from "../instants";
import type { ProofOutcome } from "../mutations/span-proofs";

export type SpanProof = {
  runId: string;
  /** Unix seconds; null is the beginning of the shop. */
  fromSec: number | null;
  toSec: number;
  there: number | null;
  here: number;
  /** What we had before anything was mended. */
  before: number;
  outcome: ProofOutcome;
  checkedAt: string;
};

type Row = Omit<SpanProof, "fromSec" | "toSec"> & { fromSec: string | null; toSec: string };

/** The newest comparisons by creation that touch a span of Unix seconds, newest first: what a calendar of days is drawn from. */
export async function listSpanProofs(
  input: { shopId: string; resource?: string; fromSec: number; toSec: number },
  limit = 2_000,
): Promise<SpanProof[]> {
  const { shopId, resource = "orders", fromSec, toSec } = input;
  const rows = await getSql()<Row[]>`
    select run_id as "runId", from_sec as "fromSec", to_sec as "toSec", counted_there as there,
      counted_here as here, counted_before as before, outcome, checked_at as "checkedAt"
    from span_proofs
    where shop_id = ${shopId} and resource = ${resource} and field = 'create_time' and record_status is null
      and to_sec > ${fromSec} and coalesce(from_sec, 0) < ${toSec}
    order by checked_at desc, proof_id desc
    limit ${limit}`;
  return rows.map(toProof);
}

/** All comparisons of one run, as they were made; statuses and changes included. */
export async function listProofsOfRun(input: {
  shopId: string;
  runId: string;
}): Promise<(SpanProof & { field: string; recordStatus: string | null })[]> {
  const rows = await getSql()<(Row & { field: string; recordStatus: string | null })[]>`
    select run_id as "runId", field, record_status as "recordStatus", from_sec as "fromSec", to_sec as "toSec",
      counted_there as there, counted_here as here, counted_before as before, outcome, checked_at as "checkedAt"
    from span_proofs
    where shop_id = ${input.shopId} and run_id = ${input.runId}
    order by proof_id
    limit 1000`;
  return rows.map((row) => ({ ...toProof(row), field: row.field, recordStatus: row.recordStatus }));
}

/** Statuses that a run has counted from the beginning on. */
export async function listCountedStatuses(shopId: string, runId: string): Promise<string[]> {
  const rows = await getSql()<{ status: string }[]>`
    select record_status as status from span_proofs
    where shop_id = ${shopId} and run_id = ${runId} and record_status is not null and from_sec is null`;
  return rows.map(({ status }) => status);
}

/** The newest comparison of everything from the beginning on; null when there was none. */
export async function getHistoryProof(input: {
  shopId: string;
  resource?: string;
}): Promise<SpanProof | null> {
  const [row] = await getSql()<Row[]>`
    select run_id as "runId", from_sec as "fromSec", to_sec as "toSec", counted_there as there,
      counted_here as here, counted_before as before, outcome, checked_at as "checkedAt"
    from span_proofs
    where shop_id = ${input.shopId} and resource = ${input.resource ?? "orders"} and field = 'create_time'
      and record_status is null and from_sec is null
    order by checked_at desc, proof_id desc
    limit 1`;
  return row ? toProof(row) : null;
}

function toProof(row: Row): SpanProof {
  return {
    runId: row.runId,
    fromSec: row.fromSec === null ? null : Number(row.fromSec),
    toSec: Number(row.toSec),
    there: row.there,
    here: row.here,
    before: row.before,
    outcome: row.outcome,
    checkedAt: toIso(row.checkedAt),
  };
}
