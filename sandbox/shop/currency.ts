export interface Currency {
  code: string;
  decimals: number;
  /** Minor units per US cent, and the step that shop prices are rounded to. */
  rate: number;
  step: number;
}

const CURRENCIES: Record<string, Omit<Currency, "code">> = {
  USD: { decimals: 2, rate: 1, step: 1 },
  GBP: { decimals: 2, rate: 0.8, step: 5 },
  EUR: { decimals: 2, rate: 0.93, step: 5 },
  SGD: { decimals: 2, rate: 1.35, step: 5 },
  MYR: { decimals: 2, rate: 4.4, step: 10 },
  MXN: { decimals: 2, rate: 18, step: 100 },
  PHP: { decimals: 2, rate: 57, step: 100 },
  THB: { decimals: 2, rate: 35, step: 100 },
  BRL: { decimals: 2, rate: 5.4, step: 10 },
  JPY: { decimals: 0, rate: 1.5, step: 10 },
  VND: { decimals: 0, rate: 250, step: 1_000 },
  IDR: { decimals: 0, rate: 158, step: 500 },
};

export function currencyOf(code: string): Currency {
  return { code, ...(CURRENCIES[code] ?? { decimals: 2, rate: 1, step: 1 }) };
}

/** A price in whole minor units, rounded the way a shop would round it. */
export function fromUsCents(cents: number, currency: Currency): number {
  return Math.max(currency.step, Math.round((cents * currency.rate) / currency.step) * currency.step);
}

/** A decimal string without trailing zeros: 4800 → "48", 480 → "4.8". */
export function moneyText(minorUnits: number, currency: Currency): string {
  return String(currency.decimals === 0 ? minorUnits : minorUnits / 100);
}
