import type { Filter } from "@/lib/filters/filter";
import type { MetricKey } from "@/lib/metrics/definitions";
import type { Comparison } from "@/lib/metrics/period";
import type { RawSearchParams } from "@/lib/search-params";

/** What every panel of the Overview is about. */
export type OverviewContext = {
  params: RawSearchParams;
  filter: Filter;
  comparison: Comparison;
  now: Date;
  /** The one that charts and rankings are drawn in; figures show each. */
  currency: string;
  /** The figure the chart shows. */
  metric: MetricKey;
  /** The panel whose numbers are open as a table. */
  openTable: string | null;
  productNames: Record<string, string>;
  /** False while a shop's history is read for the first time: what came before is not known yet. */
  isHistoryHere: boolean;
};
