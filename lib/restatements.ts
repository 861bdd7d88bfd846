import { z } from "zod";
import { isShopDay, type ShopDay } from "./dates";
import { formatCount } from "./format";
import { formatMoney } from "./money";
import { firstParam, type RawSearchParams } from "./search-params";

export const restatedMetrics = ["net_sales", "gmv", "orders", "units", "cancelled_orders"] as const;
export type RestatedMetric = (typeof restatedMetrics)[number];

export const restatementCauses = ["cancelled", "refunded", "late_arrival", "repaired", "changed"] as const;
export type RestatementCause = (typeof restatementCauses)[number];

export const metricWords: Record<RestatedMetric, string> = {
  net_sales: "Net sales",
  gmv: "GMV",
  orders: "Orders",
  units: "Units",
  cancelled_orders: "Cancelled orders",
};

export const causeWords: Record<RestatementCause, { label: string; sentence: string }> = {
  cancelled: { label: "Cancelled", sentence: "Orders or lines of the day were cancelled later." },
  refunded: { label: "Refunded", sentence: "Units of the day came back, and their price was given back." },
  late_arrival: {
    label: "Late arrival",
    sentence: "TikTok reported orders of the day after the day had been complete.",
  },
  repaired: {
    label: "Repaired",
    sentence: "A check against TikTok found what was missing or wrong here, and mended it.",
  },
  changed: { label: "Changed", sentence: "What TikTok says of an order of the day has changed." },
};

/** A value of a figure as people read it; `amountDecimal` is exact. */
export function formatFigure(metric: RestatedMetric, amountDecimal: string, currency: string): string {
  const isMoney = metric === "net_sales" || metric === "gmv";
  return isMoney ? formatMoney(amountDecimal, currency) : formatCount(Number(amountDecimal));
}

/** The same with its sign, with a true minus. */
export function formatDifference(metric: RestatedMetric, amountDecimal: string, currency: string): string {
  const isLess = amountDecimal.startsWith("-");
  const size = isLess ? amountDecimal.slice(1) : amountDecimal;
  return `${isLess ? "−" : "+"}${formatFigure(metric, size, currency)}`;
}

/** Where a page of the history begins: below (older) or above (newer) an entry. */
export type RestatementCursor = { direction: "older" | "newer"; id: string };

export type RestatementFilter = {
  day: ShopDay | null;
  metric: RestatedMetric | null;
  cause: RestatementCause | null;
};

const idSchema = z.string().regex(/^\d{1,18}$/);

/** `?day=2026-11-16&metric=net_sales&cause=cancelled&older=123`; what cannot be read is named and left out. */
export function parseRestatementAddress(params: RawSearchParams): {
  filter: RestatementFilter;
  cursor: RestatementCursor | null;
  notices: string[];
} {
  const notices: string[] = [];
  function read<Value>(key: string, schema: z.ZodType<Value>, notice: string): Value | null {
    const given = firstParam(params, key);
    if (given === undefined) return null;
    const parsed = schema.safeParse(given);
    if (!parsed.success) notices.push(notice);
    return parsed.success ? parsed.data : null;
  }
  const filter = {
    day: read("day", z.string().refine(isShopDay), "Days are written as 2026-01-31. Showing all days."),
    metric: read("metric", z.enum(restatedMetrics), "That figure is not known. Showing all figures."),
    cause: read("cause", z.enum(restatementCauses), "That cause is not known. Showing all causes."),
  };
  const place = "That page address is not valid. Showing the newest.";
  const older = read("older", idSchema, place);
  const newer = read("newer", idSchema, place);
  const cursor = older
    ? ({ direction: "older", id: older } as const)
    : newer
      ? ({ direction: "newer", id: newer } as const)
      : null;
  return { filter, cursor, notices };
}
