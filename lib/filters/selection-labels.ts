import { metricDefinitions } from "@/lib/metrics/definitions";
import { maskedRegion, type Need, type OrderSelection, type selectionKeys } from "./selection";

type SelectionKey = (typeof selectionKeys)[number];

const weekdays = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

export const needLabels: Record<Need, string> = {
  overdue: "Past their deadline",
  "due-6h": "Due within 6 hours",
  "on-hold": "On hold",
  "cancel-requested": "Buyer asks to cancel",
};

export type SelectionPart = {
  text: string;
  /** The parameters to leave out when this part is to go. */
  keys: readonly SelectionKey[];
};

/** What narrows a list beyond its filter, part by part. */
export function describeSelection(selection: OrderSelection): SelectionPart[] {
  const { metric, basis, currency, region, weekday, hour, need } = selection;
  const parts: (SelectionPart | null)[] = [
    metric ? { text: `Counted in ${metricDefinitions[metric].label}`, keys: ["metric"] } : null,
    metric === null && basis === "paid" ? { text: "By day of payment", keys: ["by"] } : null,
    currency ? { text: currency, keys: ["currency"] } : null,
    region ? { text: region === maskedRegion ? "No region named" : region, keys: ["region"] } : null,
    weekday ? { text: weekdays[weekday - 1] ?? "", keys: ["weekday"] } : null,
    hour === null ? null : { text: `${clock(hour)}–${clock(hour + 1)}`, keys: ["hour"] },
    need ? { text: needLabels[need], keys: ["need"] } : null,
  ];
  return parts.filter((part) => part !== null);
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}
