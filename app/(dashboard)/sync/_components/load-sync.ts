import { getCountProofs } from "@/db/queries/count-proof";
import { listMeasuredRuns } from "@/db/queries/full-runs";
import { getLateness } from "@/db/queries/order-lateness";
import { listSyncRuns } from "@/db/queries/run-history";
import { getShopNotifications } from "@/db/queries/shop-notifications";
import type { Shop } from "@/db/queries/shops";
import { listCallsToday } from "@/db/queries/sync-costs";
import { countOpenRejects, getFullRunReach, listOpenRejects } from "@/db/queries/sync-runs";
import { listMySyncStatuses } from "@/lib/auth/page";
import { parseRunCursor, parseRunFilter } from "@/lib/run-filters";
import type { RawSearchParams } from "@/lib/search-params";
import { forecastFullSync } from "@/lib/sync-forecast";

const shownRuns = 25;
const shownRejects = 50;
const ordersPerCall = 100;

/** Everything the Sync page shows of a shop. */
export async function loadSync({ shopId, timezone }: Shop, params: RawSearchParams) {
  const filter = parseRunFilter(params);
  const cursor = parseRunCursor(params);
  const [page, proofs, reach, rejects, rejectTotal, measured, costs, lateness, statuses, notifications] =
    await Promise.all([
      listSyncRuns({ shopId, filter: filter.value, cursor: cursor.value, limit: shownRuns }),
      getCountProofs({ shopId }),
      getFullRunReach({ shopId }),
      listOpenRejects({ shopId, limit: shownRejects }),
      countOpenRejects({ shopId }),
      listMeasuredRuns([shopId]),
      listCallsToday({ shopId, timezone }),
      getLateness({ shopId }),
      listMySyncStatuses(),
      getShopNotifications({ shopId }),
    ]);
  const recordsTotal = statuses.find((status) => status.shopId === shopId)?.recordsTotal ?? 0;
  const { whole } = proofs;
  return {
    notices: [filter, cursor].flatMap(({ notice }) => notice ?? []),
    filter: filter.value,
    page,
    proofs,
    count: whole
      ? {
          here: whole.countedHere,
          there: whole.countedThere,
          isProven: whole.isProven,
          trust: whole.trust,
        }
      : null,
    windows: reach ? { done: reach.windowsDone, total: reach.windowsTotal } : null,
    rejects,
    rejectTotal,
    forecast: forecastFullSync(recordsTotal, measured.get(shopId) ?? [], ordersPerCall),
    costs,
    lateness,
    notifications,
  };
}
