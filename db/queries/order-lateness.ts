import "server-only";
import { type Lateness, latenessBuckets } from "@/lib/lateness";
import { getSql } from "../client";

const edges = latenessBuckets.flatMap(({ upToSec }) => (upToSec === null ? [] : [upToSec + 1]));

/** Of the orders that changed within the last `days`: how long after their last change this copy of them was seen. */
export async function getLateness(input: { shopId: string; days: number }): Promise<Lateness> {
  const { shopId, days } = input;
  const rows = await getSql()<{ bucket: number; orders: number; medianSec: number; slowestSec: number }[]>`
    with late as (
      select greatest(0, lateness_sec) as sec
      from orders
      where shop_id = ${shopId} and update_time > now() - make_interval(days => ${days})
        and lateness_sec is not null
    ),
    whole as (
      select percentile_disc(0.5) within group (order by sec)::int as median, max(sec)::int as slowest from late
    )
    select width_bucket(sec, ${edges}::int[]) as bucket, count(*)::int as orders, median as "medianSec",
      slowest as "slowestSec"
    from late cross join whole
    group by 1, median, slowest
    limit ${latenessBuckets.length}`;
  const ordersIn = new Map(rows.map(({ bucket, orders }) => [bucket, orders]));
  const counts = latenessBuckets.map((_, index) => ordersIn.get(index) ?? 0);
  return {
    counts,
    total: counts.reduce((sum, orders) => sum + orders, 0),
    medianSec: rows[0]?.medianSec ?? null,
    slowestSec: rows[0]?.slowestSec ?? null,
  };
}
