import { PackageCheck } from "lucide-react";
import { StackedBars } from "@/components/charts/stacked-bars";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SoftLink } from "@/components/ui/soft-link";
import type { DispatchFigures } from "@/db/queries/dispatch";
import type { RawSearchParams } from "@/lib/address";
import { ordersHref } from "@/lib/filters/address";
import { type Filter, filterToday } from "@/lib/filters/filter";
import { describeDates } from "@/lib/filters/labels";
import { formatCount, formatPercent } from "@/lib/format";
import { dispatches, dispatchLabels, fulfilmentWords } from "@/lib/fulfilment";
import { labelSpan, type SpanGrain } from "@/lib/metrics/spans";

const tones = { "on-time": "bg-data-1", late: "bg-data-2", overdue: "bg-bad" };

const series = dispatches.map((key) => ({ key, label: dispatchLabels[key], tone: tones[key] }));

type PunctualityCardProps = {
  figures: DispatchFigures;
  grain: SpanGrain;
  filter: Filter;
  params: RawSearchParams;
};

/** How punctually orders of the dates chosen were made ready to ship. */
export function PunctualityCard({ figures, grain, filter, params }: PunctualityCardProps) {
  const { onTime, late, overdue, lateRate, steps } = figures;
  const counts = { "on-time": onTime, late, overdue };
  return (
    <Card id="punctuality" aria-labelledby="punctuality-title" className="flex scroll-mt-20 flex-col">
      <CardHeader
        id="punctuality-title"
        title="Late-dispatch rate"
        hint={`${describeDates(filter.range)}, by ${grain} of payment`}
      >
        <p className="figure text-2xl font-semibold tabular-nums">
          {lateRate === null ? "–" : formatPercent(lateRate)}
        </p>
      </CardHeader>
      {lateRate === null ? (
        <EmptyState icon={PackageCheck} title="Nothing to judge">
          No order paid in this period was made ready or is past its deadline.
        </EmptyState>
      ) : (
        <div className="flex grow flex-col gap-4 px-4 py-4 sm:px-5">
          <StackedBars
            caption={`How orders were made ready, by ${grain} of payment`}
            series={series}
            steps={steps.map(({ start, ...step }) => ({
              key: start,
              label: labelSpan(start, grain),
              counts: [step.onTime, step.late, step.overdue],
            }))}
            openKey={filter.range.to >= filterToday(filter) ? steps.at(-1)?.start : null}
          />
          <ul aria-label="Orders by punctuality" className="grid grid-cols-3 gap-2">
            {series.map(({ key, label, tone }) => (
              <li key={key}>
                <SoftLink
                  href={ordersHref(params, filter, { dispatch: key })}
                  className="block rounded-md px-2 py-1.5 hover:bg-hover"
                >
                  <span className="flex items-center gap-1.5 text-xs whitespace-nowrap text-ink-muted">
                    <span aria-hidden className={`size-2.5 shrink-0 rounded-xs ${tone}`} />
                    {label}
                  </span>
                  <span className="figure block text-md font-semibold tabular-nums">
                    {formatCount(counts[key])}
                  </span>
                </SoftLink>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="border-t border-line px-4 py-2.5 text-xs text-pretty text-ink-muted sm:px-5">
        {fulfilmentWords.lateRate}
      </p>
    </Card>
  );
}
