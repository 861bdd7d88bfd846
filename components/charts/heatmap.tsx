import { drawGaps, drawShades, heatmapSteps } from "./heatmap-layout";
import { HeatmapPointer, type HeatmapWords } from "./heatmap-pointer";

type HeatmapProps = {
  /** What the picture shows, in a sentence. */
  summary: string;
  pointerLabel: string;
  words: HeatmapWords;
  /** In front of the rows, shorter than their names. */
  rowLabels: readonly string[];
  /** Row by row, 0 to 1, for the shade; null where there is nothing to count. */
  levels: readonly (number | null)[];
  counts: readonly number[];
};

/** A label under every third column. */
const labelEvery = 3;

/** Drawn on the server; single cells are read off by pointer or arrow keys, or in the table beside it. */
export function Heatmap({ summary, pointerLabel, words, rowLabels, levels, counts }: HeatmapProps) {
  const { rows, columns } = words;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] gap-x-2 gap-y-1 text-2xs text-ink-muted tabular-nums">
      <div aria-hidden className="grid" style={{ gridTemplateRows: `repeat(${rows.length}, 1fr)` }}>
        {rowLabels.map((label) => (
          <span key={label} className="flex items-center">
            {label}
          </span>
        ))}
      </div>
      <div className="relative min-h-44 sm:min-h-56">
        <svg
          role="img"
          aria-label={summary}
          viewBox={`0 0 ${columns.length} ${rows.length}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full rounded-xs"
        >
          {drawShades(levels, columns.length).map((path, shade) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: a shade is its place in the row
            path === "" ? null : <path key={shade} d={path} fill={`var(--heat-${shade})`} />,
          )}
          <path
            d={drawGaps(rows.length, columns.length)}
            fill="none"
            stroke="var(--surface)"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <HeatmapPointer
          label={pointerLabel}
          words={words}
          packedCounts={counts.map((count, index) => (levels[index] === null ? "" : count)).join()}
        />
      </div>
      <div
        aria-hidden
        className="col-start-2 grid"
        style={{ gridTemplateColumns: `repeat(${Math.ceil(columns.length / labelEvery)}, 1fr)` }}
      >
        {columns
          .filter((_, index) => index % labelEvery === 0)
          .map((label) => (
            <span key={label}>{label.slice(0, 2)}</span>
          ))}
      </div>
    </div>
  );
}

/** From few to many, for the legend. */
export function HeatmapScale({ low, high }: { low: string; high: string }) {
  return (
    <p className="flex items-center gap-1.5 pt-1 text-xs text-ink-muted">
      {low}
      <span aria-hidden className="flex gap-0.5">
        {Array.from({ length: heatmapSteps }, (_, shade) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a shade is its place in the row
            key={shade}
            className="size-3 rounded-xs"
            style={{ background: `var(--heat-${shade})` }}
          />
        ))}
      </span>
      {high}
    </p>
  );
}
