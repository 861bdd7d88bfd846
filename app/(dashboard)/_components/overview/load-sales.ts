import { getSalesSummary, listSales, type SalesSummary } from "@/db/queries/sales";
import { type FullRunReach, getFullRunReach } from "@/db/queries/sync-runs";
import { countDays, shopClock } from "@/lib/dates";
import { type Filter, sharedTimezone } from "@/lib/filters/filter";
import type { Comparison } from "@/lib/metrics/period";
import { type Bucket, type Grain, listBuckets, type SalesPoint } from "@/lib/metrics/series";

export type SalesData = {
  grain: Grain;
  /** Of hours; null where shops of several zones share only what their clocks say. */
  timezone: string | null;
  buckets: Bucket[];
  points: SalesPoint[];
  summaries: SalesSummary[];
  /** False while the compared period is not wholly loaded: a change against it would be wrong. */
  isComparable: boolean;
  /** Shops whose history is being read for the first time. */
  histories: (FullRunReach & { shopId: string })[];
};

export type SalesInput = {
  filter: Filter;
  comparison: Comparison;
  /** Those with a full run under way: only then can days be missing. */
  fullRunShopIds: readonly string[];
  now: Date;
};

const hourlyUpToDays = 2;

async function listHistories(shopIds: readonly string[]): Promise<SalesData["histories"]> {
  const reaches = await Promise.all(
    shopIds.map(async (shopId) => ({ shopId, reach: await getFullRunReach({ shopId }) })),
  );
  return reaches.flatMap(({ shopId, reach }) => (reach?.isFirst ? [{ ...reach, shopId }] : []));
}

/** The days from which on each shop has everything, for shops that do not have all of it. */
function isLoadedBefore(filter: Filter, histories: SalesData["histories"], day: string): boolean {
  return histories.every(({ shopId, loadedBackTo }) => {
    const timezone = filter.shops.find((shop) => shop.shopId === shopId)?.timezone ?? "UTC";
    return loadedBackTo !== null && shopClock(loadedBackTo, timezone).day < day;
  });
}

/** The figures and the chart: two reads of rollups, and one of the sync's work list during a full run, side by side. */
export async function loadSales({ filter, comparison, fullRunShopIds, now }: SalesInput): Promise<SalesData> {
  const { current, previous } = comparison;
  const grain = countDays(current.from, current.to) <= hourlyUpToDays ? "hour" : "day";
  const timezone = sharedTimezone(filter);
  const [summaries, points, histories] = await Promise.all([
    getSalesSummary({ filter, comparison }),
    listSales({ filter, comparison, grain, timezone }),
    listHistories(fullRunShopIds),
  ]);
  const loadedBackTo = Object.fromEntries(
    histories.flatMap(({ shopId, loadedBackTo: reach }) => (reach === null ? [] : [[shopId, reach]])),
  );
  return {
    grain,
    timezone,
    buckets: listBuckets({ filter, comparison, grain, now, loadedBackTo }),
    points,
    summaries,
    isComparable: previous !== null && isLoadedBefore(filter, histories, previous.from),
    histories,
  };
}
