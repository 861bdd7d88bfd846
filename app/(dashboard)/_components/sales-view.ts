import type { SalesChartBucket } from "@/components/charts/sales-chart";
import { formatClock, formatDay, formatDayRange, shopClock } from "@/lib/dates";
import { formatCount } from "@/lib/format";
import { type Bucket, indexPoints, plotValue, type SalesPoint } from "@/lib/metrics/series";
import { formatMoney } from "@/lib/money";
import type { OverviewData } from "./load-overview";

export type SalesRow = {
  key: string;
  label: string;
  gmv: string;
  netSales: string;
  orders: string;
  units: string;
  previousGmv: string;
  note: string | null;
};

export type SalesView = {
  buckets: SalesChartBucket[];
  summary: string;
  /** False when there is nothing, or nothing whole, before the period. */
  hasGhost: boolean;
};

const notes = {
  whole: null,
  open: "Still filling",
  future: "Not begun",
  unloaded: "History on its way",
} as const;

function labelsOf(key: string, data: OverviewData, timezone: string) {
  if (data.grain === "day") {
    return { tickLabel: formatDay(key, { hasYear: false }), label: formatDay(key, { hasWeekday: true }) };
  }
  const { day } = shopClock(key, timezone);
  const clock = formatClock(key, timezone);
  return { tickLabel: clock, label: `${formatDay(day, { hasWeekday: true, hasYear: false })}, ${clock}` };
}

/** The chart as finished texts. */
export function buildSalesView(data: OverviewData, timezone: string): SalesView {
  const byBucket = indexPoints(data.points, data.currency);
  const pointOf = (key: string | null): SalesPoint | undefined =>
    key === null ? undefined : byBucket.get(key)?.[0];
  const money = (amount: string | undefined) => formatMoney(amount ?? "0", data.currency);
  const hasGhost =
    data.isComparable && data.buckets.some(({ previousKey }) => pointOf(previousKey) !== undefined);
  const isDrawn = ({ state }: Bucket) => state === "whole" || state === "open";

  const buckets = data.buckets.map((bucket): SalesChartBucket => {
    const before = pointOf(bucket.previousKey);
    return {
      key: bucket.key,
      state: bucket.state,
      ...labelsOf(bucket.key, data, timezone),
      value: isDrawn(bucket) ? plotValue(byBucket.get(bucket.key) ?? [], "gmv") : null,
      previous:
        hasGhost && bucket.previousKey ? plotValue(byBucket.get(bucket.previousKey) ?? [], "gmv") : null,
      valueText: isDrawn(bucket) ? money(pointOf(bucket.key)?.gmv) : "–",
      previousText:
        hasGhost && bucket.previousKey
          ? `${money(before?.gmv)} on ${labelsOf(bucket.previousKey, data, timezone).label}`
          : null,
      note: notes[bucket.state],
    };
  });
  return { buckets, summary: summarize(data, buckets), hasGhost };
}

/** The same points as rows of a table. */
export function buildSalesRows(data: OverviewData, timezone: string): SalesRow[] {
  const byBucket = indexPoints(data.points, data.currency);
  const money = (amount: string | undefined) => formatMoney(amount ?? "0", data.currency);
  return data.buckets.map(({ key, previousKey, state }) => {
    const point = byBucket.get(key)?.[0];
    return {
      key,
      label: labelsOf(key, data, timezone).label,
      gmv: money(point?.gmv),
      netSales: money(point?.netSales),
      orders: formatCount(point?.orders ?? 0),
      units: formatCount(point?.units ?? 0),
      previousGmv: previousKey ? money(byBucket.get(previousKey)?.[0]?.gmv) : "–",
      note: notes[state],
    };
  });
}

function summarize(
  { comparison, grain, summaries, currency }: OverviewData,
  buckets: SalesChartBucket[],
): string {
  const { from, to } = comparison.current;
  const total = summaries.find((summary) => summary.currency === currency)?.metrics.gmv.value ?? "0";
  const best = buckets.reduce<SalesChartBucket | null>(
    (found, bucket) => ((bucket.value ?? 0) > (found?.value ?? 0) ? bucket : found),
    null,
  );
  const peak = best ? ` The highest ${grain} was ${best.label} with ${best.valueText}.` : "";
  return `GMV by ${grain}, ${formatDayRange(from, to)}: ${formatMoney(total, currency)} in all.${peak}`;
}
