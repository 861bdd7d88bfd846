import { expect, it } from "vitest";
import { shiftRange } from "@/lib/filters/shift";
import { allTime, type DateRange } from "@/lib/search-params";

const today = "2026-11-23";
const custom = (from: string, to: string): DateRange => ({ preset: "custom", from, to });

it("goes back by the length of the range and forward until today", () => {
  const week: DateRange = { preset: "7d", from: "2026-11-17", to: today };
  expect(shiftRange(week, -1, today)).toEqual({ from: "2026-11-10", to: "2026-11-16" });
  expect(shiftRange(week, 1, today)).toBeNull();
  expect(shiftRange(custom("2026-11-10", "2026-11-16"), 1, today)).toEqual({ from: "2026-11-17", to: today });
  expect(shiftRange(custom("2026-11-15", "2026-11-21"), 1, today)).toEqual({ from: "2026-11-17", to: today });
  expect(shiftRange(custom("2026-11-22", "2026-11-22"), 1, today)).toEqual({ from: today, to: today });
});

it("goes from month to month where the range is one", () => {
  const month: DateRange = { preset: "month", from: "2026-11-01", to: today };
  expect(shiftRange(month, -1, today)).toEqual({ from: "2026-10-01", to: "2026-10-31" });
  expect(shiftRange(custom("2026-03-01", "2026-03-31"), -1, today)).toEqual({
    from: "2026-02-01",
    to: "2026-02-28",
  });
  expect(shiftRange(custom("2026-02-01", "2026-02-28"), 1, today)).toEqual({
    from: "2026-03-01",
    to: "2026-03-31",
  });
  expect(shiftRange(custom("2026-10-01", "2026-10-31"), 1, today)).toEqual({ from: "2026-11-01", to: today });
});

it("has nowhere to go from all time", () => {
  expect(shiftRange(allTime, -1, today)).toBeNull();
});
