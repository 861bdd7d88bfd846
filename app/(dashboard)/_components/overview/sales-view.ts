import type { SalesChartBucket } from "@/components/charts/sales-chart";
import { formatDay, formatDayRange } from "@/lib/dates";
import { formatCount } from "@/lib/format";
import { metricDefinitions } from "@/lib/metrics/definitions";
import { formatFigure } from "@/lib/metrics/format";
import { type Bucket, indexPoints, plotValue, readHourKey, type SalesPoint } from "@/lib/metrics/series";
import { formatMoney } from "@/lib/money";
import type { SalesData } from "./load-sales";
import type { OverviewContext } from "./overview-context";

export type SalesRow = {
  key: string;
  label: string;
  gmv: string;
  netSales: string;
  orders: string;
  units: string;
  before: string;
  note: string | null;
};

export type SalesView = {
  buckets: SalesChartBucket[];
  summary: string;
  /** False when there is nothing, or nothing whole, before the period. */
  hasGhost: boolean;
  /** True when neither period has anything, and nothing of them is still on its way. */
  isEmpty: boolean;
};

const notes = {
  whole: null,
  open: "Still filling",
  future: "Not begun",
  unloaded: "History on its way",
} as const;

function labelsOf(key: string, { grain, timezone }: SalesData) {
  if (grain === "day") {
    return { tickLabel: formatDay(key, { hasYear: false }), label: formatDay(key, { hasWeekday: true }) };
  }
  const { day, clock } = readHourKey(key, timezone);
  return { tickLabel: clock, label: `${formatDay(day, { hasWeekday: true, hasYear: false })}, ${clock}` };
}

/** Reads the chart's figure off buckets: as a height, and as text that no float has touched where it is money. */
function createReader(data: SalesData, { metric, currency }: OverviewContext) {
  const { kind } = metricDefinitions[metric];
  const isMoney = kind === "money";
  const byBucket = indexPoints(data.points, isMoney ? currency : null);
  const pointsOf = (key: string | null): SalesPoint[] => (key === null ? [] : (byBucket.get(key) ?? []));
  const exact = (points: SalesPoint[]): string | null => {
    const [point] = points;
    switch (metric) {
      case "gmv":
      case "netSales":
        return point?.[metric] ?? "0";
      case "averageOrderValue":
        return point?.averageOrderValue ?? null;
      case "cancellationRate":
        return points.length === 0 ? null : String(plotValue(points, metric));
      case "orders":
      case "units":
        return String(plotValue(points, metric));
    }
  };
  return {
    has: (key: string | null) => pointsOf(key).length > 0,
    height: (key: string | null) => plotValue(pointsOf(key), metric),
    text: (key: string | null) => formatFigure(exact(pointsOf(key)), kind, isMoney ? currency : null),
  };
}

const isDrawn = ({ state }: Bucket) => state === "whole" || state === "open";

/** The chart as finished texts. */
export function buildSalesView(data: SalesData, context: OverviewContext): SalesView {
  const reader = createReader(data, context);
  const hasGhost = data.isComparable && data.buckets.some(({ previousKey }) => reader.has(previousKey));
  const buckets = data.buckets.map((bucket): SalesChartBucket => {
    const { key, previousKey, state } = bucket;
    const isCompared = hasGhost && previousKey !== null;
    return {
      key,
      state,
      ...labelsOf(key, data),
      value: isDrawn(bucket) ? reader.height(key) : null,
      previous: isCompared ? reader.height(previousKey) : null,
      valueText: isDrawn(bucket) ? reader.text(key) : "–",
      previousText: isCompared ? `${reader.text(previousKey)} on ${labelsOf(previousKey, data).label}` : null,
      note: notes[state],
    };
  });
  const isEmpty =
    !hasGhost && data.buckets.every(({ key, state }) => state !== "unloaded" && !reader.has(key));
  return { buckets, summary: summarize(data, context, buckets), hasGhost, isEmpty };
}

/** The same buckets as rows of a table. */
export function buildSalesRows(data: SalesData, context: OverviewContext): SalesRow[] {
  const { currency } = context;
  const reader = createReader(data, context);
  const money = indexPoints(data.points, currency);
  const all = indexPoints(data.points, null);
  return data.buckets.map(({ key, previousKey, state }) => {
    const point = money.get(key)?.[0];
    const points = all.get(key) ?? [];
    return {
      key,
      label: labelsOf(key, data).label,
      gmv: formatMoney(point?.gmv ?? "0", currency),
      netSales: formatMoney(point?.netSales ?? "0", currency),
      orders: formatCount(plotValue(points, "orders")),
      units: formatCount(plotValue(points, "units")),
      before: previousKey ? reader.text(previousKey) : "–",
      note: notes[state],
    };
  });
}

function summarize(data: SalesData, context: OverviewContext, buckets: SalesChartBucket[]): string {
  const { metric, currency, comparison } = context;
  const { label, kind } = metricDefinitions[metric];
  const { from, to } = comparison.current;
  const wanted = kind === "money" ? currency : null;
  const value = data.summaries.find((summary) => summary.currency === wanted)?.metrics[metric].value ?? null;
  const best = buckets.reduce<SalesChartBucket | null>(
    (found, bucket) => ((bucket.value ?? 0) > (found?.value ?? 0) ? bucket : found),
    null,
  );
  const peak = best ? ` The highest ${data.grain} was ${best.label} with ${best.valueText}.` : "";
  return `${label} by ${data.grain}, ${formatDayRange(from, to)}: ${formatFigure(value, kind, wanted)} in all.${peak}`;
}
