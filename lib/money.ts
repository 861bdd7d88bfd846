/** Decimals a currency is shown with where they differ from ISO 4217, which grants IDR two that nobody uses. */
const shownDecimals: Record<string, number> = { IDR: 0, VND: 0, JPY: 0, KRW: 0 };

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: string, isCompact: boolean): Intl.NumberFormat {
  const key = `${currency}:${isCompact}`;
  let found = formatters.get(key);
  if (!found) {
    const digits = shownDecimals[currency];
    found = new Intl.NumberFormat("en-US", {
      style: "currency",
      currency,
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
 * An exact decimal string as people read it: `formatMoney("1234.5", "USD")` is `$1,234.50`. The string is never turned
 * into a float, so no cent is lost however long it is.
 */
export function formatMoney(amountDecimal: string, currency: string): string {
  return formatDecimal(formatter(safeCurrency(currency), false), amountDecimal);
}

/** For axes and narrow places: `$12.3K`. */
export function formatMoneyCompact(amountDecimal: string, currency: string): string {
  return formatDecimal(formatter(safeCurrency(currency), true), amountDecimal);
}

function formatDecimal(format: Intl.NumberFormat, amountDecimal: string): string {
  if (!decimalPattern.test(amountDecimal)) return "–";
  return format.format(amountDecimal as Intl.StringNumericLiteral);
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
