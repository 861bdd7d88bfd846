import "server-only";
import type { OrderSelection } from "@/lib/filters/selection";
import { gaps } from "@/lib/metrics/buyers";
import type { Sql, SqlRunner } from "../client";

type Fragment = ReturnType<Sql>;

/**
 * What a selection asks of an order's buyer, led by `and`: by the days on which they bought, which the sums of buyers are
 * made of too. An order that names no buyer is nobody's. `is true` keeps it a question to each order in turn: as a join it would
 * begin with every buyer of the shop.
 */
export function buyerCondition(sql: SqlRunner, { buyers, cohort, gap, filter }: OrderSelection): Fragment {
  if (buyers === null && cohort === null && gap === null) return sql``;
  const { from } = filter.range;
  return sql`and exists (
    select 1 from customers c
    where c.shop_id = o.shop_id and c.buyer_user_id = o.buyer_user_id
      ${buyers === null ? sql`` : sql`and c.days[1] ${buyers === "new" ? sql`>=` : sql`<`} ${from}::date`}
      ${cohort === null ? sql`` : sql`and date_trunc('month', c.days[1])::date = ${`${cohort}-01`}::date`}
      ${gap === null ? sql`` : sql`and ${isGap(sql, gap)}`}) is true`;
}

function isGap(sql: SqlRunner, gap: NonNullable<OrderSelection["gap"]>): Fragment {
  const place = gaps.findIndex(({ key }) => key === gap);
  const [from, next] = [gaps[place]?.fromDays ?? 0, gaps[place + 1]?.fromDays];
  const day = sql`(o.paid_time at time zone s.timezone)::date`;
  return sql`${day} - (select max(d) from unnest(c.days) as d where d < ${day}) >= ${from}
    ${next === undefined ? sql`` : sql`and ${day} - (select max(d) from unnest(c.days) as d where d < ${day}) < ${next}`}`;
}
