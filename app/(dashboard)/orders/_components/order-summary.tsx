import type { ReactNode } from "react";
import type { CurrencyTotal } from "@/db/queries/orders";
import { formatCount } from "@/lib/format";
import { formatMoney } from "@/lib/money";
import type { OrderCount } from "./load-orders";

type OrderSummaryProps = { count: OrderCount; totals: CurrencyTotal[] | null; children: ReactNode };

/** How many orders the filter holds, and what they add up to in each currency. */
export function OrderSummary({ count, totals, children }: OrderSummaryProps) {
  const noun = count.orders === 1 ? "order" : "orders";
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 border-b border-line px-4 py-3 sm:px-5">
      <div>
        <p className="text-[0.9375rem] font-semibold tabular-nums">
          {formatCount(count.orders)}
          {count.isCapped ? "+" : ""} {noun}
        </p>
        <p className="flex flex-wrap gap-x-3 text-xs text-ink-muted tabular-nums">
          {totals === null
            ? "Narrow to 10,000 or fewer to see their total"
            : totals.map(({ currency, total }) => (
                <span key={currency}>
                  Total <span className="font-medium text-ink">{formatMoney(total, currency)}</span>
                </span>
              ))}
        </p>
      </div>
      {children}
    </div>
  );
}
