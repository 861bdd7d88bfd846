import { Undo2 } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { Filter } from "@/lib/filters/filter";
import type { SyncStatus } from "@/lib/sync-status";

/** Whether the first copy of no chosen shop has begun: a nought would say that nobody sent anything back. */
export function isNothingCopied(statuses: readonly SyncStatus[], filter: Filter): boolean {
  const chosen = statuses.filter(({ shopId }) => filter.shops.some((shop) => shop.shopId === shopId));
  return chosen.length > 0 && chosen.every(({ state }) => state === "new");
}

export function NotCopiedYet() {
  return (
    <Card>
      <EmptyState icon={Undo2} title="Returns are not here yet">
        The first copy is made by itself, a few minutes after the orders are complete.
      </EmptyState>
    </Card>
  );
}
