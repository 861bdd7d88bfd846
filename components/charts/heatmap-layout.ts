/** How many shades there are, the first for nothing at all. */
export const heatmapSteps = 6;

/**
 * All cells of one shade as one path, neighbours in a row drawn as one: the gaps between cells are lines over them, so 168
 * cells cost a few hundred signs.
 *
 * @param levels row by row, 0 to 1; null where there is nothing to count
 */
export function drawShades(levels: readonly (number | null)[], columns: number): string[] {
  const paths = Array.from({ length: heatmapSteps }, () => "");
  for (let start = 0; start < levels.length; ) {
    const shade = shadeOf(levels[start] ?? null);
    const rowEnd = (Math.floor(start / columns) + 1) * columns;
    let end = start + 1;
    while (end < rowEnd && shadeOf(levels[end] ?? null) === shade) end += 1;
    const box = `M${start % columns} ${Math.floor(start / columns)}h${end - start}v1h-${end - start}z`;
    if (shade !== null) paths[shade] += box;
    start = end;
  }
  return paths;
}

function shadeOf(level: number | null): number | null {
  if (level === null) return null;
  return level <= 0 ? 0 : Math.min(heatmapSteps - 1, 1 + Math.floor(level * (heatmapSteps - 1)));
}

/** The lines between cells. */
export function drawGaps(rows: number, columns: number): string {
  const across = Array.from({ length: rows - 1 }, (_, row) => `M0 ${row + 1}h${columns}`);
  const down = Array.from({ length: columns - 1 }, (_, column) => `M${column + 1} 0v${rows}`);
  return [...across, ...down].join("");
}
