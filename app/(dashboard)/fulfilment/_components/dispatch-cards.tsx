import { Ban, Timer } from "lucide-react";
import { FigureBars } from "@/components/charts/figure-bars";
import type { DispatchFigures } from "@/db/queries/dispatch";
import type { RawSearchParams } from "@/lib/address";
import { ordersHref } from "@/lib/filters/address";
import type { Filter } from "@/lib/filters/filter";
import { describeDates } from "@/lib/filters/labels";
import { formatCount, formatDuration, formatPercent } from "@/lib/format";
import { cancellerLabels, cancellers, dispatchTimes, fulfilmentWords } from "@/lib/fulfilment";

type CardProps = { figures: DispatchFigures; filter: Filter; params: RawSearchParams };

/** How long orders of the dates chosen took from payment to ready. */
export function TimeCard({ figures: { byTime, meanSeconds }, filter, params }: CardProps) {
  const done = byTime.reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, ...byTime);
  return (
    <FigureBars
      id="time"
      title="Time to ship"
      hint={`On average, ${describeDates(filter.range)}`}
      figure={meanSeconds === null ? "–" : formatDuration(Math.round(meanSeconds / 60) * 60_000)}
      bars={dispatchTimes.map(({ key, label }, place) => ({
        key,
        label,
        value: formatCount(byTime[place] ?? 0),
        hint: formatPercent((byTime[place] ?? 0) / Math.max(1, done)),
        share: (byTime[place] ?? 0) / most,
        href: ordersHref(params, filter, { took: key }),
      }))}
      words={fulfilmentWords.dispatchTime}
      empty={
        done > 0
          ? null
          : {
              icon: Timer,
              title: "Nothing made ready",
              text: "No order paid in this period has been made ready yet.",
            }
      }
    />
  );
}

/** What was paid in the dates chosen and came to nothing. */
export function CancellationCard({ figures: { cancelled, paid }, filter, params }: CardProps) {
  const all = cancellers.reduce((sum, who) => sum + cancelled[who], 0);
  const most = Math.max(1, ...cancellers.map((who) => cancelled[who]));
  return (
    <FigureBars
      id="cancelled"
      title="Cancelled"
      hint={`${formatCount(all)} of ${formatCount(paid)} paid orders`}
      figure={paid === 0 ? "–" : formatPercent(all / paid)}
      bars={cancellers.map((who) => ({
        key: who,
        label: cancellerLabels[who],
        value: formatCount(cancelled[who]),
        hint: formatPercent(cancelled[who] / Math.max(1, all)),
        share: cancelled[who] / most,
        href: ordersHref(params, filter, { metric: "cancellationRate", "cancelled-by": who }),
      }))}
      words={fulfilmentWords.cancellations}
      empty={
        all > 0
          ? null
          : { icon: Ban, title: "Nothing cancelled", text: "No order paid in this period was cancelled." }
      }
    />
  );
}
