import type { LucideIcon } from "lucide-react";
import { type RankedBar, RankedBars } from "@/components/charts/ranked-bars";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

type FigureBarsProps = {
  id: string;
  title: string;
  hint: string;
  figure: string;
  bars: readonly RankedBar[];
  words: string;
  /** Instead of the bars, where there is nothing to show. */
  empty: { icon: LucideIcon; title: string; text: string } | null;
};

/** One figure and what it is made of; each line opens its orders. */
export function FigureBars({ id, title, hint, figure, bars, words, empty }: FigureBarsProps) {
  return (
    <Card id={id} aria-labelledby={`${id}-title`} className="flex scroll-mt-20 flex-col">
      <CardHeader id={`${id}-title`} title={title} hint={hint}>
        <p className="figure text-2xl font-semibold tabular-nums">{figure}</p>
      </CardHeader>
      {empty ? (
        <EmptyState icon={empty.icon} title={empty.title}>
          {empty.text}
        </EmptyState>
      ) : (
        <div className="px-2 pt-3 pb-3 sm:px-3">
          <RankedBars label={title} bars={bars} />
        </div>
      )}
      <p className="mt-auto border-t border-line px-4 py-2.5 text-xs text-pretty text-ink-muted sm:px-5">
        {words}
      </p>
    </Card>
  );
}
