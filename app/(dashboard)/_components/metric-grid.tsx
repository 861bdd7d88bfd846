import { sparklinePath } from "@/components/charts/chart-layout";
import type { SalesSummary } from "@/db/queries/sales";
import { formatDayRange } from "@/lib/dates";
import { type MetricKey, metricDefinitions, metricKeys } from "@/lib/metrics/definitions";
import { describeComparison } from "@/lib/metrics/period";
import { indexPoints, plotValue } from "@/lib/metrics/series";
import type { OverviewData } from "./load-overview";
import { MetricCard, type MetricFigure } from "./metric-card";

const nothing = { value: null, change: null };

function figuresOf(metric: MetricKey, summaries: SalesSummary[], currency: string): MetricFigure[] {
  const isMoney = metricDefinitions[metric].kind === "money";
  if (!isMoney) {
    const total = summaries.find((summary) => summary.currency === null)?.metrics[metric] ?? nothing;
    return [{ ...total, value: total.value ?? (metric === "cancellationRate" ? null : "0"), currency: null }];
  }
  const byCurrency = summaries
    .filter((summary) => summary.currency !== null)
    .map((summary) => ({ ...summary.metrics[metric], currency: summary.currency }))
    .sort((a, b) => Number(b.currency === currency) - Number(a.currency === currency));
  if (byCurrency.length > 0) return byCurrency;
  return [{ value: metric === "averageOrderValue" ? null : "0", change: null, currency }];
}

/** The six figures; the page, an export and the explanations share one set of definitions. */
export function MetricGrid({ data, timezone }: { data: OverviewData; timezone: string }) {
  const { comparison, buckets, points, summaries, currency, isComparable } = data;
  const { from, to } = comparison.current;
  const filterText = `${formatDayRange(from, to)}, by the shop's day of payment (${timezone}).`;
  const comparisonText = isComparable ? describeComparison(comparison) : null;
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-3 xl:grid-cols-6">
      {metricKeys.map((metric) => {
        const isMoney = metricDefinitions[metric].kind === "money";
        const byBucket = indexPoints(points, isMoney ? currency : null);
        const sparkline = buckets
          .filter(({ state }) => state === "whole")
          .map(({ key }) => plotValue(byBucket.get(key) ?? [], metric));
        return (
          <MetricCard
            key={metric}
            metric={metric}
            figures={figuresOf(metric, summaries, currency)}
            sparkline={sparklinePath(sparkline)}
            filterText={filterText}
            comparisonText={comparisonText}
          />
        );
      })}
    </div>
  );
}
