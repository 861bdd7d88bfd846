import "server-only";
import type { Filter } from "@/lib/filters/filter";
import { getSql } from "../client";
import { salesRows } from "./sales-source";

/** `weekday` is ISO (1 is Monday), `hour` 0 to 23, both by the clock of each shop. */
export type RhythmCell = { weekday: number; hour: number; orders: number };

/** Paid orders by weekday and hour; an hour without any has no cell. */
export async function listSalesRhythm(filter: Filter): Promise<RhythmCell[]> {
  const sql = getSql();
  const rows = await sql<RhythmCell[]>`
    select extract(isodow from d.day)::int as weekday,
      extract(hour from d.hour_start at time zone s.timezone)::int as hour, sum(d.orders)::int as orders
    from (${salesRows(sql, { filter, periods: [filter.range], grain: "hour" })}) d
    join shops s using (shop_id)
    group by 1, 2
    order by 1, 2
    limit 168`;
  return [...rows];
}
