/**
 * How a currency is written in its own market: the grouping and decimals of that market's language, and a sign that no
 * other currency here shares, so that pesos are not taken for dollars. Decimals are given where they differ from ISO 4217,
 * which grants IDR two that nobody uses.
 */
type Style = { locale: string; sign: string; digits?: number };

const styles: Record<string, Style> = {
  USD: { locale: "en-US", sign: "$" },
  GBP: { locale: "en-GB", sign: "£" },
  EUR: { locale: "de-DE", sign: "€" },
  IDR: { locale: "id-ID", sign: "Rp", digits: 0 },
  VND: { locale: "vi-VN", sign: "₫", digits: 0 },
  JPY: { locale: "ja-JP", sign: "¥", digits: 0 },
  KRW: { locale: "ko-KR", sign: "₩", digits: 0 },
  THB: { locale: "th-TH", sign: "฿" },
  MXN: { locale: "es-MX", sign: "MX$" },
  BRL: { locale: "pt-BR", sign: "R$" },
  MYR: { locale: "ms-MY", sign: "RM" },
  PHP: { locale: "en-PH", sign: "₱" },
  SGD: { locale: "en-SG", sign: "S$" },
};

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: string, isCompact: boolean): Intl.NumberFormat {
  const key = `${currency}:${isCompact}`;
  let found = formatters.get(key);
  if (!found) {
    const style = styles[currency];
    const digits = style?.digits;
    // The short words of another language, as "jt" and "万", would stand alone in pages that are in English.
    found = new Intl.NumberFormat(isCompact ? "en-US" : (style?.locale ?? "en-US"), {
      style: "currency",
      currency,
      numberingSystem: "latn",
      ...(isCompact
        ? { notation: "compact", maximumFractionDigits: 1, minimumFractionDigits: 0 }
        : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    });
    formatters.set(key, found);
  }
  return found;
}

const decimalPattern = /^-?\d+(\.\d+)?$/;

/**
 * An exact decimal string as people of the currency's market read it: `formatMoney("1234.5", "USD")` is `$1,234.50`,
 * `formatMoney("1234.5", "BRL")` is `R$ 1.234,50`. The string is never turned into a float, so no cent is lost however long
 * it is.
 */
export function formatMoney(amountDecimal: string, currency: string): string {
  return formatDecimal(amountDecimal, safeCurrency(currency), false);
}

/** For axes and narrow places: `$12.3K`. */
export function formatMoneyCompact(amountDecimal: string, currency: string): string {
  return formatDecimal(amountDecimal, safeCurrency(currency), true);
}

function formatDecimal(amountDecimal: string, currency: string, isCompact: boolean): string {
  if (!decimalPattern.test(amountDecimal)) return "–";
  const parts = formatter(currency, isCompact).formatToParts(amountDecimal as Intl.StringNumericLiteral);
  const sign = styles[currency]?.sign;
  // Between a sign and its number a compact text has no blank: an axis is narrow.
  const text = parts.map(({ type, value }) => {
    if (type === "currency") return sign ?? value;
    return type === "literal" && isCompact && sign !== undefined ? "" : value;
  });
  return text.join("");
}

function safeCurrency(currency: string): string {
  return /^[A-Z]{3}$/.test(currency) ? currency : "XXX";
}

/** True for `0`, `0.00` and `-0.0`. */
export function isZeroMoney(amountDecimal: string): boolean {
  return /^-?0+(\.0+)?$/.test(amountDecimal);
}

/** Turns the sign over without arithmetic, to show a discount as what it takes away. */
export function negateMoney(amountDecimal: string): string {
  if (isZeroMoney(amountDecimal)) return amountDecimal;
  return amountDecimal.startsWith("-") ? amountDecimal.slice(1) : `-${amountDecimal}`;
}
