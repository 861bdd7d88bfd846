import { sparklinePath } from "@/components/charts/chart-layout";
import type { SalesSummary } from "@/db/queries/sales";
import { filterHref, ordersHref } from "@/lib/filters/address";
import { sharedTimezone } from "@/lib/filters/filter";
import { describeFilter } from "@/lib/filters/labels";
import { type MetricKey, metricDefinitions, metricKeys } from "@/lib/metrics/definitions";
import { describeComparison } from "@/lib/metrics/period";
import { indexPoints, plotValue } from "@/lib/metrics/series";
import type { SalesData } from "./load-sales";
import { MetricCard, type MetricFigure } from "./metric-card";
import type { OverviewContext } from "./overview-context";

type MetricGridProps = { data: SalesData; context: OverviewContext };

/** The orders of a rate are those above its line: the cancelled ones of all. */
function figureOf(
  metric: MetricKey,
  summary: SalesSummary | undefined,
  currency: string | null,
  { params, filter }: OverviewContext,
): MetricFigure {
  const hasNothing = metric === "averageOrderValue" || metric === "cancellationRate";
  const found = summary?.metrics[metric];
  return {
    value: found?.value ?? (hasNothing ? null : "0"),
    change: found?.change ?? null,
    currency,
    orders: summary?.ordersOf[metric] ?? 0,
    href: ordersHref(params, filter, { metric, currency }),
  };
}

function figuresOf(metric: MetricKey, summaries: SalesSummary[], context: OverviewContext): MetricFigure[] {
  if (metricDefinitions[metric].kind !== "money") {
    const total = summaries.find(({ currency }) => currency === null);
    return [figureOf(metric, total, null, context)];
  }
  const inCurrency = summaries
    .filter(({ currency }) => currency !== null)
    .sort((a, b) => Number(b.currency === context.currency) - Number(a.currency === context.currency));
  if (inCurrency.length === 0) return [figureOf(metric, undefined, context.currency, context)];
  return inCurrency.map((summary) => figureOf(metric, summary, summary.currency, context));
}

/** The six figures; the page, an export and the explanations share one set of definitions. */
export function MetricGrid({ data, context }: MetricGridProps) {
  const { buckets, points, summaries, isComparable } = data;
  const { comparison, filter, params, currency, productNames } = context;
  const timezone = sharedTimezone(filter);
  const zoneText = timezone ? `the shop's days (${timezone})` : "each shop's own days";
  const filterText = `${describeFilter(filter, productNames)}, by payment in ${zoneText}.`;
  const whole = buckets.filter(({ state }) => state === "whole");
  const isCompared = comparison.previous !== null;
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-3 xl:grid-cols-6 print:grid-cols-3">
      {metricKeys.map((metric) => {
        const byBucket = indexPoints(points, metricDefinitions[metric].kind === "money" ? currency : null);
        const sparkline = whole.map(({ key }) => plotValue(byBucket.get(key) ?? [], metric));
        return (
          <MetricCard
            key={metric}
            metric={metric}
            figures={figuresOf(metric, summaries, context)}
            sparkline={sparklinePath(sparkline)}
            filterText={filterText}
            comparisonText={isComparable ? describeComparison(comparison) : null}
            noComparison={isCompared ? "Earlier days loading" : null}
            chartHref={filterHref("/", { ...params, chart: metric === "gmv" ? undefined : metric }, {})}
            isCharted={context.metric === metric}
          />
        );
      })}
    </div>
  );
}
