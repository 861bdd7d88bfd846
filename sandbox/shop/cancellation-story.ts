import { fillBasket } from "./basket";
import { type Dice, SALT } from "./dice";
import { isLineDropped } from "./order-lines-json";
import type { ShopFacts } from "./shop-facts";
import { STATUS_CODE } from "./status";
import type { Story } from "./story";
import type { Step, Timeline } from "./timeline";

export const CANCEL_TYPES = ["CANCEL", "BUYER_CANCEL"] as const;
export type CancelType = (typeof CANCEL_TYPES)[number];

export const CANCEL_STATUSES = [
  "CANCELLATION_REQUEST_PENDING",
  "CANCELLATION_REQUEST_SUCCESS",
  "CANCELLATION_REQUEST_CANCELLED",
  "CANCELLATION_REQUEST_COMPLETE",
] as const;
export type CancelStatus = (typeof CANCEL_STATUSES)[number];

const S = SALT.cancellations;

/** The cancellation that an order brings: of the whole, of one line, or a buyer's request that came to nothing. */
export function plotCancellation(facts: ShopFacts, dice: Dice, timeline: Timeline): Story | null {
  const { steps, cancelledBy } = timeline;
  const requested = steps.findIndex(({ isCancelRequested }) => isCancelRequested);
  if (cancelledBy !== null) return plotWhole(dice, steps, steps[requested]);
  if (requested >= 0) return plotWithdrawn(steps, requested);
  return plotDroppedLine(facts, dice, steps);
}

/** The money of a paid order is back some minutes after the cancellation. */
function plotWhole(dice: Dice, steps: Step[], requested: Step | undefined): Story | null {
  const cancelled = steps.findLast(({ status }) => status === "CANCELLED");
  if (cancelled === undefined) return null;
  const isPaid = steps.some(({ status }) => status !== "UNPAID" && status !== "CANCELLED");
  const { atSec } = cancelled;
  const complete = (afterSec: number) => ({
    atSec: atSec + afterSec,
    status: "CANCELLATION_REQUEST_COMPLETE" as const,
  });
  if (!isPaid) return [complete(0)];
  const approved = { atSec, status: "CANCELLATION_REQUEST_SUCCESS" as const };
  const refunded = complete(dice.int(S, 60, 2_400));
  if (requested === undefined) return [approved, refunded];
  return [{ atSec: requested.atSec, status: "CANCELLATION_REQUEST_PENDING" }, approved, refunded];
}

function plotWithdrawn(steps: Step[], requested: number): Story | null {
  const [asked, next] = steps.slice(requested);
  if (asked === undefined) return null;
  const pending = { atSec: asked.atSec, status: "CANCELLATION_REQUEST_PENDING" };
  if (next === undefined) return [pending];
  return [pending, { atSec: next.atSec, status: "CANCELLATION_REQUEST_CANCELLED" }];
}

function plotDroppedLine(facts: ShopFacts, dice: Dice, steps: Step[]): Story | null {
  const [created] = steps;
  if (created === undefined || !isLineDropped(dice)) return null;
  if (fillBasket(dice, facts.catalogue, created.atSec).length < 2) return null;
  const shipped = steps.find(({ status }) => STATUS_CODE[status] > STATUS_CODE.PARTIALLY_SHIPPING);
  if (shipped === undefined) return null;
  const { atSec } = shipped;
  return [
    { atSec, status: "CANCELLATION_REQUEST_SUCCESS" },
    { atSec: atSec + dice.int(S, 60, 2_400), status: "CANCELLATION_REQUEST_COMPLETE" },
  ];
}
