import "server-only";
import { getSql } from "../client";

export type CallPurpose = "fresh" | "backfill" | "proof" | "repair";
export type CallCost = { purpose: CallPurpose; runs: number; calls: number; refused: number };

/**
 * The calls of every run that began on the shop's present day, by what they were for: `fresh` reads what changed and what
 * TikTok sent word of, `backfill` everything, `proof` counts, `repair` reads again what is in doubt.
 */
export async function listCallsToday(input: { shopId: string; timezone: string }): Promise<CallCost[]> {
  const { shopId, timezone } = input;
  const rows = await getSql()<CallCost[]>`
    select case when kind = 'full' then 'backfill' when kind = 'audit' then 'proof'
        when kind = 'repair' and trigger <> 'webhook' then 'repair' else 'fresh' end as purpose,
      count(*)::int as runs, sum(api_calls)::int as calls, sum(rate_limit_waits)::int as refused
    from sync_runs
    where shop_id = ${shopId}
      and started_at >= date_trunc('day', now() at time zone ${timezone}) at time zone ${timezone}
    group by 1
    limit 4`;
  return [...rows];
}
