import "server-only";
import { getSql } from "../client";

/** Orders created on each shop day of a span of days, from the rollup; days without any are absent. */
export async function listOrdersByDay(input: {
  shopId: string;
  from: string;
  to: string;
}): Promise<Map<string, number>> {
  const rows = await getSql()<{ day: string; orders: number }[]>`
    select day::text as day, sum(orders)::int as orders
    from daily_order_status
    where shop_id = ${input.shopId} and day between ${input.from}::date and ${input.to}::date
    group by day
    limit 400`;
  return new Map(rows.map(({ day, orders }) => [day, orders]));
}

/** Orders created in each hour of a span, by the hour's first second; hours without any are absent. */
export async function listOrdersByHour(input: {
  shopId: string;
  fromSec: number;
  toSec: number;
}): Promise<Map<number, number>> {
  const { shopId, fromSec, toSec } = input;
  const rows = await getSql()<{ hourSec: number; orders: number }[]>`
    select (${fromSec}::bigint + floor((extract(epoch from create_time) - ${fromSec}::bigint) / 3600) * 3600)::float8
        as "hourSec", count(*)::int as orders
    from orders
    where shop_id = ${shopId} and create_time >= to_timestamp(${fromSec}::bigint)
      and create_time < to_timestamp(${toSec}::bigint)
    group by 1
    limit 30`;
  return new Map(rows.map(({ hourSec, orders }) => [hourSec, orders]));
}

/** The first shop day an order was created on; null while there is none. */
export async function getFirstOrderDay(shopId: string): Promise<string | null> {
  const [row] = await getSql()<{ day: string | null }[]>`
    select min(day)::text as day from daily_order_status where shop_id = ${shopId}`;
  return row?.day ?? null;
}
