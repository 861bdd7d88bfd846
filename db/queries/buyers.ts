import "server-only";
import { addDays, type ShopDay } from "@/lib/dates";
import type { Filter } from "@/lib/filters/filter";
import { gaps } from "@/lib/metrics/buyers";
import type { Period } from "@/lib/metrics/period";
import { listSpanStarts, type SpanGrain, splitPeriod } from "@/lib/metrics/spans";
import { getSql, type Sql, type SqlRunner } from "../client";
import { toIso } from "../instants";
import { orderNetSales } from "../order-facts";
import { startOfStep } from "../steps";

type Fragment = ReturnType<Sql>;
type BuyersInput = { filter: Pick<Filter, "shops">; period: Period };

export type BuyerCounts = {
  buyers: number;
  /** Whose first purchase is in the period. */
  newBuyers: number;
  /** Orders of theirs that count: paid, not cancelled, no sample. */
  orders: number;
};

const shopIdsOf = ({ shops }: Pick<Filter, "shops">) => shops.map(({ shopId }) => shopId);

/** Buyers of a period, each once for a shop: those of its days and months who had last bought before it (docs/adr/0011). */
export async function countBuyers({ filter, period }: BuyersInput): Promise<BuyerCounts> {
  const sql = getSql();
  const shopIds = shopIdsOf(filter);
  const { months, weeks, days } = splitPeriod(period);
  const otherDays = [...days, ...weeks.map((from) => ({ from, to: addDays(from, 6) }))];
  const [row] = await sql<BuyerCounts[]>`
    select coalesce(sum(buyers), 0)::int as buyers,
      coalesce(sum(buyers) filter (where previous_day = '-infinity'), 0)::int as "newBuyers",
      (select coalesce(sum(net_orders), 0)::int from daily_sales
       where shop_id = any(${shopIds}::text[]) and day between ${period.from}::date and ${period.to}::date) as orders
    from (
      select buyers, previous_day from monthly_buyers
      where shop_id = any(${shopIds}::text[]) and month = any(${months}::text[]::date[])
      union all
      select b.buyers, b.previous_day from ${periods(sql, otherDays)}
      join daily_buyers b on b.shop_id = any(${shopIds}::text[]) and b.day between p.first and p.last
    ) b
    where previous_day < ${period.from}::date`;
  return row ?? { buyers: 0, newBuyers: 0, orders: 0 };
}

function periods(sql: SqlRunner, list: readonly Period[]): Fragment {
  return sql`unnest(${list.map(({ from }) => from)}::text[]::date[], ${list.map(({ to }) => to)}::text[]::date[])
    as p (first, last)`;
}

export type BuyerStep = {
  /** The first day of the step. */
  start: ShopDay;
  newBuyers: number;
  /** Who had bought before the step. */
  returning: number;
};

/** Buyers step by step; who buys in two steps is in both, so steps do not add up to the period. */
export async function listBuyerSteps({
  filter,
  period,
  grain,
}: BuyersInput & { grain: SpanGrain }): Promise<BuyerStep[]> {
  const sql = getSql();
  const shopIds = shopIdsOf(filter);
  const months = grain === "month" ? splitPeriod(period).months : [];
  const days = daysBeside(period, months);
  const step = startOfStep(sql, sql`b.day`, grain);
  const rows = await sql<BuyerStep[]>`
    select step::text as start, coalesce(sum(buyers) filter (where previous_day = '-infinity'), 0)::int as "newBuyers",
      coalesce(sum(buyers) filter (where previous_day <> '-infinity'), 0)::int as returning
    from (
      select month as step, previous_day, buyers from monthly_buyers
      where shop_id = any(${shopIds}::text[]) and month = any(${months}::text[]::date[])
      union all
      select ${step}, b.previous_day, b.buyers from ${periods(sql, days)}
      join daily_buyers b on b.shop_id = any(${shopIds}::text[]) and b.day between p.first and p.last
      where b.previous_day < greatest(${step}, p.first)
    ) b
    group by step`;
  const found = new Map(rows.map((row) => [row.start, row]));
  return listSpanStarts(period, grain).map(
    (start) => found.get(start) ?? { start, newBuyers: 0, returning: 0 },
  );
}

/** What a period holds before and behind its whole months. */
function daysBeside({ from, to }: Period, months: readonly ShopDay[]): Period[] {
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) return [{ from, to }];
  const behind = addDays(last, 32).slice(0, 8).concat("01");
  return [
    { from, to: addDays(first, -1) },
    { from: behind, to },
  ].filter((part) => part.from <= part.to);
}

export type Cohort = {
  /** The first day of the month of the first purchase. */
  month: ShopDay;
  buyers: number;
  /** How many bought again one month later, two, and so on; as many as have begun. */
  later: number[];
};

/** The newest cohorts, oldest first. */
export async function listCohorts(input: {
  filter: Pick<Filter, "shops">;
  thisMonth: ShopDay;
  months: number;
}): Promise<Cohort[]> {
  const { filter, thisMonth, months } = input;
  const rows = await getSql()<{ first: ShopDay; offset: number; buyers: number }[]>`
    select first_month::text as first, sum(buyers)::int as buyers,
      ((extract(year from month) - extract(year from first_month)) * 12
        + extract(month from month) - extract(month from first_month))::int as offset
    from buyer_cohorts
    where shop_id = any(${shopIdsOf(filter)}::text[]) and first_month <= ${thisMonth}::date
      and first_month > (${thisMonth}::date - make_interval(months => ${months}))
    group by first_month, month
    having sum(buyers) > 0
    order by first_month, month`;
  return [...new Set(rows.map(({ first }) => first))].map((month) => {
    const of = (offset: number) =>
      rows.find((row) => row.first === month && row.offset === offset)?.buyers ?? 0;
    const begun = listSpanStarts({ from: month, to: thisMonth }, "month").length - 1;
    return { month, buyers: of(0), later: Array.from({ length: begun }, (_, index) => of(index + 1)) };
  });
}

export type BuyerGaps = {
  /** Purchases of the period by who had bought before it or in it, by how long ago; one for each of `gaps`. */
  byGap: number[];
  purchases: number;
  /** Days; null when nobody bought again. */
  median: number | null;
};

/** How long buyers of a period took to buy again: a sum over the days they bought on beside the day before that. */
export async function readBuyerGaps({ filter, period }: BuyersInput): Promise<BuyerGaps> {
  const rows = await getSql()<{ days: number; purchases: number }[]>`
    select (day - previous_day)::int as days, sum(buyers)::int as purchases
    from daily_buyers
    where shop_id = any(${shopIdsOf(filter)}::text[]) and day between ${period.from}::date and ${period.to}::date
      and previous_day <> '-infinity'
    group by 1
    having sum(buyers) > 0
    order by 1`;
  const purchases = rows.reduce((sum, row) => sum + row.purchases, 0);
  const byGap = gaps.map(({ fromDays }, place) => {
    const next = gaps[place + 1]?.fromDays ?? Number.POSITIVE_INFINITY;
    return rows.reduce((sum, row) => sum + (row.days >= fromDays && row.days < next ? row.purchases : 0), 0);
  });
  return { byGap, purchases, median: medianOf(rows, purchases) };
}

/** The lower of two middle ones. */
function medianOf(rows: readonly { days: number; purchases: number }[], purchases: number): number | null {
  let before = 0;
  for (const row of rows) {
    before += row.purchases;
    if (before * 2 >= purchases) return row.days;
  }
  return null;
}

export type BestBuyer = {
  shopId: string;
  buyerUserId: string;
  nickname: string | null;
  orders: number;
  firstOrderAt: string;
  lastOrderAt: string;
  /** Empty while the buyer is yet to be counted anew, after their last order was cancelled. */
  netSales: { currency: string; amount: string }[];
};

/** Who ordered most often, ever; their money is added up from their orders. */
export async function listBestBuyers(filter: Pick<Filter, "shops">, limit: number): Promise<BestBuyer[]> {
  const sql = getSql();
  const rows = await sql<BestBuyer[]>`
    select c.shop_id as "shopId", c.buyer_user_id as "buyerUserId", c.nickname, c.orders,
      c.first_order_at as "firstOrderAt", c.last_order_at as "lastOrderAt", m."netSales"
    from (
      select c.* from unnest(${shopIdsOf(filter)}::text[]) as s (shop_id)
      cross join lateral (
        select * from customers where shop_id = s.shop_id and orders > 0
        order by orders desc, last_order_at desc, buyer_user_id desc
        limit ${limit}
      ) c
      order by c.orders desc, c.last_order_at desc, c.buyer_user_id desc
      limit ${limit}
    ) c
    cross join lateral (
      select coalesce(
        jsonb_agg(jsonb_build_object('currency', currency, 'amount', amount::text) order by amount desc), '[]') as "netSales"
      from (
        select o.currency, sum(${orderNetSales(sql, { productIds: [] })}) as amount
        from orders o
        where o.buyer_user_id = c.buyer_user_id and o.shop_id = c.shop_id and o.paid_time is not null
          and not o.is_sample_order and o.status <> 'CANCELLED'
        group by o.currency
      ) a
    ) m
    order by c.orders desc, c.last_order_at desc, c.buyer_user_id desc`;
  return rows.map((row) => ({
    ...row,
    firstOrderAt: toIso(row.firstOrderAt),
    lastOrderAt: toIso(row.lastOrderAt),
  }));
}
