import { Card, CardHeader } from "@/components/ui/card";
import { formatCount, formatCounted, formatPercent, formatSpan } from "@/lib/format";
import { type Lateness, latenessBuckets, latenessDays } from "@/lib/lateness";
import { BarRow, BarTable } from "./bar-table";

/** How late changes reach this copy: the hourly rhythm of the sync, and beyond it TikTok's own delay. */
export function LatenessCard({ lateness }: { lateness: Lateness }) {
  const { counts, total, medianSec, slowestSec } = lateness;
  const most = Math.max(1, ...counts);
  return (
    <Card aria-labelledby="lateness-title" className="flex flex-col">
      <CardHeader
        id="lateness-title"
        title="Lateness"
        hint={`From a change at TikTok until it was here: ${formatCounted(total, "order", "orders")} of the last ${latenessDays} days`}
      />
      <BarTable caption="How late changes were here" heads={["Late by", "Orders", "Share"]}>
        {latenessBuckets.map(({ label }, index) => (
          <BarRow
            key={label}
            label={label}
            share={(counts[index] ?? 0) / most}
            barClassName={index < 3 ? "bg-data-1" : "bg-data-2"}
            figures={[
              formatCount(counts[index] ?? 0),
              total === 0 ? "–" : formatPercent((counts[index] ?? 0) / total),
            ]}
          />
        ))}
      </BarTable>
      <p className="mt-auto border-t border-line px-4 py-3 text-sm text-pretty text-ink-muted sm:px-5">
        {medianSec === null || slowestSec === null
          ? "Nothing has changed since the first full sync, so nothing can be said yet."
          : `Half were here within ${formatSpan(medianSec * 1000)}, the slowest after ${formatSpan(slowestSec * 1000)}. Up to an hour is the rhythm of the hourly sync; beyond it TikTok told late, or a sync could not run.`}
      </p>
    </Card>
  );
}
