import { type OrderStatus, STATUS_CODE } from "./status";
import type { CancelParty, Step, Timeline } from "./timeline";

/** What a control command did to an order. */
export interface Override {
  /** From here on the order keeps this status instead of following its timeline. */
  pinned?: { status: OrderStatus; atSec: number };
  updateSec?: number;
  /** Grows with each change, and moves fields that a reader can see. */
  revision: number;
}

/** Times at which an order reached its milestones, as far as it has. */
export interface Moments {
  paid?: number;
  ready?: number;
  shipped?: number;
  collected?: number;
  delivered?: number;
  cancelled?: number;
  cancelRequested?: number;
}

export interface OrderState {
  status: OrderStatus;
  createSec: number;
  updateSec: number;
  isCancelRequested: boolean;
  wasHeld: boolean;
  cancelledBy: CancelParty | null;
  revision: number;
  moments: Moments;
}

/** An order's life with what a control command made of it: nothing of what was planned comes after that. */
export function lifeOf(timeline: Timeline, override?: Override): Timeline {
  const pinned = override?.pinned;
  if (pinned === undefined) return timeline;
  const steps = timeline.steps.filter((step, i) => i === 0 || step.atSec <= pinned.atSec);
  const last = steps.at(-1);
  const isAsPlanned = last?.status === pinned.status;
  if (!isAsPlanned) {
    const atSec = Math.max(pinned.atSec, last?.atSec ?? 0);
    steps.push({ atSec, status: pinned.status, isCancelRequested: false });
  }
  return {
    steps,
    cancelledBy: pinned.status === "CANCELLED" ? (timeline.cancelledBy ?? "SELLER") : null,
    isRefundedEarly: timeline.isRefundedEarly && isAsPlanned && pinned.status === "COMPLETED",
  };
}

/** The last step taken by a time, or the creation. */
export function stepAt(timeline: Timeline, atSec: number): { step: Step; next: Step | undefined } | null {
  let position = 0;
  while ((timeline.steps[position + 1]?.atSec ?? Number.POSITIVE_INFINITY) <= atSec) position += 1;
  const step = timeline.steps[position];
  return step === undefined ? null : { step, next: timeline.steps[position + 1] };
}

export function deriveState(
  timeline: Timeline,
  updateSec: number,
  asOfSec: number,
  override?: Override,
): OrderState {
  const pinned = override?.pinned;
  const limitSec = pinned?.atSec ?? asOfSec;
  const createSec = timeline.steps[0]?.atSec ?? 0;
  const steps = timeline.steps.filter((step, i) => i === 0 || step.atSec <= limitSec);
  const last = steps.at(-1);
  const moments = readMoments(steps);
  const status = pinned?.status ?? last?.status ?? "UNPAID";
  if (pinned !== undefined) bendMoments(moments, pinned.status, Math.max(createSec, pinned.atSec));
  return {
    status,
    createSec,
    updateSec,
    isCancelRequested: pinned === undefined && last?.isCancelRequested === true,
    wasHeld: steps.some((step) => step.status === "ON_HOLD") || status === "ON_HOLD",
    cancelledBy: status === "CANCELLED" ? (timeline.cancelledBy ?? "SELLER") : null,
    revision: override?.revision ?? 0,
    moments,
  };
}

function readMoments(steps: readonly Step[]): Moments {
  const moments: Moments = {};
  for (const step of steps) {
    if (step.isCancelRequested) moments.cancelRequested = step.atSec;
    if (step.status === "UNPAID") continue;
    if (step.status === "CANCELLED") {
      moments.cancelled = step.atSec;
      continue;
    }
    moments.paid ??= step.atSec;
    const rank = STATUS_CODE[step.status];
    if (rank >= STATUS_CODE.AWAITING_SHIPMENT) moments.ready ??= step.atSec;
    if (rank >= STATUS_CODE.PARTIALLY_SHIPPING) moments.shipped ??= step.atSec;
    if (rank >= STATUS_CODE.IN_TRANSIT) moments.collected ??= step.atSec;
    if (rank >= STATUS_CODE.DELIVERED) moments.delivered ??= step.atSec;
  }
  return moments;
}

/** Makes the milestones agree with a status that was imposed from outside. */
function bendMoments(moments: Moments, status: OrderStatus, atSec: number): void {
  if (status === "CANCELLED") {
    moments.cancelled ??= atSec;
    return;
  }
  delete moments.cancelled;
  const rank = STATUS_CODE[status];
  const reach = (name: keyof Moments, fromRank: number) => {
    if (rank < fromRank) delete moments[name];
    else moments[name] ??= atSec;
  };
  reach("paid", STATUS_CODE.ON_HOLD);
  reach("ready", STATUS_CODE.AWAITING_SHIPMENT);
  reach("shipped", STATUS_CODE.PARTIALLY_SHIPPING);
  reach("collected", STATUS_CODE.IN_TRANSIT);
  reach("delivered", STATUS_CODE.DELIVERED);
}
