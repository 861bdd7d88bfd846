import { expect, it } from "vitest";
import { formatDifference, formatFigure, parseRestatementAddress } from "@/lib/restatements";

it("money and counts are written as such, a difference with its sign", () => {
  expect(formatFigure("net_sales", "1234.5", "USD")).toBe("$1,234.50");
  expect(formatFigure("orders", "1234", "USD")).toBe("1,234");
  expect(formatDifference("gmv", "-40.47", "USD")).toBe("−$40.47");
  expect(formatDifference("cancelled_orders", "3", "IDR")).toBe("+3");
});

it("an address is read into a filter and a place in the history", () => {
  expect(
    parseRestatementAddress({ day: "2026-11-16", metric: "gmv", cause: "repaired", older: "17" }),
  ).toEqual({
    filter: { day: "2026-11-16", metric: "gmv", cause: "repaired" },
    cursor: { direction: "older", id: "17" },
    notices: [],
  });
  expect(parseRestatementAddress({ newer: "9" }).cursor).toEqual({ direction: "newer", id: "9" });
});

it("what an address cannot mean is left out and named", () => {
  const read = parseRestatementAddress({ day: "2026-02-30", metric: "sales", cause: "'--", older: "1e9" });
  expect(read.filter).toEqual({ day: null, metric: null, cause: null });
  expect(read.cursor).toBeNull();
  expect(read.notices).toHaveLength(4);
});
