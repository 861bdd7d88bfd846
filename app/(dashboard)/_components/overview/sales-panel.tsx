import { ChartLine } from "lucide-react";
import { ChartTable } from "@/components/charts/chart-table";
import { SalesChart } from "@/components/charts/sales-chart";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDayRange } from "@/lib/dates";
import { formatCount, formatPercent } from "@/lib/format";
import { metricDefinitions } from "@/lib/metrics/definitions";
import { formatMoneyCompact } from "@/lib/money";
import type { SalesData } from "./load-sales";
import type { OverviewContext } from "./overview-context";
import { SalesTable } from "./sales-table";
import { buildSalesRows, buildSalesView } from "./sales-view";

type SalesPanelProps = { data: SalesData; context: OverviewContext };

function formatTick(value: number, { metric, currency }: OverviewContext): string {
  const { kind } = metricDefinitions[metric];
  if (kind === "money") return formatMoneyCompact(value.toFixed(2), currency);
  return kind === "rate" ? formatPercent(value) : formatCount(value);
}

/** One figure over the period, over the compared one as a ghost. */
export function SalesPanel({ data, context }: SalesPanelProps) {
  const { params, metric, openTable, comparison } = context;
  const { label, kind } = metricDefinitions[metric];
  const isMoney = kind === "money";
  const view = buildSalesView(data, context);
  const isOpen = openTable === "sales";
  return (
    <Card aria-labelledby="sales-title" className="flex flex-col">
      <CardHeader
        id="sales-title"
        title="Sales"
        hint={`${label} by ${data.grain}, ${data.timezone === null ? "each shop's own time" : "shop time"}`}
      >
        {view.isEmpty ? null : <Legend view={view} comparison={comparison} />}
      </CardHeader>
      <div className="grid flex-1 px-4 pt-5 pb-3 sm:px-5">
        {view.isEmpty ? (
          <div className="grid min-h-48 place-content-center sm:min-h-64">
            <EmptyState icon={ChartLine} title="No sales">
              Nothing was paid for in this period{isMoney ? " and currency" : ""}.
            </EmptyState>
          </div>
        ) : (
          <SalesChart
            buckets={view.buckets}
            summary={view.summary}
            pointerLabel={`Read ${label} by ${data.grain}`}
            formatTick={(value) => formatTick(value, context)}
          />
        )}
      </div>
      <ChartTable name="sales" isOpen={isOpen} pathname="/" params={params}>
        {isOpen ? (
          <SalesTable
            rows={buildSalesRows(data, context)}
            grain={data.grain}
            beforeLabel={`${label} before`}
          />
        ) : null}
      </ChartTable>
    </Card>
  );
}

type LegendProps = { view: ReturnType<typeof buildSalesView>; comparison: OverviewContext["comparison"] };

function Legend({ view, comparison: { current, previous } }: LegendProps) {
  const has = (wanted: string) => view.buckets.some(({ state }) => state === wanted);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 pt-1 text-xs text-ink-muted">
      <LegendItem swatch="border-t-2 border-data-1">{formatDayRange(current.from, current.to)}</LegendItem>
      {view.hasGhost && previous ? (
        <LegendItem swatch="border-t-2 border-dashed border-data-ghost">
          {formatDayRange(previous.from, previous.to)}
        </LegendItem>
      ) : null}
      {has("open") ? (
        <LegendItem swatch="hatch h-3 rounded-xs bg-accent-soft">Still filling</LegendItem>
      ) : null}
      {has("unloaded") ? (
        <LegendItem swatch="hatch h-3 rounded-xs bg-surface-sunken">History on its way</LegendItem>
      ) : null}
    </ul>
  );
}

function LegendItem({ swatch, children }: { swatch: string; children: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden className={`w-4 ${swatch}`} />
      {children}
    </li>
  );
}
