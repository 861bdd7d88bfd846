import "server-only";
import { type Lateness, latenessBuckets } from "@/lib/lateness";
import { getSql } from "../client";

/** How late the changes of the last days were here, as counted at the end of the last sync. */
export async function getLateness({ shopId }: { shopId: string }): Promise<Lateness> {
  const [row] = await getSql()<{ counts: number[]; medianSec: number | null; slowestSec: number | null }[]>`
    select counts, median_sec as "medianSec", slowest_sec as "slowestSec" from order_lateness where shop_id = ${shopId}`;
  const counts = latenessBuckets.map((_, index) => row?.counts[index] ?? 0);
  return {
    counts,
    total: counts.reduce((sum, orders) => sum + orders, 0),
    medianSec: row?.medianSec ?? null,
    slowestSec: row?.slowestSec ?? null,
  };
}
