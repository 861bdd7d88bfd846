import { Users } from "lucide-react";
import { StackedBars } from "@/components/charts/stacked-bars";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { BuyerStep } from "@/db/queries/buyers";
import { labelSpan, type SpanGrain } from "@/lib/metrics/spans";

const series = [
  { key: "new", label: "New", tone: "bg-data-1" },
  { key: "returning", label: "Returning", tone: "bg-data-2" },
];

type BuyerStepsProps = {
  steps: readonly BuyerStep[];
  grain: SpanGrain;
  /** Whether the last step is still running. */
  isOpen: boolean;
};

/** New and returning buyers step by step, one on the other. */
export function BuyerSteps({ steps, grain, isOpen }: BuyerStepsProps) {
  const isEmpty = steps.every(({ newBuyers, returning }) => newBuyers + returning === 0);
  return (
    <Card aria-labelledby="steps-title" className="flex flex-col">
      <CardHeader
        id="steps-title"
        title="New and returning"
        hint={`By ${grain}; returning is who had bought before that ${grain}`}
      >
        <ul aria-hidden className="flex gap-4 text-xs text-ink-muted">
          {series.map(({ key, label, tone }) => (
            <li key={key} className="flex items-center gap-1.5">
              <span className={`size-2.5 rounded-xs ${tone}`} />
              {label}
            </li>
          ))}
        </ul>
      </CardHeader>
      {isEmpty ? (
        <EmptyState icon={Users} title="Nobody bought">
          No order that counts was paid in this period.
        </EmptyState>
      ) : (
        <div className="flex grow flex-col px-4 pt-3 pb-4 sm:px-5">
          <StackedBars
            caption={`New and returning buyers by ${grain}`}
            series={series}
            steps={steps.map(({ start, newBuyers, returning }) => ({
              key: start,
              label: labelSpan(start, grain),
              counts: [newBuyers, returning],
            }))}
            openKey={isOpen ? steps.at(-1)?.start : null}
          />
        </div>
      )}
    </Card>
  );
}
