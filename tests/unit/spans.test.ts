import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysInMonth, listDays } from "@/lib/dates";
import { splitPeriod } from "@/lib/metrics/spans";

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

  it("holds every day of any period once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 500 }), (start, length) => {
        const from = addDays("2025-01-01", start);
        const to = addDays(from, length);
        const { months, weeks, days } = splitPeriod({ from, to });
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
