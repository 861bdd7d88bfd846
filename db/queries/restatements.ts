import "server-only";
import type {
  RestatedMetric,
  RestatementCause,
  RestatementCursor,
  RestatementFilter,
} from "@/lib/restatements";
import { getSql } from "../client";
import { toIso } from "../instants";

type SinceInput = { shopIds: string[]; since: Date };

export type RestatedFigure = {
  metric: RestatedMetric;
  /** Exact decimals: before the first and after the last change since then. */
  before: string;
  after: string;
  difference: string;
  causes: RestatementCause[];
};

export type RestatedDay = { shopId: string; day: string; currency: string; figures: RestatedFigure[] };

type FigureRow = RestatedFigure & Omit<RestatedDay, "figures">;

/**
 * What figures of past days have become since an instant, the newest days first, each figure once: changes that took
 * each other back are left out.
 */
export async function listRestatedDays({
  shopIds,
  since,
  limit,
}: SinceInput & { limit: number }): Promise<RestatedDay[]> {
  const sql = getSql();
  const rows = await sql<FigureRow[]>`
    with figures as (${netChanges({ shopIds, since })}),
    shown as (
      select distinct day, shop_id, currency from figures order by day desc, shop_id, currency limit ${limit}
    )
    select shop_id as "shopId", day::text as day, currency, metric, before::text as before, after::text as after,
      (after - before)::text as difference, causes
    from figures join shown using (day, shop_id, currency)
    order by day desc, shop_id, currency,
      array_position(array['net_sales', 'gmv', 'cancelled_orders', 'orders', 'units'], metric)`;
  const days: RestatedDay[] = [];
  for (const { shopId, day, currency, ...figure } of rows) {
    const last = days.at(-1);
    const isSame = last?.shopId === shopId && last.day === day && last.currency === currency;
    if (isSame) last.figures.push(figure);
    else days.push({ shopId, day, currency, figures: [figure] });
  }
  return days;
}

export type RestatedTotal = { currency: string; days: number; netSales: string };

/** How many days have changed since an instant and by how much net sales have, for each currency. */
export async function sumRestatedDays({ shopIds, since }: SinceInput): Promise<RestatedTotal[]> {
  return getSql()<RestatedTotal[]>`
    with figures as (${netChanges({ shopIds, since })})
    select currency, count(distinct (shop_id, day))::int as days,
      coalesce(sum(after - before) filter (where metric = 'net_sales'), 0)::text as "netSales"
    from figures group by currency order by days desc, currency`;
}

function netChanges({ shopIds, since }: SinceInput) {
  return getSql()`
    select shop_id, day, currency, metric, (array_agg(before order by id))[1] as before,
      (array_agg(after order by id desc))[1] as after, array_agg(distinct cause) as causes
    from restatements
    where shop_id = any(${shopIds}::text[]) and noted_at > ${since.toISOString()}::timestamptz
    group by shop_id, day, currency, metric
    having (array_agg(before order by id))[1] <> (array_agg(after order by id desc))[1]`;
}

export type Restatement = {
  id: string;
  day: string;
  currency: string;
  metric: RestatedMetric;
  before: string;
  after: string;
  difference: string;
  cause: RestatementCause;
  runId: string | null;
  /** Null when no run did it, or its row is gone. */
  runKind: "full" | "incremental" | "audit" | "repair" | null;
  notedAt: string;
};

export type RestatementPage = { rows: Restatement[]; hasNewer: boolean; hasOlder: boolean };

type HistoryInput = RestatementFilter & { shopId: string; cursor: RestatementCursor | null; limit: number };

/** The history of a shop's figures, newest entries first, a page at a time from either edge of the one on screen. */
export async function listRestatements(input: HistoryInput): Promise<RestatementPage> {
  const { shopId, day, metric, cause, cursor, limit } = input;
  const sql = getSql();
  const isUpwards = cursor?.direction === "newer";
  const edge = cursor ? sql`and t.id ${isUpwards ? sql`>` : sql`<`} ${cursor.id}::bigint` : sql``;
  const rows = await sql<Restatement[]>`
    select t.id::text as id, t.day::text as day, t.currency, t.metric, t.before::text as before, t.after::text as after,
      (t.after - t.before)::text as difference, t.cause, t.run_id as "runId", r.kind as "runKind",
      t.noted_at as "notedAt"
    from restatements t
    left join sync_runs r on r.shop_id = t.shop_id and r.id = t.run_id
    where t.shop_id = ${shopId} and (${day}::date is null or t.day = ${day}::date)
      and (${metric}::text is null or t.metric = ${metric}) and (${cause}::text is null or t.cause = ${cause})
      ${edge}
    order by t.id ${isUpwards ? sql`asc` : sql`desc`}
    limit ${limit + 1}`;
  const page = rows.slice(0, limit).map((row) => ({ ...row, notedAt: toIso(row.notedAt) }));
  const hasMore = rows.length > limit;
  if (isUpwards) return { rows: page.reverse(), hasNewer: hasMore, hasOlder: true };
  return { rows: page, hasNewer: cursor !== null, hasOlder: hasMore };
}
