import type { OrderStatus } from "./order-statuses";

/** How near an open order's deadline is; each order that has one is in exactly one of these. */
export const dues = ["breached", "2h", "6h", "24h", "later"] as const;
/** Where each of them but the first begins, in hours from now. */
export const dueHours = [0, 2, 6, 24] as const;
export type Due = (typeof dues)[number];

export const dueLabels: Record<Due, string> = {
  breached: "Breached",
  "2h": "Within 2 hours",
  "6h": "2 to 6 hours",
  "24h": "6 to 24 hours",
  later: "Safe",
};

/** Orders somebody still has to do something for, or a carrier. */
export const openStatuses = [
  "ON_HOLD",
  "AWAITING_SHIPMENT",
  "PARTIALLY_SHIPPING",
  "AWAITING_COLLECTION",
  "IN_TRANSIT",
] as const satisfies readonly OrderStatus[];

/** Of them those that a deadline of the seller's waits for. */
export const awaitedStatuses = [
  "AWAITING_SHIPMENT",
  "PARTIALLY_SHIPPING",
  "AWAITING_COLLECTION",
] as const satisfies readonly OpenStatus[];

export type OpenStatus = (typeof openStatuses)[number];

/**
 * After so many hours without a change at TikTok an order counts as stuck. A hold lasts an hour; deadlines to ship are two to
 * three days; a parcel that nobody has scanned for a week is rarely on its way.
 */
export const stuckAfterHours: Record<OpenStatus, number> = {
  ON_HOLD: 24,
  AWAITING_SHIPMENT: 72,
  PARTIALLY_SHIPPING: 72,
  AWAITING_COLLECTION: 72,
  IN_TRANSIT: 168,
};

/** All open orders, or of them the stuck ones. */
export const openness = ["all", "stuck"] as const;
export type Openness = (typeof openness)[number];

/** Ages since the payment, as lower bounds in hours with their words. */
export const ages = [
  { key: "0d", fromHours: 0, label: "Under 1 day", short: "< 1 d" },
  { key: "1d", fromHours: 24, label: "1–2 days", short: "1–2 d" },
  { key: "2d", fromHours: 48, label: "2–3 days", short: "2–3 d" },
  { key: "3d", fromHours: 72, label: "3–7 days", short: "3–7 d" },
  { key: "7d", fromHours: 168, label: "Over 7 days", short: "> 7 d" },
] as const;
export type AgeKey = (typeof ages)[number]["key"];

/** How an order the seller ships stands to its deadline to be made ready; one that is not due yet is none of these. */
export const dispatches = ["on-time", "late", "overdue"] as const;
export type Dispatch = (typeof dispatches)[number];

export const dispatchLabels: Record<Dispatch, string> = {
  "on-time": "On time",
  late: "Late",
  overdue: "Overdue now",
};

/** From payment to ready, as lower bounds in hours with their words; the rollup counts up to each of them. */
export const dispatchTimes = [
  { key: "0h", fromHours: 0, label: "Under 12 hours" },
  { key: "12h", fromHours: 12, label: "12 to 24 hours" },
  { key: "24h", fromHours: 24, label: "1 to 2 days" },
  { key: "48h", fromHours: 48, label: "2 to 3 days" },
  { key: "72h", fromHours: 72, label: "Over 3 days" },
] as const;
export type DispatchTime = (typeof dispatchTimes)[number]["key"];

/** Who cancelled, by `cancellation_initiator` (order search, version 202309); `others` is TikTok, or nobody named. */
export const cancellers = ["buyer", "seller", "others"] as const;
export type Canceller = (typeof cancellers)[number];

export const cancellerLabels: Record<Canceller, string> = {
  buyer: "By the buyer",
  seller: "By the seller",
  others: "By TikTok",
};

export const fulfilmentWords = {
  deadline:
    "Deadlines are TikTok's own: to be made ready (rts_sla_time) while an order waits to be shipped, to be handed over (tts_sla_time) while it waits for its carrier. What is on its way is due no more.",
  lateRate:
    "Of the orders paid in the period: made ready to ship after their deadline, or not yet and past it, divided by all that were made ready or are past it. Cancelled orders, free samples and what TikTok ships from its own warehouses are left out.",
  dispatchTime:
    "From payment to ready to ship, of the orders paid in the period that the seller has made ready. Cancelled orders, free samples and what TikTok ships from its own warehouses are left out.",
  cancellations:
    "Paid orders of the period that were cancelled, whenever that was; free samples are not counted. Cancellations by the seller count against the shop at TikTok.",
  stuck: "Orders TikTok has reported no change of for longer than their status usually lasts.",
};
