import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysInMonth, listDays } from "@/lib/dates";
import { listSpanStarts, splitPeriod, trendGrain } from "@/lib/metrics/spans";

describe("splitPeriod", () => {
  it("takes months where they are whole, weeks beside them, and days at the edges", () => {
    expect(splitPeriod({ from: "2026-08-26", to: "2026-11-23" })).toEqual({
      months: ["2026-09-01", "2026-10-01"],
      weeks: ["2026-11-02", "2026-11-09", "2026-11-16"],
      days: [
        { from: "2026-08-26", to: "2026-08-31" },
        { from: "2026-11-01", to: "2026-11-01" },
        { from: "2026-11-23", to: "2026-11-23" },
      ],
    });
  });

  it("goes by weeks over the turn of a month that is not whole", () => {
    expect(splitPeriod({ from: "2026-10-26", to: "2026-11-08" })).toEqual({
      months: [],
      weeks: ["2026-10-26", "2026-11-02"],
      days: [],
    });
  });

  const grains = ["day", "week", "month"] as const;
  const start = fc.integer({ min: 0, max: 800 });
  const length = fc.integer({ min: 0, max: 500 });

  it("holds every day of any period once", () => {
    fc.assert(
      fc.property(start, length, fc.constantFrom(...grains), (start, length, coarsest) => {
        const from = addDays("2025-01-01", start);
        const to = addDays(from, length);
        const { months, weeks, days } = splitPeriod({ from, to }, coarsest);
        const held = [
          ...months.flatMap((first) => listDays(first, addDays(first, daysInMonth(first) - 1))),
          ...weeks.flatMap((first) => listDays(first, addDays(first, 6))),
          ...days.flatMap((period) => listDays(period.from, period.to)),
        ];
        expect(held.sort()).toEqual(listDays(from, to));
      }),
    );
  });
});

describe("a small chart", () => {
  it("goes by days, weeks or months, whichever has enough points", () => {
    expect(trendGrain({ from: "2026-10-27", to: "2026-11-23" })).toBe("day");
    expect(trendGrain({ from: "2026-08-26", to: "2026-11-23" })).toBe("week");
    expect(trendGrain({ from: "2025-11-24", to: "2026-11-23" })).toBe("month");
  });

  it("begins its first step where that begins", () => {
    expect(listSpanStarts({ from: "2026-10-28", to: "2026-11-09" }, "week")).toEqual([
      "2026-10-26",
      "2026-11-02",
      "2026-11-09",
    ]);
    expect(listSpanStarts({ from: "2026-01-31", to: "2026-03-01" }, "month")).toEqual([
      "2026-01-01",
      "2026-02-01",
      "2026-03-01",
    ]);
    expect(listSpanStarts({ from: "2026-11-01", to: "2026-11-02" }, "day")).toEqual([
      "2026-11-01",
      "2026-11-02",
    ]);
  });
});
