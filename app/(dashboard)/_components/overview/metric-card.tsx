"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { CSSProperties } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { SoftLink } from "@/components/ui/soft-link";
import type { MetricValue } from "@/db/queries/sales";
import { formatChangeSize, formatPointsSize } from "@/lib/format";
import { type MetricDefinition, type MetricKey, metricDefinitions } from "@/lib/metrics/definitions";
import { formatFigure } from "@/lib/metrics/format";
import { MetricExplanation } from "./metric-explanation";

export type MetricFigure = MetricValue & {
  currency: string | null;
  orders: number;
  /** The list of exactly the orders behind the figure. */
  href: string;
};

type MetricCardProps = {
  metric: MetricKey;
  /** One for each currency of a sum of money, else a single one. */
  figures: MetricFigure[];
  /** From `sparklinePath`, so that the browser need not load what draws it. */
  sparkline: string;
  filterText: string;
  /** What changes are measured against; a sentence of why not in `noComparison`. */
  comparisonText: string | null;
  noComparison: string | null;
  /** Puts this figure into the chart. */
  chartHref: string;
  isCharted: boolean;
};

/**
 * One figure: its value, its change, its shape, and what it means. Needs nothing of the browser; but six of them as
 * finished elements would be a fifth of the page's size, since React sends those a second time beside the HTML.
 */
export function MetricCard({
  metric,
  figures,
  sparkline,
  filterText,
  comparisonText,
  noComparison,
  chartHref,
  isCharted,
}: MetricCardProps) {
  const definition = metricDefinitions[metric];
  const comparison = { text: comparisonText, why: noComparison };
  const [first, ...others] = figures;
  return (
    <section
      aria-label={definition.label}
      data-charted={isCharted}
      className="metric-card group relative flex flex-col rounded-lg border border-line bg-surface p-4 shadow-card has-[details[open]]:z-20"
    >
      <h2 className="pr-7 text-sm font-medium text-ink-muted">
        <SoftLink
          isStaying
          href={chartHref}
          aria-current={isCharted ? "true" : undefined}
          title={isCharted ? undefined : "Show in the chart"}
          className="after:absolute after:inset-0 after:rounded-lg hover:text-ink aria-[current=true]:text-ink"
        >
          {definition.label}
        </SoftLink>
      </h2>
      <MetricExplanation
        definition={definition}
        figures={figures}
        filterText={filterText}
        comparisonText={comparisonText}
      />
      <div className="@container mt-1">
        {first ? <Figure figure={first} definition={definition} isLead /> : null}
      </div>
      {first ? <Change figure={first} definition={definition} comparison={comparison} /> : null}
      {others.map((figure) => (
        <div key={figure.currency} className="mt-1.5 flex flex-wrap items-baseline gap-x-2">
          <Figure figure={figure} definition={definition} />
          <Change figure={figure} definition={definition} comparison={comparison} />
        </div>
      ))}
      <div className="mt-auto pt-3">
        <Sparkline path={sparkline} />
      </div>
    </section>
  );
}

type FigureProps = { figure: MetricFigure; definition: MetricDefinition; isLead?: boolean };

function Figure({ figure, definition, isLead = false }: FigureProps) {
  const text = formatFigure(figure.value, definition.kind, figure.currency);
  const className = isLead
    ? "figure figure-fit font-semibold whitespace-nowrap tabular-nums"
    : "figure text-base font-semibold tabular-nums";
  return (
    <p className={className} style={isLead ? ({ "--chars": text.length } as CSSProperties) : undefined}>
      {text}
    </p>
  );
}

type ChangeProps = {
  figure: MetricFigure;
  definition: MetricDefinition;
  comparison: { text: string | null; why: string | null };
};

function Change({ figure: { change }, definition, comparison }: ChangeProps) {
  if (comparison.text === null) return <p className="text-xs text-ink-muted">{comparison.why}</p>;
  if (change === null) return <p className="text-xs text-ink-muted">Nothing to compare</p>;
  const size = definition.kind === "rate" ? formatPointsSize(change) : formatChangeSize(change);
  if (/^[0.]+\D*$/.test(size)) return <p className="text-xs text-ink-muted">No change</p>;
  const isRise = change > 0;
  const Arrow = isRise ? ArrowUp : ArrowDown;
  const tone = isRise === definition.isRiseGood ? "text-good" : "text-bad";
  return (
    <p
      className={`flex items-center gap-0.5 text-xs font-medium tabular-nums ${tone}`}
      title={`Against ${comparison.text}`}
    >
      <Arrow aria-hidden className="size-3.5" strokeWidth={2.5} />
      <span className="sr-only">{isRise ? "Up" : "Down"} </span>
      {size}
      <span className="sr-only"> against {comparison.text}</span>
    </p>
  );
}
