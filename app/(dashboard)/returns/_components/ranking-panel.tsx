import type { LucideIcon } from "lucide-react";
import { type RankedBar, RankedBars } from "@/components/charts/ranked-bars";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { cn } from "@/lib/cn";

type RankingPanelProps = {
  id: string;
  title: string;
  hint: string;
  bars: readonly RankedBar[];
  className?: string;
  empty: { icon: LucideIcon; title: string; text: string };
};

/** A card with one ranking in it. */
export function RankingPanel({ id, title, hint, bars, className, empty }: RankingPanelProps) {
  return (
    <Card aria-labelledby={id} className={cn("flex flex-col", className)}>
      <CardHeader id={id} title={title} hint={hint} />
      {bars.length === 0 ? (
        <EmptyState icon={empty.icon} title={empty.title}>
          {empty.text}
        </EmptyState>
      ) : (
        <div className="px-2 pt-3 pb-3 sm:px-3">
          <RankedBars label={title} bars={bars} />
        </div>
      )}
    </Card>
  );
}
