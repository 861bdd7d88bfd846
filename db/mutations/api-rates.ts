import "server-only";
import { getSql } from "../client";

export type ApiRate = { ceilingPerSec: number; ratePerSec: number; confidence: number; pauseMs: number };

/** Keeps what was learned of an app's limit for a shop; the last to learn is right. */
export async function saveApiRate(shopId: string, appKey: string, rate: ApiRate): Promise<void> {
  await getSql()`
    insert into api_rates (shop_id, app_key, ceiling_per_sec, rate_per_sec, confidence, paused_until, learned_at)
    values (${shopId}, ${appKey}, ${rate.ceilingPerSec}, ${rate.ratePerSec}, ${rate.confidence},
      case when ${rate.pauseMs}::float8 > 0 then now() + make_interval(secs => ${rate.pauseMs}::float8 / 1000) end, now())
    on conflict (shop_id, app_key) do update set ceiling_per_sec = excluded.ceiling_per_sec,
      rate_per_sec = excluded.rate_per_sec, confidence = excluded.confidence, paused_until = excluded.paused_until, learned_at = excluded.learned_at`;
}
