import "server-only";
import { type Filter, isNarrowed } from "@/lib/filters/filter";
import { listSpanStarts, splitPeriod, trendGrain } from "@/lib/metrics/spans";
import { getSql, type Sql } from "../client";
import { startOfStep } from "../steps";

type Fragment = ReturnType<Sql>;
type TrendInput = { filter: Filter; currency: string; productIds: readonly string[] };

/**
 * Net sales of some products step by step, for small charts; a product that sold nothing is absent. Null where no rollup
 * knows the filter: a chart is not worth reading every order a second time. The rows of each step and product are looked up
 * one by one, so that those of all other products are not read.
 */
export async function listProductTrends(input: TrendInput): Promise<Map<string, number[]> | null> {
  const { filter, currency, productIds } = input;
  if (isNarrowed({ ...filter, productIds: [] })) return null;
  const sql = getSql();
  const grain = trendGrain(filter.range);
  const { months, weeks, days } = splitPeriod(filter.range, grain);
  const spans = [
    ...months.map((starts) => ({ grain: "month", starts })),
    ...weeks.map((starts) => ({ grain: "week", starts })),
  ];
  const wanted: Fragment = sql`unnest(${filter.shops.map(({ shopId }) => shopId)}::text[]) as s (shop_id)
    cross join unnest(${[...productIds]}::text[]) as p (product_id)`;
  const rows = await sql<TrendRow[]>`
    select product_id as "productId", array_agg(step::text) as steps, array_agg(net_sales::float8) as "netSales"
    from (select product_id, ${startOfStep(sql, sql`starts_on`, grain)} as step, sum(net_sales) as net_sales from (
      select d.product_id, d.starts_on, d.net_sales from ${wanted}
      cross join unnest(${spans.map((span) => span.grain)}::text[], ${spans.map(({ starts }) => starts)}::text[]::date[])
        as g (grain, starts_on)
      cross join lateral (
        select product_id, starts_on, net_sales from product_sales_spans
        where shop_id = s.shop_id and grain = g.grain and starts_on = g.starts_on and product_id = p.product_id
          and currency = ${currency}
        offset 0
      ) d
      union all
      select d.product_id, d.day, d.net_sales from ${wanted}
      cross join unnest(${days.map(({ from }) => from)}::text[]::date[], ${days.map(({ to }) => to)}::text[]::date[])
        as r (first, last)
      cross join generate_series(r.first, r.last, interval '1 day') as g (day)
      cross join lateral (
        select product_id, day, net_sales from daily_product_sales
        where shop_id = s.shop_id and day = g.day::date and product_id = p.product_id and currency = ${currency}
        offset 0
      ) d
    ) d group by 1, 2) steps
    group by product_id`;
  const places = new Map(listSpanStarts(filter.range, grain).map((step, index) => [step, index]));
  return new Map(rows.map((row) => [row.productId, toTrend(row, places)]));
}

type TrendRow = { productId: string; steps: string[]; netSales: number[] };

function toTrend({ steps, netSales }: TrendRow, places: ReadonlyMap<string, number>): number[] {
  const trend = [...places].map(() => 0);
  for (const [index, step] of steps.entries()) {
    const place = places.get(step);
    if (place !== undefined) trend[place] = netSales[index] ?? 0;
  }
  return trend;
}
