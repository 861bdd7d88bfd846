import "server-only";
import { getSql } from "../client";
import { toIso } from "../instants";

/** Two counts of the same span of creation: TikTok's and ours. */
export type CountProof = {
  runId: string;
  countedThere: number;
  countedHere: number;
  isProven: boolean;
  /** Whether TikTok's counts add up; null for runs from before that was asked. */
  trust: "reliable" | "capped" | "unreliable" | null;
  countedAt: string;
  /** Orders created before this instant were counted; null for runs from before that was kept. */
  countedUntil: string | null;
};
export type CountProofs = {
  /** Of everything there is. */
  whole: CountProof | null;
  /** Of the last 72 hours. */
  trailing: CountProof | null;
};

/** The newest counts of a shop's orders; null before the first one ends. */
export async function getCountProofs({ shopId }: { shopId: string }): Promise<CountProofs> {
  const rows = await getSql()<(CountProof & { isWhole: boolean })[]>`
    select p.* from (values (true), (false)) as wanted(is_whole)
    cross join lateral (
      select wanted.is_whole as "isWhole", id as "runId", counted_there as "countedThere",
        counted_here as "countedHere", coalesce(is_count_proven, false) as "isProven", count_trust as trust,
        coalesce(finished_at, last_advanced_at, started_at) as "countedAt",
        (select to_timestamp(max(to_sec)) from span_proofs s
         where s.shop_id = r.shop_id and s.run_id = r.id and s.field = 'create_time' and s.record_status is null
           and s.from_sec is null) as "countedUntil"
      from sync_runs r
      where shop_id = ${shopId} and resource = 'orders' and counted_there is not null and counted_here is not null
        and case when wanted.is_whole then kind = 'full' or scope = 'history' else scope = 'trailing' end
      order by started_at desc
      limit 1
    ) p`;
  const find = (isWhole: boolean) => {
    const row = rows.find((proof) => proof.isWhole === isWhole);
    if (!row) return null;
    const { isWhole: _, ...proof } = row;
    return { ...proof, countedAt: toIso(proof.countedAt), countedUntil: toIso(proof.countedUntil) };
  };
  return { whole: find(true), trailing: find(false) };
}
