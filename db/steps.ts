import type { SpanGrain } from "@/lib/metrics/spans";
import type { Sql, SqlRunner } from "./client";

type Fragment = ReturnType<Sql>;

/**
 * The first day of the step that a date is in. `date_trunc` of a date goes by way of an instant and back, a third of the
 * time that a chart of days took; a day is its own step.
 */
export function startOfStep(sql: SqlRunner, day: Fragment, grain: SpanGrain): Fragment {
  return grain === "day" ? day : sql`date_trunc(${grain}, ${day}::timestamp)::date`;
}
