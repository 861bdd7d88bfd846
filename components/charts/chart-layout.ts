import { scaleLinear, scalePoint } from "d3-scale";
import { curveLinear, curveMonotoneX, line } from "d3-shape";

/** The drawing is stretched to its box, so its size is only a unit; strokes and labels are not stretched with it. */
export const chartWidth = 1000;
export const chartHeight = 300;

export type ChartPoint = {
  value: number | null;
  previous: number | null;
  state: "whole" | "open" | "future" | "unloaded";
};

export type ChartBand = { start: number; width: number; kind: "open" | "unloaded" };

export type ChartLayout = {
  linePath: string;
  areaPath: string;
  /** From the last whole bucket to the one still filling. */
  tailPath: string;
  ghostPath: string;
  /** Shares of the width and height, 0 to 1, of each point; y is null where nothing is drawn. */
  points: { x: number; y: number | null }[];
  ticks: { value: number; y: number }[];
  bands: ChartBand[];
};

type Plotted = { x: number; y: number };

/** More points than this stand within a pixel or so: a curve looks like a line there, at three times the length. */
const curvedUpTo = 120;

function drawLine(
  points: Plotted[],
  curve = points.length > curvedUpTo ? curveLinear : curveMonotoneX,
): string {
  const draw = line<Plotted>()
    .digits(points.length > curvedUpTo ? 0 : 1)
    .x(({ x }) => x)
    .y(({ y }) => y)
    .curve(curve);
  return points.length > 1 ? (draw(points) ?? "") : "";
}

/** The line, closed along the foot of the chart. */
function closeArea(points: Plotted[], linePath: string): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || linePath === "") return "";
  return `${linePath}L${last.x.toFixed(1)},${chartHeight}L${first.x.toFixed(1)},${chartHeight}Z`;
}

function findBands(points: ChartPoint[]): ChartBand[] {
  const bands: (ChartBand & { last: number })[] = [];
  for (const [index, { state }] of points.entries()) {
    if (state !== "open" && state !== "unloaded") continue;
    const open = bands.at(-1);
    if (open && open.kind === state && open.last === index - 1) {
      open.last = index;
      open.width += 1 / points.length;
    } else {
      bands.push({ start: index / points.length, width: 1 / points.length, kind: state, last: index });
    }
  }
  return bands.map(({ start, width, kind }) => ({ start, width, kind }));
}

/** Where everything of a sales chart goes. Pure geometry: knows no money, no dates. */
export function layoutChart(input: ChartPoint[]): ChartLayout {
  const highest = Math.max(0, ...input.flatMap(({ value, previous }) => [value ?? 0, previous ?? 0]));
  const toY = scaleLinear([0, highest || 1], [chartHeight, 0]).nice(4);
  const toX = scalePoint(input.keys(), [0, chartWidth]).padding(0.5);
  const place = (index: number, value: number): Plotted => ({ x: toX(index) ?? 0, y: toY(value) });
  const drawn = input.map(({ value, state }) => (state === "future" || state === "unloaded" ? null : value));
  const solid = drawn.flatMap((value, index) =>
    value === null || input[index]?.state === "open" ? [] : [place(index, value)],
  );
  const openIndex = input.findIndex(({ state }) => state === "open");
  const openValue = drawn[openIndex] ?? null;
  const open = openValue === null ? [] : [place(openIndex, openValue)];
  const ghost = input.flatMap(({ previous }, index) => (previous === null ? [] : [place(index, previous)]));
  const linePath = drawLine(solid);
  return {
    linePath,
    areaPath: closeArea(solid, linePath),
    tailPath: drawLine([...solid.slice(-1), ...open]),
    ghostPath: drawLine(ghost),
    points: drawn.map((value, index) => ({
      x: (toX(index) ?? 0) / chartWidth,
      y: value === null ? null : toY(value) / chartHeight,
    })),
    ticks: toY.ticks(4).map((value) => ({ value, y: toY(value) / chartHeight })),
    bands: findBands(input),
  };
}

const tickSteps = [1, 2, 3, 4, 6, 7, 14, 28, 61];

/** Which buckets carry a label: evenly spaced back from the last one, or the firsts of months when there are many. */
export function pickTickIndexes(keys: string[], most: number): number[] {
  if (keys.length > 120) {
    const firsts = keys.flatMap((key, index) => (key.endsWith("-01") ? [index] : []));
    const every = Math.ceil(firsts.length / most);
    return firsts.filter((_, index) => index % every === 0);
  }
  const step = tickSteps.find((size) => keys.length / size <= most) ?? Math.ceil(keys.length / most);
  return [...keys.keys()].filter((index) => (keys.length - 1 - index) % step === 0);
}

/** More points than a sparkline has pixels to tell apart; a year of six cards would be half of the page. */
const sparklineSteps = 60;

/** Averages of as many neighbours as leave few enough steps. */
function thinOut(values: number[]): number[] {
  const size = Math.ceil(values.length / sparklineSteps);
  if (size <= 1) return values;
  return Array.from({ length: Math.ceil(values.length / size) }, (_, step) => {
    const group = values.slice(step * size, (step + 1) * size);
    return group.reduce((sum, value) => sum + value, 0) / group.length;
  });
}

/** A path through the values for a box of 100 × 24, from the lowest to the highest: shape, not size. */
export function sparklinePath(all: number[]): string {
  const values = thinOut(all);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const toY = scaleLinear([lowest, highest > lowest ? highest : lowest + 1], [22, 2]);
  const toX = scaleLinear([0, Math.max(1, values.length - 1)], [0, 100]);
  const points = values.map((value, index) => ({ x: toX(index), y: toY(value) }));
  return drawLine(points, curveLinear);
}
