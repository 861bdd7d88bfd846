import { formatMonth } from "@/lib/dates";
import {
  ages,
  cancellerLabels,
  dispatchLabels,
  dispatchTimes,
  dueLabels,
  fulfilmentWords,
} from "@/lib/fulfilment";
import { buyerWords } from "@/lib/metrics/buyer-words";
import { gaps } from "@/lib/metrics/buyers";
import { metricDefinitions } from "@/lib/metrics/definitions";
import { maskedRegion, type Need, type OrderSelection, type selectionKeys, unnamed } from "./selection";

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
  const { metric, sku, basis, currency, region, weekday, hour, need } = selection;
  const parts: (SelectionPart | null)[] = [
    metric ? { text: `Counted in ${metricDefinitions[metric].label}`, keys: ["metric"] } : null,
    sku ? { text: `SKU ${sku}`, keys: ["sku"] } : null,
    metric === null && basis === "paid" ? { text: "By day of payment", keys: ["by"] } : null,
    currency ? { text: currency, keys: ["currency"] } : null,
    region ? { text: region === maskedRegion ? "No region named" : region, keys: ["region"] } : null,
    weekday ? { text: weekdays[weekday - 1] ?? "", keys: ["weekday"] } : null,
    hour === null ? null : { text: `${clock(hour)}–${clock(hour + 1)}`, keys: ["hour"] },
    need ? { text: needLabels[need], keys: ["need"] } : null,
    ...describeFulfilment(selection),
    ...describeBuyers(selection),
  ];
  return parts.filter((part) => part !== null);
}

/**
 * What the figures mean that the orders of a list make up: whoever came from a figure to its orders reads it beside them.
 */
export function explainSelection(selection: OrderSelection): string[] {
  const { metric, need, due, open, dispatch, took, cancelledBy, buyers, cohort, gap } = selection;
  const texts: (string | null)[] = [
    metric ? metricDefinitions[metric].definition : null,
    due || need === "overdue" || need === "due-6h" ? fulfilmentWords.deadline : null,
    open === "stuck" ? fulfilmentWords.stuck : null,
    dispatch ? fulfilmentWords.lateRate : null,
    took ? fulfilmentWords.dispatchTime : null,
    cancelledBy ? fulfilmentWords.cancellations : null,
    buyers ? `${kindTexts[buyers]}: ${buyerTexts[buyers]}` : null,
    cohort ? buyerWords.cohorts : null,
    gap ? buyerWords.gaps : null,
  ];
  return texts.filter((text) => text !== null);
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}

const labelOf = (list: readonly { key: string; label: string }[], key: string) =>
  list.find((one) => one.key === key)?.label ?? key;

/** What is asked of open orders is taken away with them. */
function describeFulfilment(selection: OrderSelection): (SelectionPart | null)[] {
  const { due, open, age, warehouse, carrier, dispatch, took, cancelledBy } = selection;
  return [
    due ? { text: `Deadline: ${dueLabels[due].toLowerCase()}`, keys: ["due"] } : null,
    open
      ? {
          text: open === "stuck" ? "Stuck now" : "Open now",
          keys: open === "stuck" ? ["open"] : ["open", "age", "warehouse", "carrier"],
        }
      : null,
    age ? { text: `Paid ${labelOf(ages, age).toLowerCase()} ago`, keys: ["age"] } : null,
    warehouse === null
      ? null
      : { text: warehouse === unnamed ? "No warehouse" : `Warehouse ${warehouse}`, keys: ["warehouse"] },
    carrier === null
      ? null
      : { text: carrier === unnamed ? "No carrier" : `Carrier ${carrier}`, keys: ["carrier"] },
    dispatch
      ? { text: `Ready to ship: ${dispatchLabels[dispatch].toLowerCase()}`, keys: ["dispatch"] }
      : null,
    took ? { text: `Ready after ${labelOf(dispatchTimes, took).toLowerCase()}`, keys: ["took"] } : null,
    cancelledBy
      ? {
          text: `Cancelled ${cancellerLabels[cancelledBy].toLowerCase().replace("tiktok", "TikTok")}`,
          keys: ["cancelled-by"],
        }
      : null,
  ];
}

const buyerTexts = { new: buyerWords.newBuyers, returning: buyerWords.returning };
const kindTexts = { new: "New buyers", returning: "Returning buyers" };

function describeBuyers({ buyers, cohort, gap }: OrderSelection): (SelectionPart | null)[] {
  return [
    buyers ? { text: kindTexts[buyers], keys: ["buyers"] } : null,
    cohort ? { text: `First bought in ${formatMonth(cohort)}`, keys: ["cohort"] } : null,
    gap
      ? {
          text: `Bought again ${labelOf(gaps, gap).toLowerCase().replace(/days$/, "days later")}`,
          keys: ["gap"],
        }
      : null,
  ];
}
