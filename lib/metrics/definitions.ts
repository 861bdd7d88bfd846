export const metricKeys = [
  "gmv",
  "netSales",
  "orders",
  "units",
  "averageOrderValue",
  "cancellationRate",
] as const;

export type MetricKey = (typeof metricKeys)[number];

/** Figures that lists of orders explain: those of the Overview, and two that products have beside them. */
export const listMetricKeys = [...metricKeys, "cancelledUnits", "refundedUnits"] as const;

export type ListMetricKey = (typeof listMetricKeys)[number];

/** Whether an order can add more than one to the figure, though it is no money. */
export function isOfUnits(metric: ListMetricKey): boolean {
  return metric === "units" || metric === "cancelledUnits" || metric === "refundedUnits";
}

export type MetricDefinition = {
  label: string;
  kind: "money" | "count" | "rate";
  /** Whether a rise is good news; decides the colour of a change, never its arrow. */
  isRiseGood: boolean;
  /** What the figure is, in words that a page, an export and an explanation share. */
  definition: string;
  /** What is left out, or how it differs from a figure of TikTok's by the same name. */
  fineprint: string;
};

export const metricDefinitions: Record<ListMetricKey, MetricDefinition> = {
  gmv: {
    label: "GMV",
    kind: "money",
    isRiseGood: true,
    definition:
      "What buyers paid for goods, plus the discounts TikTok paid for (subtotal + platform discount), over every paid order of the period.",
    fineprint:
      "Cancelled and refunded orders are included, shipping and tax are not, free samples are not. An order counts on the shop's day of payment. TikTok's own GMV may add shipping or use the day of creation, so it can differ.",
  },
  netSales: {
    label: "Net sales",
    kind: "money",
    isRiseGood: true,
    definition: "GMV less cancelled orders, cancelled lines and completed refunds.",
    fineprint:
      "A later cancellation or refund changes the day the order was paid on, not the day it happened on. Refunds count without shipping and tax; with a unit's whole price the discount that TikTok paid for it is gone too.",
  },
  orders: {
    label: "Orders",
    kind: "count",
    isRiseGood: true,
    definition: "Orders paid in the period, cancelled ones included.",
    fineprint:
      "Unpaid orders are shown on the Orders page and not counted here. Free samples are not counted.",
  },
  units: {
    label: "Units",
    kind: "count",
    isRiseGood: true,
    definition: "Items in paid orders: one line item for each unit, as TikTok reports them.",
    fineprint: "Gifts and free samples are not counted.",
  },
  averageOrderValue: {
    label: "Average order value",
    kind: "money",
    isRiseGood: true,
    definition: "Net sales divided by the orders that count in net sales.",
    fineprint: "A wholly cancelled order is in neither number.",
  },
  cancellationRate: {
    label: "Cancellation rate",
    kind: "rate",
    isRiseGood: false,
    definition: "Cancelled orders divided by all paid orders of the period.",
    fineprint: "The change is in percentage points. Orders cancelled before payment are not counted.",
  },
  cancelledUnits: {
    label: "Cancelled units",
    kind: "count",
    isRiseGood: false,
    definition: "Units of paid orders that were cancelled, with their order or alone.",
    fineprint: "Gifts and free samples are not counted. Divided by all units they are the cancellation rate.",
  },
  refundedUnits: {
    label: "Refunded units",
    kind: "count",
    isRiseGood: false,
    definition: "Units of paid orders of which some or all of the price was given back.",
    fineprint:
      "Cancelled units, gifts and free samples are not counted. Divided by all units they are the refund rate.",
  },
};
