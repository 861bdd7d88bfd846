import "server-only";
import { getSql } from "../client";

export type StoredApiRate = {
  ceilingPerSec: number;
  ratePerSec: number;
  confidence: number;
  pauseMs: number;
  ageMs: number;
};

/** What was learned of an app's limit for a shop; age and pause by the database's clock. */
export async function findApiRate(shopId: string, appKey: string): Promise<StoredApiRate | null> {
  const rows = await getSql()<StoredApiRate[]>`
    select ceiling_per_sec as "ceilingPerSec", rate_per_sec as "ratePerSec", confidence,
      coalesce(greatest(0, extract(epoch from paused_until - now()) * 1000), 0)::float8 as "pauseMs",
      (extract(epoch from now() - learned_at) * 1000)::float8 as "ageMs"
    from api_rates where shop_id = ${shopId} and app_key = ${appKey}`;
  return rows[0] ?? null;
}
