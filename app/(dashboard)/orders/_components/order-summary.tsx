import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ExportLink } from "@/components/ui/export-link";
import type { ListTotals } from "@/db/queries/order-totals";
import type { OrderSelection } from "@/lib/filters/selection";
import { formatCount, formatCounted } from "@/lib/format";
import { isOfUnits, metricDefinitions } from "@/lib/metrics/definitions";
import { formatMoney } from "@/lib/money";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";

type OrderSummaryProps = {
  sums: ListTotals;
  selection: OrderSelection;
  params: RawSearchParams;
  canExport: boolean;
  children: ReactNode;
};

/** How many orders the list holds and what they add up to in each currency, with the search beside it. */
export function OrderSummary({ sums, selection, params, canExport, children }: OrderSummaryProps) {
  const { orders, isCapped, totals } = sums;
  const exactHref = hrefWith("/orders", params, { count: "exact" }) as Route;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 border-b border-line px-4 py-3 sm:px-5">
      <div className="min-w-0">
        <p className="text-md font-semibold tabular-nums">
          {isCapped ? `${formatCount(orders)}+ orders` : formatCounted(orders, "order", "orders")}
          {isCapped ? (
            <Link
              href={exactHref}
              prefetch={false}
              scroll={false}
              className="ml-2 text-xs font-medium text-accent underline-offset-3 hover:underline"
            >
              Count all
            </Link>
          ) : null}
        </p>
        <p className="flex flex-wrap gap-x-3 text-xs text-ink-muted tabular-nums">
          {totals?.flatMap((total) => listSums(total, selection))}
          {isCapped ? "Counted to the end, their total shows too" : null}
        </p>
      </div>
      <div className="flex w-full gap-2 sm:w-auto">
        {children}
        {canExport && orders > 0 ? (
          <ExportLink
            href={hrefWith("/orders/export", params, { cursor: null, count: null, table: null, find: null })}
          />
        ) : null}
      </div>
    </div>
  );
}

type Total = NonNullable<ListTotals["totals"]>[number];

function listSums({ currency, totalAmount, contribution }: Total, { metric }: OrderSelection): ReactNode[] {
  const parts: [label: string, amount: string][] = [];
  if (metric !== null && contribution !== null && metricDefinitions[metric].kind === "money")
    parts.push([metricDefinitions[metric].label, formatMoney(contribution, currency)]);
  else if (metric !== null && isOfUnits(metric) && contribution !== null)
    parts.push([metricDefinitions[metric].label, formatCount(Number(contribution))]);
  if (totalAmount !== null) parts.push(["Total paid", formatMoney(totalAmount, currency)]);
  return parts.map(([label, amount]) => (
    <span key={`${currency}:${label}`}>
      {label} <span className="font-medium text-ink">{amount}</span>
    </span>
  ));
}
