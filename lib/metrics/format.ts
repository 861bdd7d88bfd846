import { formatCount, formatPercent } from "@/lib/format";
import { formatMoney } from "@/lib/money";
import type { MetricDefinition } from "./definitions";

/** A figure as people read it; a dash where there is none, as an average of nothing. */
export function formatFigure(
  value: string | null,
  kind: MetricDefinition["kind"],
  currency: string | null,
): string {
  if (value === null) return "–";
  if (kind === "money") return formatMoney(value, currency ?? "");
  return kind === "rate" ? formatPercent(Number(value)) : formatCount(Number(value));
}
