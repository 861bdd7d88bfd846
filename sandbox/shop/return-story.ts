import { type BasketLine, fillBasket, isSampleOrder } from "./basket";
import { type Dice, hash32, hashText, SALT } from "./dice";
import type { RecordOverride } from "./record-book";
import type { ShopFacts } from "./shop-facts";
import type { Story, StoryStep } from "./story";
import type { Timeline } from "./timeline";

export const RETURN_TYPES = ["REFUND", "RETURN_AND_REFUND", "REPLACEMENT"] as const;
export type ReturnType = (typeof RETURN_TYPES)[number];

export const RETURN_STATUSES = [
  "RETURN_OR_REFUND_REQUEST_PENDING",
  "REFUND_OR_RETURN_REQUEST_REJECT",
  "AWAITING_BUYER_SHIP",
  "BUYER_SHIPPED_ITEM",
  "REJECT_RECEIVE_PACKAGE",
  "AWAITING_BUYER_RESPONSE",
  "RETURN_OR_REFUND_REQUEST_SUCCESS",
  "RETURN_OR_REFUND_REQUEST_CANCEL",
  "RETURN_OR_REFUND_REQUEST_COMPLETE",
  "REPLACEMENT_REQUEST_PENDING",
  "REPLACEMENT_REQUEST_REJECT",
  "REPLACEMENT_REQUEST_REFUND_SUCCESS",
  "REPLACEMENT_REQUEST_CANCEL",
  "REPLACEMENT_REQUEST_COMPLETE",
] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

const S = SALT.returns;
const HOUR = 3_600;
const DAY = 86_400;
const USUAL_RATE = 0.044;
/** The least liked product is sent back this many times as often as usual. */
const WORST_FACTOR = 2.6;
const BEST_FACTOR = 0.35;

/** How a return goes; each step is some hours after the one before. */
class Draft {
  readonly steps: [StoryStep, ...StoryStep[]];

  constructor(
    private readonly dice: Dice,
    atSec: number,
    status: ReturnStatus,
  ) {
    this.steps = [{ atSec, status }];
  }

  next(status: ReturnStatus, fromHours: number, toHours: number): this {
    const afterSec = this.dice.int(S + 20 + this.steps.length, fromHours * HOUR, toHours * HOUR);
    this.steps.push({ atSec: (this.steps.at(-1)?.atSec ?? 0) + afterSec, status });
    return this;
  }

  refund(): Story {
    return this.next("RETURN_OR_REFUND_REQUEST_SUCCESS", 2, 44).next(
      "RETURN_OR_REFUND_REQUEST_COMPLETE",
      1,
      30,
    ).steps;
  }
}

function returnType(dice: Dice): ReturnType {
  const kind = dice.unit(S + 1);
  if (kind < 0.36) return "REFUND";
  return kind < 0.91 ? "RETURN_AND_REFUND" : "REPLACEMENT";
}

export function returnTypeOf(dice: Dice, life: Timeline, override: RecordOverride | undefined): ReturnType {
  const imposed = RETURN_TYPES.find((type) => type === override?.type);
  return imposed ?? (isWholeOrder(life, override) ? "REFUND" : returnType(dice));
}

/** True for the refund that ended an order early; what a control command adds is none. */
export function isWholeOrder({ isRefundedEarly }: Timeline, override: RecordOverride | undefined): boolean {
  return isRefundedEarly && override?.story === undefined;
}

/**
 * The return that an order brings, or null for most. Some are asked for within six days of the delivery; a full refund
 * that ends an order early is one too.
 */
export function plotReturn(facts: ShopFacts, dice: Dice, timeline: Timeline): Story | null {
  const { isRefundedEarly } = timeline;
  const roll = dice.unit(S);
  if (!isRefundedEarly && roll >= USUAL_RATE * WORST_FACTOR) return null;
  if (isSampleOrder(dice)) return null;
  if (isRefundedEarly) return plotFullRefund(dice, timeline);
  const [created] = timeline.steps;
  const delivered = timeline.steps.find(({ status }) => status === "DELIVERED");
  if (delivered === undefined || created === undefined) return null;
  const [line] = fillBasket(dice, facts.catalogue, created.atSec);
  if (line === undefined || roll >= USUAL_RATE * dislike(facts, line)) return null;
  const requestSec = delivered.atSec + dice.int(S + 2, 2 * HOUR, 6 * DAY);
  switch (returnType(dice)) {
    case "REFUND":
      return plotRefund(dice, requestSec);
    case "RETURN_AND_REFUND":
      return plotReturnAndRefund(dice, requestSec);
    case "REPLACEMENT":
      return plotReplacement(dice, requestSec);
  }
}

/** The money is back in the moment that closes the order. */
function plotFullRefund(dice: Dice, { steps }: Timeline): Story | null {
  const closed = steps.at(-1);
  const before = steps.at(-2);
  if (closed === undefined || before === undefined || closed.status !== "COMPLETED") return null;
  const openSec = closed.atSec - before.atSec;
  const requestSec = before.atSec + Math.floor(openSec * (0.2 + dice.unit(S + 3) * 0.3));
  const approveSec = closed.atSec - Math.floor(openSec * (0.05 + dice.unit(S + 4) * 0.2));
  return [
    { atSec: requestSec, status: "RETURN_OR_REFUND_REQUEST_PENDING" },
    { atSec: approveSec, status: "RETURN_OR_REFUND_REQUEST_SUCCESS" },
    { atSec: closed.atSec, status: "RETURN_OR_REFUND_REQUEST_COMPLETE" },
  ];
}

function plotRefund(dice: Dice, requestSec: number): Story {
  const draft = new Draft(dice, requestSec, "RETURN_OR_REFUND_REQUEST_PENDING");
  const fate = dice.unit(S + 5);
  if (fate < 0.1) return draft.next("REFUND_OR_RETURN_REQUEST_REJECT", 4, 46).steps;
  if (fate < 0.16) return draft.next("RETURN_OR_REFUND_REQUEST_CANCEL", 1, 40).steps;
  return draft.refund();
}

function plotReturnAndRefund(dice: Dice, requestSec: number): Story {
  const draft = new Draft(dice, requestSec, "RETURN_OR_REFUND_REQUEST_PENDING");
  const fate = dice.unit(S + 5);
  if (fate < 0.07) return draft.next("REFUND_OR_RETURN_REQUEST_REJECT", 4, 46).steps;
  if (fate < 0.12) return draft.next("RETURN_OR_REFUND_REQUEST_CANCEL", 1, 30).steps;
  draft.next("AWAITING_BUYER_SHIP", 2, 40);
  if (fate < 0.21) return draft.next("RETURN_OR_REFUND_REQUEST_CANCEL", 168, 169).steps;
  draft.next("BUYER_SHIPPED_ITEM", 5, 110);
  if (fate > 0.985) {
    return draft
      .next("REJECT_RECEIVE_PACKAGE", 40, 120)
      .next("AWAITING_BUYER_RESPONSE", 2, 20)
      .next("RETURN_OR_REFUND_REQUEST_CANCEL", 24, 120).steps;
  }
  return draft
    .next("RETURN_OR_REFUND_REQUEST_SUCCESS", 44, 170)
    .next("RETURN_OR_REFUND_REQUEST_COMPLETE", 2, 50).steps;
}

function plotReplacement(dice: Dice, requestSec: number): Story {
  const draft = new Draft(dice, requestSec, "REPLACEMENT_REQUEST_PENDING");
  const fate = dice.unit(S + 5);
  if (fate < 0.14) return draft.next("REPLACEMENT_REQUEST_REJECT", 4, 46).steps;
  if (fate < 0.2) return draft.next("REPLACEMENT_REQUEST_CANCEL", 2, 40).steps;
  if (fate < 0.3) return draft.next("REPLACEMENT_REQUEST_REFUND_SUCCESS", 6, 60).steps;
  return draft.next("REPLACEMENT_REQUEST_COMPLETE", 30, 150).steps;
}

/** Each product has a rate of its own: most come back seldom, a few often. */
function dislike({ seed }: ShopFacts, { product }: BasketLine): number {
  const luck = hash32(seed, hashText(product.id), S + 6) / 2 ** 32;
  return BEST_FACTOR + luck ** 3 * (WORST_FACTOR - BEST_FACTOR);
}
