import { listTopProducts, type TopProduct } from "@/db/queries/products";
import { getSalesSummary, listDailySales, listHourlySales, type SalesSummary } from "@/db/queries/sales";
import type { Shop } from "@/db/queries/shops";
import { type FullRunReach, getFullRunReach } from "@/db/queries/sync-runs";
import { countDays, shopClock } from "@/lib/dates";
import { type Comparison, comparePeriods } from "@/lib/metrics/period";
import { type Bucket, type Grain, listBuckets, type SalesPoint } from "@/lib/metrics/series";
import type { DateRange } from "@/lib/search-params";

export type OverviewData = {
  comparison: Comparison;
  grain: Grain;
  buckets: Bucket[];
  points: SalesPoint[];
  summaries: SalesSummary[];
  currency: string;
  topProducts: TopProduct[];
  /** False while the compared period is not wholly loaded: a change against it would be wrong. */
  isComparable: boolean;
  /** Null once the shop's whole history has been read. */
  history: FullRunReach | null;
};

type OverviewInput = {
  shop: Shop;
  range: DateRange;
  currency: string | null;
  syncedThrough: string | null;
  now: Date;
};

const hourlyUpToDays = 2;
const topProductCount = 10;

/** Everything on the Overview: four reads of rollups and one of the sync's work list, side by side. */
export async function loadOverview(input: OverviewInput): Promise<OverviewData> {
  const { shop, range, now, syncedThrough } = input;
  const { shopId, timezone } = shop;
  const currency = input.currency ?? shop.currency;
  const comparison = comparePeriods({ period: range, now, syncedThrough, timezone });
  const grain = countDays(range.from, range.to) <= hourlyUpToDays ? "hour" : "day";
  const span = { shopId, from: comparison.previous.from, to: range.to };
  const [summaries, points, topProducts, reach] = await Promise.all([
    getSalesSummary({ shopId, timezone, comparison }),
    grain === "hour" ? listHourlySales(span) : listDailySales(span),
    listTopProducts({ shopId, from: range.from, to: range.to, currency, limit: topProductCount }),
    getFullRunReach({ shopId }),
  ]);
  const history = reach?.isFirst ? reach : null;
  const loadedBackTo = history?.loadedBackTo ?? null;
  const buckets = listBuckets({ comparison, grain, timezone, now, loadedBackTo });
  const reachDay = loadedBackTo === null ? null : shopClock(loadedBackTo, timezone).day;
  const isComparable = history === null || (reachDay !== null && reachDay < comparison.previous.from);
  return { comparison, grain, buckets, points, summaries, currency, topProducts, isComparable, history };
}
