import { CalendarClock } from "lucide-react";
import { ChartTable } from "@/components/charts/chart-table";
import { Heatmap, type HeatmapCell, HeatmapScale } from "@/components/charts/heatmap";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { listSalesRhythm, type RhythmCell } from "@/db/queries/sales-rhythm";
import { countWeekdays } from "@/lib/dates";
import { ordersHref } from "@/lib/filters/address";
import { sharedTimezone } from "@/lib/filters/filter";
import { formatCounted } from "@/lib/format";
import type { OverviewContext } from "./overview-context";
import { guardPanel } from "./panel-guard";
import { RhythmTable } from "./rhythm-table";

export const weekdayNames = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

/** Orders of each hour of the week, shaded by how many an average hour of that kind has. */
function buildCells(
  rhythm: RhythmCell[],
  context: OverviewContext,
): { cells: HeatmapCell[]; busiest: string } {
  const { filter, params, comparison } = context;
  const counts = new Map(rhythm.map(({ weekday, hour, orders }) => [weekday * 24 + hour, orders]));
  const occurrences = countWeekdays(comparison.current.from, comparison.current.to);
  const average = (weekday: number, orders: number) => orders / Math.max(1, occurrences[weekday - 1] ?? 0);
  const highest = Math.max(...rhythm.map(({ weekday, orders }) => average(weekday, orders)), 1e-9);
  let busiest = "";
  const cells = weekdayNames.flatMap((name, row) =>
    hours.map((clock, hour): HeatmapCell => {
      const orders = counts.get((row + 1) * 24 + hour) ?? 0;
      const level = average(row + 1, orders) / highest;
      const text = `${name}, ${clock}: ${formatCounted(orders, "order", "orders")}`;
      if (level === 1) busiest = text;
      const hasDays = (occurrences[row] ?? 0) > 0;
      return {
        level: hasDays ? level : null,
        text: hasDays ? text : `${name}, ${clock}: not in the period`,
        href:
          orders === 0
            ? null
            : ordersHref(params, filter, { metric: "orders", weekday: String(row + 1), hour: String(hour) }),
      };
    }),
  );
  return { cells, busiest };
}

/** When people buy. */
export function RhythmPanel({ context }: { context: OverviewContext }) {
  return guardPanel("When people buy", async () => {
    const { filter, params, openTable } = context;
    const rhythm = await listSalesRhythm(filter);
    const zone = sharedTimezone(filter) ?? "each shop's own time";
    const { cells, busiest } = buildCells(rhythm, context);
    const isOpen = openTable === "rhythm";
    return (
      <Card aria-labelledby="rhythm-title" className="flex flex-col">
        <CardHeader
          id="rhythm-title"
          title="When people buy"
          hint={`Paid orders by weekday and hour, ${zone}`}
        >
          <HeatmapScale low="Few" high="Many" />
        </CardHeader>
        {rhythm.length === 0 ? (
          <EmptyState icon={CalendarClock} title="No orders">
            Nothing was paid for in this period.
          </EmptyState>
        ) : (
          <div className="grid flex-1 px-4 pt-4 pb-3 sm:px-5">
            <Heatmap
              summary={`Paid orders by weekday and hour. The busiest was ${busiest.replace(": ", " with ")}.`}
              pointerLabel="Read orders by weekday and hour"
              rowLabels={weekdayNames.map((name) => name.slice(0, 3))}
              columnLabels={hours.map((clock) => clock.slice(0, 2))}
              cells={cells}
            />
          </div>
        )}
        <ChartTable name="rhythm" isOpen={isOpen} pathname="/" params={params} label="Every hour as a table">
          {isOpen ? <RhythmTable weekdays={weekdayNames} hours={hours} cells={cells} /> : null}
        </ChartTable>
      </Card>
    );
  });
}
