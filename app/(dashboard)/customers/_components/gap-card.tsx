import { Repeat } from "lucide-react";
import { FigureBars } from "@/components/charts/figure-bars";
import type { BuyerGaps } from "@/db/queries/buyers";
import type { RawSearchParams } from "@/lib/address";
import { ordersHref } from "@/lib/filters/address";
import type { Filter } from "@/lib/filters/filter";
import { formatCount, formatCounted, formatPercent } from "@/lib/format";
import { buyerWords } from "@/lib/metrics/buyer-words";
import { gaps as bounds } from "@/lib/metrics/buyers";
import { unnarrowed } from "./buyer-figures";

type GapCardProps = { gaps: BuyerGaps; filter: Filter; params: RawSearchParams };

/** How long it takes until somebody buys again. */
export function GapCard({ gaps: { byGap, purchases, median }, filter, params }: GapCardProps) {
  const most = Math.max(1, ...byGap);
  return (
    <FigureBars
      id="gaps"
      title="Time between orders"
      hint={`Median of ${formatCounted(purchases, "returning purchase", "returning purchases")}`}
      figure={median === null ? "–" : formatCounted(median, "day", "days")}
      bars={bounds.map(({ key, label }, place) => ({
        key,
        label,
        value: formatCount(byGap[place] ?? 0),
        hint: formatPercent((byGap[place] ?? 0) / Math.max(1, purchases)),
        share: (byGap[place] ?? 0) / most,
        href: ordersHref(params, filter, { ...unnarrowed, metric: "netSales", gap: key }),
      }))}
      words={buyerWords.gaps}
      empty={
        purchases > 0
          ? null
          : { icon: Repeat, title: "Nobody bought again", text: "All buyers of this period bought once." }
      }
    />
  );
}
