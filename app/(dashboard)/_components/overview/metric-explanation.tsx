"use client";

import { Info } from "lucide-react";
import { SoftLink } from "@/components/ui/soft-link";
import { formatCounted } from "@/lib/format";
import type { MetricDefinition } from "@/lib/metrics/definitions";
import type { MetricFigure } from "./metric-card";

type MetricExplanationProps = {
  definition: MetricDefinition;
  figures: MetricFigure[];
  filterText: string;
  comparisonText: string | null;
};

/** What a figure means, what it counts now, and the way to exactly its orders. */
export function MetricExplanation({
  definition,
  figures,
  filterText,
  comparisonText,
}: MetricExplanationProps) {
  return (
    <details name="popup" className="group/explain">
      <summary
        aria-label={`What is ${definition.label}?`}
        className="absolute top-2.5 right-2.5 z-10 grid size-8 place-items-center rounded-md text-ink-muted hover:bg-hover hover:text-ink group-open/explain:bg-hover group-open/explain:text-ink print:hidden"
      >
        <Info aria-hidden className="size-4" />
      </summary>
      <div className="explanation absolute top-11 z-20 grid w-76 max-w-[calc(100vw-2rem)] gap-2 rounded-lg border border-line bg-surface-raised p-4 text-sm text-pretty shadow-pop">
        <p>{definition.definition}</p>
        <p className="text-ink-muted">{definition.fineprint}</p>
        <p className="border-t border-line pt-2 text-ink-muted">{filterText}</p>
        {comparisonText ? <p className="text-ink-muted">The change is against {comparisonText}.</p> : null}
        <ul className="grid gap-1 border-t border-line pt-2">
          {figures.map(({ currency, orders, href }) => (
            <li key={currency}>
              <SoftLink href={href} className="font-medium text-accent underline-offset-3 hover:underline">
                {orders === 0 ? "No orders" : `Show its ${formatCounted(orders, "order", "orders")}`}
                {figures.length > 1 ? ` in ${currency}` : ""}
              </SoftLink>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
