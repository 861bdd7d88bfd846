import { HeatmapPointer } from "./heatmap-pointer";

export type HeatmapCell = {
  /** 0 to 1, for the colour; null where there is nothing to count. */
  level: number | null;
  /** What the cell says when it is pointed at. */
  text: string;
  href: string | null;
};

type HeatmapProps = {
  /** What the picture shows, in a sentence. */
  summary: string;
  pointerLabel: string;
  rowLabels: readonly string[];
  columnLabels: readonly string[];
  /** Row by row. */
  cells: readonly HeatmapCell[];
};

const steps = 6;

/** All cells of one shade are one path: 168 of them cost six elements. */
function drawSteps(cells: readonly HeatmapCell[], columns: number): string[] {
  const paths = Array.from({ length: steps }, () => "");
  for (const [index, { level }] of cells.entries()) {
    if (level === null) continue;
    const step = level <= 0 ? 0 : Math.min(steps - 1, 1 + Math.floor(level * (steps - 1)));
    paths[step] += `M${(index % columns) + 0.04} ${Math.floor(index / columns) + 0.05}h.92v.9h-.92z`;
  }
  return paths;
}

/** Drawn on the server; single cells are read off by pointer or arrow keys, or in the table beside it. */
export function Heatmap({ summary, pointerLabel, rowLabels, columnLabels, cells }: HeatmapProps) {
  const columns = columnLabels.length;
  const every = 3;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] gap-x-2 gap-y-1 text-2xs text-ink-muted tabular-nums">
      <div aria-hidden className="grid" style={{ gridTemplateRows: `repeat(${rowLabels.length}, 1fr)` }}>
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
          viewBox={`0 0 ${columns} ${rowLabels.length}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full"
        >
          {drawSteps(cells, columns).map((path, step) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: a shade is its place in the row
            path === "" ? null : <path key={step} d={path} fill={`var(--heat-${step})`} />,
          )}
        </svg>
        <HeatmapPointer
          label={pointerLabel}
          columns={columns}
          packed={JSON.stringify(cells.map(({ text, href }) => [text, href]))}
        />
      </div>
      <div
        aria-hidden
        className="col-start-2 grid"
        style={{ gridTemplateColumns: `repeat(${Math.ceil(columns / every)}, 1fr)` }}
      >
        {columnLabels
          .filter((_, index) => index % every === 0)
          .map((label) => (
            <span key={label}>{label}</span>
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
        {Array.from({ length: steps }, (_, step) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a shade is its place in the row
            key={step}
            className="size-3 rounded-xs"
            style={{ background: `var(--heat-${step})` }}
          />
        ))}
      </span>
      {high}
    </p>
  );
}
