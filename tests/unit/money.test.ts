import { describe, expect, it } from "vitest";
import { formatMoney, formatMoneyCompact, isZeroMoney, negateMoney } from "@/lib/money";

describe("formatMoney", () => {
  it("shows the cents a currency has", () => {
    expect(formatMoney("1234.5", "USD")).toBe("$1,234.50");
    expect(formatMoney("0", "USD")).toBe("$0.00");
    expect(formatMoney("12345678.00", "IDR")).toBe("IDR\u00a012,345,678");
    expect(formatMoney("250000", "VND")).toBe("₫250,000");
  });

  it("keeps every digit of an amount that no float can hold", () => {
    expect(formatMoney("9007199254740993.07", "USD")).toBe("$9,007,199,254,740,993.07");
  });

  it("shows a discount with its sign", () => {
    expect(formatMoney("-3.13", "USD")).toBe("-$3.13");
  });

  it("shows a dash for what is not a decimal, and the amount for a currency that is none", () => {
    expect(formatMoney("n/a", "USD")).toBe("–");
    expect(formatMoney("1e3", "USD")).toBe("–");
    expect(formatMoney("5", "dollars")).toBe("¤5.00");
  });

  it("shortens for axes", () => {
    expect(formatMoneyCompact("12345.00", "USD")).toBe("$12.3K");
    expect(formatMoneyCompact("40000000", "IDR")).toBe("IDR\u00a040M");
  });
});

describe("signs of decimal strings", () => {
  it("turns an amount over and leaves zero alone", () => {
    expect(negateMoney("12.50")).toBe("-12.50");
    expect(negateMoney("-12.50")).toBe("12.50");
    expect(negateMoney("0.00")).toBe("0.00");
  });

  it("knows zero however it is written", () => {
    expect(["0", "0.00", "-0.0"].every(isZeroMoney)).toBe(true);
    expect(isZeroMoney("0.01")).toBe(false);
  });
});
