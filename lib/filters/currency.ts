import type { Parsed } from "@/lib/parsed";

type CurrencyChoices = {
  /** Those something was paid in, and those of the shops. */
  currencies: readonly string[];
  fallback: string;
};

/** The currency that charts and rankings show; one that nothing here is sold in is left out with a notice. */
export function parseCurrency(
  given: string | undefined,
  { currencies, fallback }: CurrencyChoices,
): Parsed<string> {
  if (given === undefined) return { value: fallback, notice: null };
  if (currencies.includes(given)) return { value: given, notice: null };
  return { value: fallback, notice: `Nothing here is sold in the currency asked for. Showing ${fallback}.` };
}
