import { getSalesSummary, listDailySales, listHourlySales, type SalesSummary } from "@/db/queries/sales";
import type { Shop } from "@/db/queries/shops";
import { type FullRunReach, getFullRunReach } from "@/db/queries/sync-runs";
import { countDays, shopClock } from "@/lib/dates";
import type { Comparison } from "@/lib/metrics/period";
import { type Bucket, type Grain, listBuckets, type SalesPoint } from "@/lib/metrics/series";

export type OverviewData = {
  comparison: Comparison;
  grain: Grain;
  buckets: Bucket[];
  points: SalesPoint[];
  summaries: SalesSummary[];
  currency: string;
  /** False while the compared period is not wholly loaded: a change against it would be wrong. */
  isComparable: boolean;
  /** Null once the shop's whole history has been read. */
  history: FullRunReach | null;
};

export type OverviewInput = {
  shop: Shop;
  comparison: Comparison;
  currency: string;
  /** Whether a full run is under way: only then can days be missing. */
  hasFullRun: boolean;
  now: Date;
};

const hourlyUpToDays = 2;

/** The figures and the chart: two reads of rollups, and one of the sync's work list during a full run, side by side. */
export async function loadOverview(input: OverviewInput): Promise<OverviewData> {
  const { shop, comparison, currency, hasFullRun, now } = input;
  const { shopId, timezone } = shop;
  const { current, previous } = comparison;
  const grain = countDays(current.from, current.to) <= hourlyUpToDays ? "hour" : "day";
  const span = { shopId, from: previous.from, to: current.to };
  const [summaries, points, reach] = await Promise.all([
    getSalesSummary({ shopId, timezone, comparison }),
    grain === "hour" ? listHourlySales(span) : listDailySales(span),
    hasFullRun ? getFullRunReach({ shopId }) : null,
  ]);
  const history = reach?.isFirst ? reach : null;
  const loadedBackTo = history?.loadedBackTo ?? null;
  const buckets = listBuckets({ comparison, grain, timezone, now, loadedBackTo });
  const reachDay = loadedBackTo === null ? null : shopClock(loadedBackTo, timezone).day;
  const isComparable = history === null || (reachDay !== null && reachDay < previous.from);
  return { comparison, grain, buckets, points, summaries, currency, isComparable, history };
}
