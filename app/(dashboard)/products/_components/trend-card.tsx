import { TrendBars, type TrendStep } from "@/components/charts/trend-bars";
import { Card, CardHeader } from "@/components/ui/card";
import type { Period } from "@/lib/metrics/period";
import { labelSpan, listSpanStarts, type SpanGrain, trendGrain } from "@/lib/metrics/spans";
import { formatMoney } from "@/lib/money";

type TrendCardProps = { trend: readonly number[]; period: Period; currency: string };

const grainTexts: Record<SpanGrain, string> = { day: "day", week: "week", month: "month" };

/** Net sales of one product or SKU step by step. */
export function TrendCard({ trend, period, currency }: TrendCardProps) {
  const hint = `By ${grainTexts[trendGrain(period)]} of payment, in ${currency}`;
  return (
    <Card aria-labelledby="trend-title">
      <CardHeader id="trend-title" title="Net sales" hint={hint} />
      <div className="px-4 pt-2 pb-4 sm:px-5">
        <TrendBars
          caption={`Net sales, ${hint}`}
          steps={listSteps(trend, period, currency)}
          nothing="Nothing was sold in this period."
        />
      </div>
    </Card>
  );
}

function listSteps(trend: readonly number[], period: Period, currency: string): TrendStep[] {
  const grain = trendGrain(period);
  return listSpanStarts(period, grain).map((start, index) => {
    const value = trend[index] ?? 0;
    return {
      key: start,
      label: labelSpan(start, grain),
      value,
      text: formatMoney(value.toFixed(2), currency),
    };
  });
}
