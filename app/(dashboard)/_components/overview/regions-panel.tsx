import { MapPin } from "lucide-react";
import { ChartTable } from "@/components/charts/chart-table";
import { type RankedBar, RankedBars } from "@/components/charts/ranked-bars";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { listRegions, type RegionSales } from "@/db/queries/regions";
import { ordersHref } from "@/lib/filters/address";
import { maskedRegion } from "@/lib/filters/selection";
import { formatCount, formatCounted, formatPercent } from "@/lib/format";
import { formatMoney } from "@/lib/money";
import { hrefWith } from "@/lib/search-params";
import { LinkedTable } from "./linked-table";
import type { OverviewContext } from "./overview-context";
import { guardPanel } from "./panel-guard";

const shownRegions = 8;
const allRegions = 400;

function labelOf({ kind, region, regions }: RegionSales): string {
  if (kind === "masked") return "Masked by TikTok";
  return kind === "rest" ? formatCounted(regions, "other region", "other regions") : (region ?? "");
}

function hrefOf(line: RegionSales, { params, filter, currency }: OverviewContext): string {
  if (line.kind === "rest") return `${hrefWith("/", params, { table: "regions" })}#regions-table`;
  const region = line.kind === "masked" ? maskedRegion : line.region;
  return ordersHref(params, filter, { metric: "gmv", currency, region });
}

/** Where buyers are. What TikTok masks is a line of its own, so that the rest is not taken for all. */
export function RegionsPanel({ context }: { context: OverviewContext }) {
  return guardPanel("Where buyers are", async () => {
    const { filter, currency, params, openTable } = context;
    const isOpen = openTable === "regions";
    const lines = await listRegions({ filter, currency, limit: isOpen ? allRegions : shownRegions });
    const shown = isOpen
      ? lines.filter(({ kind }, index) => kind !== "region" || index < shownRegions)
      : lines;
    const highest = Math.max(...shown.map(({ kind, share }) => (kind === "rest" ? 0 : share)), 1e-9);
    const bars = shown.map(
      (line): RankedBar => ({
        key: `${line.kind}:${line.region}`,
        label: labelOf(line),
        value: formatMoney(line.gmv, currency),
        hint: formatPercent(line.share),
        share: line.kind === "rest" ? null : line.share / highest,
        href: hrefOf(line, context),
        tone: line.kind === "masked" ? "hatched" : "data",
      }),
    );
    return (
      <Card aria-labelledby="regions-title" className="flex flex-col">
        <CardHeader
          id="regions-title"
          title="Where buyers are"
          hint="GMV by state or province, with the share of all"
        />
        {bars.length === 0 ? (
          <EmptyState icon={MapPin} title="No orders">
            Nothing was paid for in this period and currency.
          </EmptyState>
        ) : (
          <div className="px-2 pt-3 pb-3 sm:px-3">
            <RankedBars label="GMV by region" bars={bars} />
          </div>
        )}
        <ChartTable
          name="regions"
          isOpen={isOpen}
          pathname="/"
          params={params}
          label="Every region as a table"
        >
          {isOpen ? (
            <LinkedTable
              label="GMV by region"
              columns={["Region", "Orders", "GMV", "Share"]}
              rows={lines.map((line) => ({
                label: labelOf(line),
                href: hrefOf(line, context),
                figures: [
                  formatCount(line.orders),
                  formatMoney(line.gmv, currency),
                  formatPercent(line.share),
                ],
              }))}
            />
          ) : null}
        </ChartTable>
      </Card>
    );
  });
}
