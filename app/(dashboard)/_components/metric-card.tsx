"use client";

import { ArrowDown, ArrowUp, Info } from "lucide-react";
import type { CSSProperties } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import type { MetricValue } from "@/db/queries/sales";
import { formatChangeSize, formatCount, formatPercent, formatPointsSize } from "@/lib/format";
import { type MetricDefinition, type MetricKey, metricDefinitions } from "@/lib/metrics/definitions";
import { formatMoney } from "@/lib/money";

export type MetricFigure = MetricValue & { currency: string | null };

type MetricCardProps = {
  metric: MetricKey;
  /** One for each currency of a sum of money, else a single one. */
  figures: MetricFigure[];
  /** From `sparklinePath`, so that the browser need not load what draws it. */
  sparkline: string;
  filterText: string;
  /** Null while the compared period is still loading. */
  comparisonText: string | null;
};

/**
 * One figure: its value, its change, its shape, and what it means. Needs nothing of the browser; but six of them as
 * finished elements would be a fifth of the page's size, since React sends those a second time beside the HTML.
 */
export function MetricCard({ metric, figures, sparkline, filterText, comparisonText }: MetricCardProps) {
  const definition = metricDefinitions[metric];
  const [first, ...others] = figures;
  return (
    <section
      aria-label={definition.label}
      className="group relative flex flex-col rounded-lg border border-line bg-surface p-4 shadow-card has-[details[open]]:z-20"
    >
      <h2 className="pr-7 text-[0.8125rem] leading-5 font-medium text-ink-muted">{definition.label}</h2>
      <Explanation definition={definition} filterText={filterText} />
      <div className="@container mt-1">
        {first ? <Figure figure={first} definition={definition} isLead /> : null}
      </div>
      {first ? <Change figure={first} definition={definition} comparisonText={comparisonText} /> : null}
      {others.map((figure) => (
        <div key={figure.currency} className="mt-1.5 flex flex-wrap items-baseline gap-x-2">
          <Figure figure={figure} definition={definition} />
          <Change figure={figure} definition={definition} comparisonText={comparisonText} />
        </div>
      ))}
      <div className="mt-auto pt-3">
        <Sparkline path={sparkline} />
      </div>
    </section>
  );
}

function formatFigure({ value, currency }: MetricFigure, kind: MetricDefinition["kind"]): string {
  if (value === null) return "–";
  if (kind === "money") return formatMoney(value, currency ?? "");
  return kind === "rate" ? formatPercent(Number(value)) : formatCount(Number(value));
}

type FigureProps = { figure: MetricFigure; definition: MetricDefinition; isLead?: boolean };

function Figure({ figure, definition, isLead = false }: FigureProps) {
  const text = formatFigure(figure, definition.kind);
  const className = isLead
    ? "figure-fit leading-8 font-semibold tracking-[-0.025em] whitespace-nowrap tabular-nums"
    : "text-sm font-semibold tabular-nums";
  return (
    <p className={className} style={isLead ? ({ "--chars": text.length } as CSSProperties) : undefined}>
      {text}
    </p>
  );
}

type ChangeProps = { figure: MetricFigure; definition: MetricDefinition; comparisonText: string | null };

function Change({ figure: { change }, definition, comparisonText }: ChangeProps) {
  if (comparisonText === null) return <p className="text-xs text-ink-muted">Earlier days loading</p>;
  if (change === null) return <p className="text-xs text-ink-muted">Nothing to compare</p>;
  const size = definition.kind === "rate" ? formatPointsSize(change) : formatChangeSize(change);
  if (/^[0.]+\D*$/.test(size)) return <p className="text-xs text-ink-muted">No change</p>;
  const isRise = change > 0;
  const Arrow = isRise ? ArrowUp : ArrowDown;
  const tone = isRise === definition.isRiseGood ? "text-good" : "text-bad";
  return (
    <p
      className={`flex items-center gap-0.5 text-xs font-medium tabular-nums ${tone}`}
      title={`Against ${comparisonText}`}
    >
      <Arrow aria-hidden className="size-3.5" strokeWidth={2.5} />
      <span className="sr-only">{isRise ? "Up" : "Down"} </span>
      {size}
      <span className="sr-only"> against {comparisonText}</span>
    </p>
  );
}

function Explanation({ definition, filterText }: { definition: MetricDefinition; filterText: string }) {
  return (
    <details name="popup" className="group/explain">
      <summary
        aria-label={`What is ${definition.label}?`}
        className="absolute top-2.5 right-2.5 grid size-8 place-items-center rounded-md text-ink-muted hover:bg-hover hover:text-ink group-open/explain:bg-hover group-open/explain:text-ink"
      >
        <Info aria-hidden className="size-4" />
      </summary>
      <div className="absolute top-11 left-0 z-20 grid w-72 gap-2 rounded-lg border border-line bg-surface-raised p-4 text-[0.8125rem] text-pretty shadow-pop group-even:right-0 group-even:left-auto sm:right-0 sm:left-auto">
        <p>{definition.definition}</p>
        <p className="text-ink-muted">{definition.fineprint}</p>
        <p className="border-t border-line pt-2 text-ink-muted">{filterText}</p>
      </div>
    </details>
  );
}
