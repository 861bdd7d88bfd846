import { type Dice, SALT } from "./dice";
import type { OrderStatus } from "./status";
import type { ShopZone } from "./zone";

export interface Step {
  atSec: number;
  status: OrderStatus;
  /** The buyer has asked to cancel and nobody has answered yet. */
  isCancelRequested: boolean;
}

export type CancelParty = "BUYER" | "SELLER" | "SYSTEM";

export interface Timeline {
  /** In order of time; the first is the creation. */
  steps: Step[];
  cancelledBy: CancelParty | null;
  /** A full refund closes the order instead of the end of the return period. */
  isRefundedEarly: boolean;
}

interface Draft extends Timeline {
  dice: Dice;
  zone: ShopZone;
  isMultiUnit: boolean;
}

const HOUR = 3_600;
const DAY = 86_400;
const S = SALT.timeline;

/** The whole life of an order, past and future. It depends on nothing but the order and its create time. */
export function plotTimeline(dice: Dice, zone: ShopZone, createSec: number, isMultiUnit: boolean): Timeline {
  const draft: Draft = { steps: [], cancelledBy: null, isRefundedEarly: false, dice, zone, isMultiUnit };
  add(draft, createSec, "UNPAID");
  const fate = dice.unit(S);
  if (fate < 0.026) return endUnpaid(draft, createSec);
  const paidSec = createSec + payDelaySec(dice);
  const isHeld = dice.chance(S + 1, 0.88);
  if (isHeld) add(draft, paidSec, "ON_HOLD");
  if (isHeld && fate < 0.044) return cancel(draft, paidSec + dice.int(S + 2, 60, 3_540), "BUYER");
  const readySec = isHeld ? paidSec + HOUR + dice.int(S + 3, 0, 25) : paidSec;
  add(draft, readySec, "AWAITING_SHIPMENT");
  const shipSec = dispatchSec(draft, readySec);
  if (fate < 0.06) return cancelOnRequest(draft, readySec);
  if (fate < 0.068) return cancel(draft, readySec + dice.int(S + 4, 4 * HOUR, 44 * HOUR), "SELLER");
  if (fate < 0.076 && shipSec - readySec > 5 * HOUR) {
    add(draft, readySec + dice.int(S + 5, HOUR, 3 * HOUR), "AWAITING_SHIPMENT", true);
  }
  shipAndDeliver(draft, shipSec, fate);
  return draft;
}

function add(draft: Draft, atSec: number, status: OrderStatus, isCancelRequested = false): void {
  draft.steps.push({ atSec, status, isCancelRequested });
}

function cancel(draft: Draft, atSec: number, by: CancelParty): Timeline {
  add(draft, atSec, "CANCELLED");
  draft.cancelledBy = by;
  return draft;
}

function endUnpaid(draft: Draft, createSec: number): Timeline {
  if (draft.dice.chance(S + 6, 0.25)) {
    return cancel(draft, createSec + draft.dice.int(S + 7, 120, 6 * HOUR), "BUYER");
  }
  return cancel(draft, createSec + DAY, "SYSTEM");
}

function cancelOnRequest(draft: Draft, readySec: number): Timeline {
  const requestSec = readySec + draft.dice.int(S + 8, HOUR, 18 * HOUR);
  add(draft, requestSec, "AWAITING_SHIPMENT", true);
  return cancel(draft, requestSec + draft.dice.int(S + 9, HOUR, 30 * HOUR), "BUYER");
}

function payDelaySec(dice: Dice): number {
  const kind = dice.unit(S + 10);
  if (kind < 0.8) return dice.int(S + 11, 4, 45);
  if (kind < 0.95) return dice.int(S + 11, 45, 600);
  return dice.int(S + 11, 600, 5 * HOUR);
}

/** Parcels leave between 8 and 17 o'clock in the shop, Monday to Saturday; one order in seventy is late. */
function dispatchSec({ dice, zone }: Draft, readySec: number): number {
  const lateDays = dice.chance(S + 12, 0.014) ? dice.int(S + 13, 3, 6) : 0;
  let atSec = readySec + lateDays * DAY + dice.int(S + 14, 2 * HOUR, 30 * HOUR);
  const opensSec = 8 * HOUR + dice.int(S + 15, 0, 3 * HOUR);
  const secOfDay = zone.secOfWallDay(atSec);
  if (secOfDay < 8 * HOUR) atSec += opensSec - secOfDay;
  else if (secOfDay >= 17 * HOUR) atSec += DAY - secOfDay + opensSec;
  return zone.weekday(atSec) === 0 ? atSec + DAY : atSec;
}

function shipAndDeliver(draft: Draft, shipSec: number, fate: number): void {
  const { dice } = draft;
  let sentSec = shipSec;
  if (draft.isMultiUnit && dice.chance(S + 16, 0.045)) {
    add(draft, shipSec, "PARTIALLY_SHIPPING");
    sentSec += dice.int(S + 17, 6 * HOUR, 30 * HOUR);
  }
  add(draft, sentSec, "AWAITING_COLLECTION");
  if (fate > 0.997) {
    cancel(draft, sentSec + dice.int(S + 18, DAY, 4 * DAY), "SYSTEM");
    return;
  }
  const pickUpSec = sentSec + dice.int(S + 19, 3 * HOUR, 28 * HOUR);
  // Carriers do not collect on Sundays either, so Monday begins with parcels that still wait.
  const collectedSec = draft.zone.weekday(pickUpSec) === 0 ? pickUpSec + DAY : pickUpSec;
  add(draft, collectedSec, "IN_TRANSIT");
  const isRefundedEarly = fate > 0.988;
  draft.isRefundedEarly = isRefundedEarly;
  const deliveredSec = collectedSec + dice.int(S + 20, 30 * HOUR, 6 * DAY);
  if (isRefundedEarly && dice.chance(S + 21, 0.4)) {
    add(draft, deliveredSec, "COMPLETED");
    return;
  }
  add(draft, deliveredSec, "DELIVERED");
  const settleSec = isRefundedEarly ? dice.int(S + 22, DAY, 5 * DAY) : dice.int(S + 22, 7 * DAY, 30 * DAY);
  add(draft, deliveredSec + settleSec, "COMPLETED");
}
