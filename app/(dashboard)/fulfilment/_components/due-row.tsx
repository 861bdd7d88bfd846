import { FigureCard } from "@/components/ui/figure-card";
import type { DispatchFigures } from "@/db/queries/dispatch";
import type { OpenOrders } from "@/db/queries/fulfilment";
import type { RawSearchParams } from "@/lib/address";
import { ordersHref } from "@/lib/filters/address";
import { formatCount, formatPercent } from "@/lib/format";
import { type Due, dueLabels, dues } from "@/lib/fulfilment";
import { allTime } from "@/lib/ranges";

const tones: Record<Due, string> = {
  breached: "bg-bad",
  "2h": "bg-warn",
  "6h": "bg-data-2",
  "24h": "bg-data-1",
  later: "bg-good",
};

type DueRowProps = {
  open: OpenOrders;
  figures: DispatchFigures;
  /** The dates of the filter, in words. */
  dates: string;
  params: RawSearchParams;
};

/** How near the deadlines of open orders are, nearest first, and how punctual the shop has been; each figure opens its orders. */
export function DueRow({ open, figures, dates, params }: DueRowProps) {
  const { lateRate, late, overdue } = figures;
  return (
    <section aria-label="Deadlines">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
        {dues.map((due) => {
          const { total, toShip, toHandOver } = open.dues[due];
          return (
            <li key={due}>
              <FigureCard
                label={dueLabels[due]}
                dot={total > 0 ? tones[due] : "bg-line-strong/40"}
                value={formatCount(total)}
                state={total === 0 ? "none" : due === "breached" ? "bad" : "plain"}
                href={ordersHref(params, { range: allTime }, { due })}
              >
                {total === 0 ? (
                  "No orders"
                ) : (
                  <>
                    {formatCount(toShip)} to ship <Dot /> {formatCount(toHandOver)} to hand over
                  </>
                )}
              </FigureCard>
            </li>
          );
        })}
        <li>
          <FigureCard
            label="Late-dispatch rate"
            value={lateRate === null ? "–" : formatPercent(lateRate)}
            state={lateRate === null ? "none" : "plain"}
            href="#punctuality"
          >
            {formatCount(late)} late <Dot /> {formatCount(overdue)} overdue
            <span className="block truncate">{dates}</span>
          </FigureCard>
        </li>
      </ul>
    </section>
  );
}

const Dot = () => <span aria-hidden>·</span>;
