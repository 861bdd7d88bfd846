import type { Route } from "next";
import { SalesChart } from "@/components/charts/sales-chart";
import { Card, CardHeader } from "@/components/ui/card";
import { formatDayRange } from "@/lib/dates";
import { formatMoneyCompact } from "@/lib/money";
import type { OverviewData } from "./load-overview";
import { SalesTable } from "./sales-table";
import { buildSalesRows, buildSalesView } from "./sales-view";

type SalesPanelProps = {
  data: OverviewData;
  timezone: string;
  isTableOpen: boolean;
  /** Where the table is open if it is not, and the other way round. */
  toggleHref: Route;
};

/** GMV over the period, over the one before it as a ghost. */
export function SalesPanel({ data, timezone, isTableOpen, toggleHref }: SalesPanelProps) {
  const { current, previous } = data.comparison;
  const view = buildSalesView(data, timezone);
  const hasOpen = view.buckets.some(({ state }) => state === "open");
  const hasUnloaded = view.buckets.some(({ state }) => state === "unloaded");
  return (
    <Card aria-labelledby="sales-title">
      <CardHeader id="sales-title" title="Sales" hint={`GMV by ${data.grain}, shop time`}>
        <ul className="flex flex-wrap gap-x-4 gap-y-1 pt-1 text-xs text-ink-muted">
          <LegendItem swatch="border-t-2 border-data-1">
            {formatDayRange(current.from, current.to)}
          </LegendItem>
          {view.hasGhost ? (
            <LegendItem swatch="border-t-2 border-dashed border-data-ghost">
              {formatDayRange(previous.from, previous.to)}
            </LegendItem>
          ) : null}
          {hasOpen ? (
            <LegendItem swatch="hatch h-3 rounded-xs bg-accent-soft">Still filling</LegendItem>
          ) : null}
          {hasUnloaded ? (
            <LegendItem swatch="hatch h-3 rounded-xs bg-surface-sunken">History on its way</LegendItem>
          ) : null}
        </ul>
      </CardHeader>
      <div className="px-4 pt-5 pb-3 sm:px-5">
        <SalesChart
          buckets={view.buckets}
          summary={view.summary}
          pointerLabel={`Read GMV by ${data.grain}`}
          formatTick={(value) => formatMoneyCompact(value.toFixed(2), data.currency)}
        />
      </div>
      <SalesTable
        rows={isTableOpen ? buildSalesRows(data, timezone) : null}
        grain={data.grain}
        toggleHref={toggleHref}
      />
    </Card>
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
