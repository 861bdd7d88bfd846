import { describe, expect, it } from "vitest";
import {
  addDays,
  countDays,
  formatDay,
  formatDayRange,
  formatInstant,
  formatInstantShort,
  isShopDay,
  listDays,
  shopClock,
  shopToday,
} from "@/lib/dates";
import { listHours, startOfShopDay } from "@/lib/day-bounds";

const newYork = "America/New_York";

describe("shop days", () => {
  it("belong to the shop's zone, not to UTC", () => {
    const instant = new Date("2026-03-01T04:30:00Z");
    expect(shopToday(instant, newYork)).toBe("2026-02-28");
    expect(shopToday(instant, "Asia/Jakarta")).toBe("2026-03-01");
    expect(shopClock(instant, newYork)).toEqual({ day: "2026-02-28", hour: 23, minute: 30 });
  });

  it("say midnight as hour 0 of the new day", () => {
    expect(shopClock("2026-11-23T17:00:00Z", "Asia/Jakarta")).toEqual({
      day: "2026-11-24",
      hour: 0,
      minute: 0,
    });
  });

  it("are counted across months, years and changes of the clock", () => {
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(countDays("2025-12-31", "2026-01-01")).toBe(2);
    expect(listDays("2026-03-07", "2026-03-09")).toEqual(["2026-03-07", "2026-03-08", "2026-03-09"]);
  });

  it("begin at the zone's own offset of that day", () => {
    expect(startOfShopDay("2026-01-15", newYork).toISOString()).toBe("2026-01-15T05:00:00.000Z");
    expect(startOfShopDay("2026-07-15", newYork).toISOString()).toBe("2026-07-15T04:00:00.000Z");
  });

  it("have 23 hours when the clock goes forward and 25 when it goes back", () => {
    expect(listHours("2026-03-08", "2026-03-08", newYork)).toHaveLength(23);
    expect(listHours("2026-11-01", "2026-11-01", newYork)).toHaveLength(25);
    expect(listHours("2026-11-02", "2026-11-03", newYork)).toHaveLength(48);
  });

  it("are refused when no calendar has them", () => {
    expect(["2026-02-30", "2026-13-01", "26-01-01", "1999-12-31", "2026-1-1"].some(isShopDay)).toBe(false);
    expect(isShopDay("2028-02-29")).toBe(true);
  });
});

describe("how days and instants read", () => {
  it("says the year once where it can", () => {
    expect(formatDayRange("2026-10-27", "2026-11-23")).toBe("27 Oct – 23 Nov 2026");
    expect(formatDayRange("2025-12-30", "2026-01-02")).toBe("30 Dec 2025 – 2 Jan 2026");
    expect(formatDayRange("2026-01-02", "2026-01-02")).toBe("2 Jan 2026");
  });

  it("names the weekday on request", () => {
    expect(formatDay("2026-11-23", { hasWeekday: true })).toBe("Mon 23 Nov 2026");
    expect(formatDay("2026-11-23", { hasYear: false })).toBe("23 Nov");
  });

  it("shortens an instant as far as it stays clear", () => {
    const now = new Date("2026-11-23T15:00:00Z");
    expect(formatInstantShort("2026-11-23T12:03:00Z", "UTC", now)).toBe("12:03");
    expect(formatInstantShort("2026-03-12T12:03:00Z", "UTC", now)).toBe("12 Mar, 12:03");
    expect(formatInstantShort("2025-03-12T12:03:00Z", "UTC", now)).toBe("12 Mar 2025, 12:03");
    expect(formatInstant("2026-03-12T02:03:00Z", newYork)).toBe("11 Mar 2026, 22:03");
  });
});
