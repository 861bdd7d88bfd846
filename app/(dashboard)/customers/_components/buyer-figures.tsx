import { FigureCard } from "@/components/ui/figure-card";
import type { BuyerCounts, BuyerGaps } from "@/db/queries/buyers";
import type { RawSearchParams } from "@/lib/address";
import { ordersHref } from "@/lib/filters/address";
import type { Filter } from "@/lib/filters/filter";
import { formatCount, formatCounted, formatPercent } from "@/lib/format";

type BuyerFiguresProps = { counts: BuyerCounts; gaps: BuyerGaps; filter: Filter; params: RawSearchParams };

/** Who bought in the period; each figure opens the orders of those it counts. */
export function BuyerFigures({ counts, gaps, filter, params }: BuyerFiguresProps) {
  const { buyers, newBuyers, orders } = counts;
  const returning = buyers - newBuyers;
  const share = (part: number) => (buyers === 0 ? "–" : formatPercent(part / buyers));
  const hrefOf = (kind: "new" | "returning" | null) =>
    ordersHref(params, filter, { ...unnarrowed, metric: "netSales", buyers: kind });
  const figures = [
    {
      label: "Buyers",
      value: formatCount(buyers),
      hint: formatCounted(orders, "order that counts", "orders that count"),
      href: hrefOf(null),
    },
    {
      label: "New",
      value: formatCount(newBuyers),
      hint: `${share(newBuyers)} of buyers`,
      dot: "bg-data-1",
      href: hrefOf("new"),
    },
    {
      label: "Returning",
      value: formatCount(returning),
      hint: `${share(returning)} of buyers`,
      dot: "bg-data-2",
      href: hrefOf("returning"),
    },
    {
      label: "Repeat rate",
      value: share(returning),
      hint: "Returning of all buyers",
      href: hrefOf("returning"),
    },
    {
      label: "Orders per buyer",
      value: buyers === 0 ? "–" : (orders / buyers).toFixed(2),
      hint: "Within the period",
      href: hrefOf(null),
    },
    {
      label: "Time between orders",
      value: gaps.median === null ? "–" : formatCounted(gaps.median, "day", "days"),
      hint: "Median of who bought again",
      href: "#gaps",
    },
  ];
  return (
    <section aria-label="Buyers of the period">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
        {figures.map(({ hint, ...figure }) => (
          <li key={figure.label}>
            <FigureCard {...figure} state={buyers === 0 ? "none" : "plain"}>
              {hint}
            </FigureCard>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Buyers are counted over all their orders, so their lists leave the rest of the filter out. */
export const unnarrowed = { status: null, product: null, fulfilment: null };
