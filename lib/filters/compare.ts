import { firstParam, type RawSearchParams } from "@/lib/address";
import type { Parsed } from "@/lib/parsed";

/**
 * What a period is measured against: the one just before, the whole weeks before that hold it (Monday against Monday),
 * the same dates a year earlier, 52 weeks earlier, or nothing.
 */
export const compareModes = ["previous", "weekday", "year", "year-weekday", "none"] as const;
export type CompareMode = (typeof compareModes)[number];

export const defaultCompare: CompareMode = "previous";

export function parseCompare(params: RawSearchParams): Parsed<CompareMode> {
  const given = firstParam(params, "compare");
  const value = compareModes.find((mode) => mode === given);
  if (value || given === undefined) return { value: value ?? defaultCompare, notice: null };
  return { value: defaultCompare, notice: "That comparison is not known. Comparing with the period before." };
}
