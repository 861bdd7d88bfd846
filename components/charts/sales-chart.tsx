import { type ChartLayout, chartHeight, chartWidth, layoutChart, pickTickIndexes } from "./chart-layout";
import { ChartPointer } from "./chart-pointer";
import { type PointerStop, packStops } from "./pointer-stops";

export type SalesChartBucket = {
  key: string;
  state: "whole" | "open" | "future" | "unloaded";
  value: number | null;
  previous: number | null;
  tickLabel: string;
  label: string;
  valueText: string;
  previousText: string | null;
  note: string | null;
};

type SalesChartProps = {
  buckets: SalesChartBucket[];
  /** What the chart shows, in a sentence, for whoever does not see it. */
  summary: string;
  pointerLabel: string;
  formatTick: (value: number) => string;
};

/** Four decimals are a tenth of a pixel; more would only be sent. */
function roundShare(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

function describeStops(buckets: SalesChartBucket[], layout: ChartLayout): PointerStop[] {
  return buckets.map(({ label, valueText, previousText, note }, index) => {
    const y = layout.points[index]?.y ?? null;
    return { y: y === null ? null : roundShare(y), label, value: valueText, previous: previousText, note };
  });
}

/** Drawn on the server. Only what reads single buckets off it needs the browser. */
export function SalesChart({ buckets, summary, pointerLabel, formatTick }: SalesChartProps) {
  const layout = layoutChart(buckets);
  const tickIndexes = pickTickIndexes(
    buckets.map(({ key }) => key),
    7,
  );
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] gap-x-3 text-2xs text-ink-muted tabular-nums">
      <YAxis layout={layout} formatTick={formatTick} />
      <div className="relative min-h-48 sm:min-h-64">
        <div role="img" aria-label={summary} className="absolute inset-0">
          <Bands layout={layout} />
          <Plot layout={layout} />
        </div>
        <ChartPointer label={pointerLabel} packedStops={packStops(describeStops(buckets, layout))} />
      </div>
      <div aria-hidden className="relative col-start-2 mt-2 h-4">
        {tickIndexes.map((at, order) => (
          <span
            key={at}
            className={`absolute -translate-x-1/2 whitespace-nowrap ${
              (tickIndexes.length - 1 - order) % 2 === 1 ? "max-sm:hidden" : ""
            }`}
            style={{ left: `clamp(1rem, ${(layout.points[at]?.x ?? 0) * 100}%, 100% - 1.125rem)` }}
          >
            {buckets[at]?.tickLabel}
          </span>
        ))}
      </div>
    </div>
  );
}

function YAxis({ layout, formatTick }: { layout: ChartLayout; formatTick: (value: number) => string }) {
  const texts = layout.ticks.map(({ value }) => formatTick(value));
  const longest = texts.reduce((found, text) => (text.length > found.length ? text : found), "");
  return (
    <div aria-hidden className="relative">
      <span className="invisible">{longest}</span>
      {layout.ticks.map(({ value, y }, index) => (
        <span key={value} className="absolute right-0 -translate-y-1/2" style={{ top: `${y * 100}%` }}>
          {texts[index]}
        </span>
      ))}
    </div>
  );
}

function Bands({ layout }: { layout: ChartLayout }) {
  return layout.bands.map(({ start, width, kind }) => (
    <div
      key={start}
      data-band={kind}
      className={`hatch absolute inset-y-0 ${kind === "unloaded" ? "bg-surface-sunken" : "bg-accent-soft/50"}`}
      style={{ left: `${start * 100}%`, width: `max(3px, ${width * 100}%)` }}
    />
  ));
}

function Plot({ layout }: { layout: ChartLayout }) {
  const stroke = { fill: "none", strokeLinejoin: "round", vectorEffect: "non-scaling-stroke" } as const;
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${chartWidth} ${chartHeight}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full overflow-visible"
    >
      <defs>
        <linearGradient id="sales-fill" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--data-1)" stopOpacity="0.2" />
          <stop offset="1" stopColor="var(--data-1)" stopOpacity="0.02" />
        </linearGradient>
      </defs>
      {layout.ticks.map(({ value, y }) => (
        <line
          key={value}
          x1="0"
          x2={chartWidth}
          y1={y * chartHeight}
          y2={y * chartHeight}
          stroke={value === 0 ? "var(--line-strong)" : "var(--line)"}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      <path
        d={layout.ghostPath}
        stroke="var(--data-ghost)"
        strokeWidth="1.5"
        strokeDasharray="4 4"
        {...stroke}
      />
      <path d={layout.areaPath} fill="url(#sales-fill)" />
      <path d={layout.linePath} stroke="var(--data-1)" strokeWidth="2" {...stroke} />
      <path d={layout.tailPath} stroke="var(--data-1)" strokeWidth="2" strokeDasharray="2 3" {...stroke} />
    </svg>
  );
}
