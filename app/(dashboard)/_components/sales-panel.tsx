import { ChevronRight } from "lucide-react";
import { SalesChart } from "@/components/charts/sales-chart";
import { Card, CardHeader } from "@/components/ui/card";
import { Table } from "@/components/ui/table";
import { formatDayRange } from "@/lib/dates";
import { formatMoneyCompact } from "@/lib/money";
import type { OverviewData } from "./load-overview";
import { buildSalesView, type SalesRow } from "./sales-view";

/** GMV over the period, over the one before it as a ghost. */
export function SalesPanel({ data, timezone }: { data: OverviewData; timezone: string }) {
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
      <SalesTable rows={view.rows} grain={data.grain} />
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

function SalesTable({ rows, grain }: { rows: SalesRow[]; grain: string }) {
  return (
    <details className="group border-t border-line">
      <summary className="flex items-center gap-1 px-4 py-2.5 text-[0.8125rem] font-medium text-ink-muted hover:text-ink sm:px-5">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        Show as a table
      </summary>
      <div className="max-h-96 overflow-y-auto">
        <Table aria-label={`Sales by ${grain}`}>
          <thead>
            <tr>
              <th scope="col">{grain === "day" ? "Day" : "Hour"}</th>
              <th scope="col" className="num">
                GMV
              </th>
              <th scope="col" className="num">
                Net sales
              </th>
              <th scope="col" className="num">
                Orders
              </th>
              <th scope="col" className="num">
                Units
              </th>
              <th scope="col" className="num">
                GMV before
              </th>
            </tr>
          </thead>
          <tbody className="tabular-nums">
            {rows.map((row) => (
              <tr key={row.key}>
                <td className="whitespace-nowrap">
                  {row.label}
                  {row.note ? <span className="text-ink-muted"> · {row.note}</span> : null}
                </td>
                <td className="num">{row.gmv}</td>
                <td className="num">{row.netSales}</td>
                <td className="num">{row.orders}</td>
                <td className="num">{row.units}</td>
                <td className="num text-ink-muted">{row.previousGmv}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
