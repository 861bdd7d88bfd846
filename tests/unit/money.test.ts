import { describe, expect, it } from "vitest";
import { formatMoney, formatMoneyCompact, isZeroMoney, negateMoney } from "@/lib/money";

describe("formatMoney", () => {
  it.each([
    ["USD", "$1,234,567.89", "$0.50", "-$3.10"],
    ["GBP", "£1,234,567.89", "£0.50", "-£3.10"],
    ["EUR", "1.234.567,89 €", "0,50 €", "-3,10 €"],
    ["MXN", "MX$1,234,567.89", "MX$0.50", "-MX$3.10"],
    ["BRL", "R$ 1.234.567,89", "R$ 0,50", "-R$ 3,10"],
    ["THB", "฿1,234,567.89", "฿0.50", "-฿3.10"],
    ["JPY", "¥1,234,568", "¥1", "-¥3"],
    ["IDR", "Rp 1.234.568", "Rp 1", "-Rp 3"],
    ["VND", "1.234.568 ₫", "1 ₫", "-3 ₫"],
    ["MYR", "RM 1,234,567.89", "RM 0.50", "-RM 3.10"],
    ["PHP", "₱1,234,567.89", "₱0.50", "-₱3.10"],
    ["SGD", "S$1,234,567.89", "S$0.50", "-S$3.10"],
  ])("writes %s as its market does, with the digits it has", (currency, million, half, refund) => {
    const written = (amount: string) => formatMoney(amount, currency).replaceAll("\u00a0", " ");
    expect(written("1234567.89")).toBe(million);
    expect(written("0.5")).toBe(half);
    expect(written("-3.1")).toBe(refund);
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
    expect(formatMoneyCompact("40000000", "IDR")).toBe("Rp40M");
    expect(formatMoneyCompact("1250000", "VND")).toBe("₫1.3M");
    expect(formatMoneyCompact("900", "BRL")).toBe("R$900");
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
