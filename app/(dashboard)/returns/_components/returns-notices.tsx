import { Notice } from "@/components/ui/notice";
import type { Filter } from "@/lib/filters/filter";
import type { SyncStatus } from "@/lib/sync-status";

type ReturnsNoticesProps = { statuses: readonly SyncStatus[]; filter: Filter };

const quiet = new Set<SyncStatus["state"]>(["up_to_date", "syncing"]);

/** What keeps the returns of a chosen shop from being complete, with what to do about it. */
export function ReturnsNotices({ statuses, filter }: ReturnsNoticesProps) {
  const chosen = statuses.filter(({ shopId }) => filter.shops.some((shop) => shop.shopId === shopId));
  const worth = chosen.filter(({ state, syncedThrough }) => !quiet.has(state) || syncedThrough === null);
  const hasOthers = filter.shops.length > 1;
  return worth.map(({ shopId, shopName, state, label, sentence }) => (
    <Notice key={shopId} tone={state === "new" || state === "syncing" ? "info" : "warn"}>
      <strong className="font-semibold">
        {hasOthers ? `${shopName}: ` : ""}
        {state === "new" ? "Returns are not here yet" : label}.
      </strong>{" "}
      {sentence}
    </Notice>
  ));
}
