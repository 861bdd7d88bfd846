import { describe, expect, it } from "vitest";
import {
  type ChartPoint,
  layoutChart,
  pickTickIndexes,
  sparklinePath,
} from "@/components/charts/chart-layout";
import { packStops, unpackStops } from "@/components/charts/pointer-stops";

const point = (
  value: number | null,
  state: ChartPoint["state"] = "whole",
  previous: number | null = null,
) => ({
  value,
  state,
  previous,
});

describe("layoutChart", () => {
  it("starts at zero and leaves room for the higher of both periods", () => {
    const layout = layoutChart([point(10), point(20, "whole", 95)]);
    expect(layout.ticks[0]).toEqual({ value: 0, y: 1 });
    expect(layout.ticks.at(-1)?.value).toBe(100);
  });

  it("ends the line at the last whole bucket and dots on to the open one", () => {
    const layout = layoutChart([point(10), point(20), point(5, "open"), point(null, "future")]);
    expect(layout.points.map(({ y }) => y === null)).toEqual([false, false, false, true]);
    expect(layout.linePath.match(/[MLC]/g)).toHaveLength(2);
    expect(layout.tailPath).not.toBe("");
    expect(layout.bands).toEqual([{ start: 0.5, width: 0.25, kind: "open" }]);
  });

  it("draws nothing where history is not loaded, as one hatched band", () => {
    const layout = layoutChart([point(3, "unloaded"), point(4, "unloaded"), point(10), point(20)]);
    expect(layout.points[0]?.y).toBeNull();
    expect(layout.bands).toEqual([{ start: 0, width: 0.5, kind: "unloaded" }]);
  });

  it("places each point in the middle of its share of the width, where the pointer looks for it", () => {
    const layout = layoutChart([point(1), point(2), point(3), point(4)]);
    expect(layout.points.map(({ x }) => x)).toEqual([0.125, 0.375, 0.625, 0.875]);
  });

  it("survives a period without sales, and one without buckets", () => {
    expect(layoutChart([point(0), point(0)]).linePath).not.toContain("NaN");
    expect(layoutChart([]).linePath).toBe("");
  });
});

describe("pickTickIndexes", () => {
  it("labels the last bucket and goes back evenly", () => {
    const keys = Array.from({ length: 28 }, (_, index) => `day-${index}`);
    expect(pickTickIndexes(keys, 7)).toEqual([3, 7, 11, 15, 19, 23, 27]);
  });

  it("labels firsts of months over a year", () => {
    const keys = Array.from({ length: 365 }, (_, index) =>
      new Date(Date.UTC(2025, 10, 24 + index)).toISOString().slice(0, 10),
    );
    const labelled = pickTickIndexes(keys, 7).map((index) => keys[index]);
    expect(labelled).toEqual([
      "2025-12-01",
      "2026-02-01",
      "2026-04-01",
      "2026-06-01",
      "2026-08-01",
      "2026-10-01",
    ]);
  });
});

describe("sparklinePath", () => {
  it("uses the whole height whatever the size, and draws a flat line for equal values", () => {
    expect(sparklinePath([100, 101])).toBe("M0,22L100,2");
    expect(sparklinePath([5, 5])).toBe("M0,22L100,22");
    expect(sparklinePath([5])).toBe("");
  });

  it("joins its points by lines, and writes one decimal at most", () => {
    const year = Array.from({ length: 365 }, (_, index) => index % 7);
    const month = sparklinePath(year.slice(0, 28));
    expect(month).toMatch(/^M[\d.,]+(L[\d.,]+){27}$/);
    // Fifty of them stand on a page, each written twice.
    expect(month.length).toBeLessThan(300);
    expect(sparklinePath(year)).not.toMatch(/\.\d\d/);
    expect(sparklinePath(year).match(/[ML]/g)?.length).toBe(Math.ceil(year.length / 7));
  });
});

describe("packStops", () => {
  it("comes back as it was, with what is null and any sign in a text", () => {
    const stops = [
      { y: 0.25, label: "Mon 2 Mar 2026", value: "$1,234.50", previous: '€1 on "Sun"', note: null },
      { y: null, label: "Tue 3 Mar 2026", value: "–", previous: null, note: "Not begun" },
    ];
    expect(unpackStops(packStops(stops))).toEqual(stops);
  });
});
