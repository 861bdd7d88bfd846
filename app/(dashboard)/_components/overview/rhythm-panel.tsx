import { CalendarClock } from "lucide-react";
import { ChartTable } from "@/components/charts/chart-table";
import { Heatmap, HeatmapScale } from "@/components/charts/heatmap";
import type { HeatmapWords } from "@/components/charts/heatmap-pointer";
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

const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

type Rhythm = { counts: number[]; levels: (number | null)[] };

/** Orders of each hour of the week, shaded by how many an average hour of that kind has. */
function buildRhythm(cells: RhythmCell[], { comparison }: OverviewContext): Rhythm {
  const occurrences = countWeekdays(comparison.current.from, comparison.current.to);
  const counts = Array.from({ length: 7 * 24 }, () => 0);
  for (const { weekday, hour, orders } of cells) counts[(weekday - 1) * 24 + hour] = orders;
  const averages = counts.map((orders, index) => {
    const days = occurrences[Math.floor(index / 24)] ?? 0;
    return days === 0 ? null : orders / days;
  });
  const highest = Math.max(...averages.map((average) => average ?? 0), 1e-9);
  return { counts, levels: averages.map((average) => (average === null ? null : average / highest)) };
}

function summarize({ counts, levels }: Rhythm): string {
  const at = levels.indexOf(1);
  const when = `${weekdayNames[Math.floor(at / 24)]}, ${hours[at % 24]}`;
  return `Paid orders by weekday and hour. The busiest was ${when} with ${formatCounted(counts[at] ?? 0, "order", "orders")}.`;
}

/** When people buy. */
export function RhythmPanel({ context }: { context: OverviewContext }) {
  return guardPanel("When people buy", async () => {
    const { filter, params, openTable } = context;
    const cells = await listSalesRhythm(filter);
    const rhythm = buildRhythm(cells, context);
    const zone = sharedTimezone(filter) ?? "each shop's own time";
    const words: HeatmapWords = {
      rows: weekdayNames,
      columns: hours,
      noun: ["order", "orders"],
      absent: "Not in the period",
      href: ordersHref(params, filter, { metric: "orders" }),
      rowParam: "weekday",
      columnParam: "hour",
    };
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
        {cells.length === 0 ? (
          <EmptyState icon={CalendarClock} title="No orders">
            Nothing was paid for in this period.
          </EmptyState>
        ) : (
          <div className="grid flex-1 px-4 pt-4 pb-3 sm:px-5">
            <Heatmap
              summary={summarize(rhythm)}
              pointerLabel="Read orders by weekday and hour"
              words={words}
              rowLabels={weekdayNames.map((name) => name.slice(0, 3))}
              {...rhythm}
            />
          </div>
        )}
        <ChartTable name="rhythm" isOpen={isOpen} pathname="/" params={params} label="Every hour as a table">
          {isOpen ? <RhythmTable words={words} {...rhythm} /> : null}
        </ChartTable>
      </Card>
    );
  });
}
