import type { Route } from "next";
import Link from "next/link";
import { Table } from "@/components/ui/table";
import { formatDay, formatInstantShort } from "@/lib/dates";
import { formatCount } from "@/lib/format";
import { dayStateNames } from "@/lib/proof-day-words";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";
import { DayMark } from "./day-mark";
import type { CalendarDay } from "./load-calendar";

type DayTableProps = { days: CalendarDay[]; params: RawSearchParams; timezone: string; now: Date };

/** The calendar as a table, for those who would rather read it. */
export function DayTable({ days, params, timezone, now }: DayTableProps) {
  return (
    <details className="group">
      <summary className="w-fit text-[0.8125rem] font-medium text-ink-muted underline-offset-3 hover:text-ink hover:underline">
        Show as a table
      </summary>
      <div className="mt-2 max-h-96 overflow-auto rounded-md border border-line">
        <Table aria-label="Proven days">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">State</th>
              <th scope="col" className="num">
                Orders here
              </th>
              <th scope="col">Checked</th>
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map(({ day, state, orders, proof }) => (
              <tr key={day}>
                <td className="whitespace-nowrap">
                  <Link
                    href={
                      `${hrefWith("/sync", params, { day, month: null, cursor: null })}#calendar` as Route
                    }
                    prefetch={false}
                    scroll={false}
                    className="font-medium underline-offset-3 hover:text-accent hover:underline"
                  >
                    {formatDay(day, { hasYear: false, hasWeekday: true })}
                  </Link>
                </td>
                <td>
                  <span className="flex items-center gap-1.5">
                    <DayMark state={state} />
                    {dayStateNames[state]}
                  </span>
                </td>
                <td className="num">{formatCount(orders)}</td>
                <td className="whitespace-nowrap text-ink-muted tabular-nums">
                  {proof ? formatInstantShort(proof.checkedAt, timezone, now) : "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
