import type { ShopSpec } from "../types";
import { plotHistory, plotLiveHour } from "./arrivals";
import { unitCount } from "./basket";
import { buyerOfOrder } from "./buyers";
import { plotCancellation } from "./cancellation-story";
import { Dice, hash32 } from "./dice";
import { EventHeap } from "./event-heap";
import { OrderColumns } from "./order-columns";
import { type OrderJson, orderJson } from "./order-json";
import { deriveState, lifeOf, type Override, stepAt } from "./order-state";
import { RecordBook } from "./record-book";
import { plotReturn } from "./return-story";
import { HOUR_SEC } from "./rhythm";
import { gatherShopFacts, isSellerShipped, type ShopFacts } from "./shop-facts";
import { keyOf, MAX_SLOTS, SortedKeys, secOfKey, slotOfKey } from "./sorted-keys";
import { STATUS_CODE } from "./status";
import { plotTimeline, type Timeline } from "./timeline";

/** Slots below this one are for orders added by control commands, so that those never shift the numbers of the others. */
export const FIRST_SLOT = 65_536;
export const MAX_HISTORY = 1_000_000;
const ADDED_BUYER_SALT = 51;
/** Beyond this jump it is cheaper to sort the update index anew than to move its entries one by one. */
const BULK_JUMP_SEC = 2 * 86_400;

/** All orders of one shop at one time, as columns and two sorted indexes; it moves with `advance`. */
export class ShopBook {
  readonly facts: ShopFacts;
  readonly columns: OrderColumns;
  readonly byCreate = new SortedKeys();
  readonly byUpdate = new SortedKeys();
  readonly overrides = new Map<number, Override>();
  readonly returns = new RecordBook();
  readonly cancellations = new RecordBook();
  /** Slots of orders that the shop no longer knows, as if they had never been. */
  readonly vanished = new Set<number>();
  /** Slots of orders that control commands added and readers can see. */
  readonly added = new Set<number>();
  /** Called for each order that has changed where everybody can see it. */
  announce: (slot: number) => void = () => {};
  #delayed: { visibleAtSec: number; apply: () => void }[] = [];
  readonly #history: Uint32Array;
  readonly #perWeight: number;
  readonly #events = new EventHeap();
  #asOfSec = Number.NEGATIVE_INFINITY;
  #nextLiveHour = 0;
  #nextSlot = 0;
  #isBulk = false;

  constructor(
    readonly spec: ShopSpec,
    private readonly epochSec: number,
  ) {
    this.facts = gatherShopFacts(spec, epochSec);
    const history = plotHistory(spec.orders, this.facts.seed, epochSec, this.facts.rhythm);
    this.#history = history.createSec;
    this.#perWeight = history.ordersPerWeight;
    this.columns = new OrderColumns(FIRST_SLOT + Math.ceil(spec.orders * 1.1) + 1_000);
  }

  get asOfSec(): number {
    return this.#asOfSec;
  }

  get count(): number {
    return this.byCreate.length;
  }

  /** Moves the shop to a time; going back starts over, because orders have no undo. */
  advance(asOfSec: number): void {
    if (asOfSec === this.#asOfSec) return;
    const isRestart = asOfSec < this.#asOfSec || this.#asOfSec === Number.NEGATIVE_INFINITY;
    this.#isBulk = isRestart || asOfSec - this.#asOfSec > BULK_JUMP_SEC;
    if (isRestart) this.#startOver(asOfSec);
    this.#asOfSec = asOfSec;
    this.#scheduleArrivals(asOfSec);
    const limit = keyOf(asOfSec + 1, 0);
    const changed: number[] = [];
    while (this.#events.peek() < limit) {
      const key = this.#events.pop();
      while (this.#events.peek() === key) this.#events.pop();
      this.settle(slotOfKey(key), secOfKey(key));
      changed.push(slotOfKey(key));
    }
    if (this.#isBulk) this.#rebuildIndexes();
    for (const slot of changed) if (!this.#isBulk) this.announce(slot);
    this.returns.advance(asOfSec);
    this.cancellations.advance(asOfSec);
    this.#isBulk = false;
  }

  /** Has every change that anybody can see told; a shop that is moved by days keeps quiet. */
  tell(of: Record<"order" | "return" | "cancellation", (slot: number) => void>): void {
    const unlessBulk = (tellOf: (slot: number) => void) => (slot: number) => {
      if (!this.#isBulk) tellOf(slot);
    };
    this.announce = of.order;
    this.returns.announce = unlessBulk(of.return);
    this.cancellations.announce = unlessBulk(of.cancellation);
  }

  /** Holds a change back until readers may see it. */
  delay(visibleAtSec: number, apply: () => void): void {
    this.#delayed.push({ visibleAtSec, apply });
  }

  /** Lets the changes through that readers may see by now, in the order in which they were made. */
  release(nowSec: number): void {
    if (this.#delayed.length === 0) return;
    const due = this.#delayed.filter((change) => change.visibleAtSec <= nowSec);
    this.#delayed = this.#delayed.filter((change) => change.visibleAtSec > nowSec);
    for (const change of due) change.apply();
  }

  /** Takes an order out of every listing; whatever its life would still bring happens unseen. */
  vanish(slot: number): void {
    if (!this.columns.isPresent(slot)) return;
    this.byCreate.remove(keyOf(this.columns.createSec[slot] ?? 0, slot));
    this.byUpdate.remove(keyOf(this.columns.updateSec[slot] ?? 0, slot));
    this.columns.clearPresenceOf(slot);
    this.vanished.add(slot);
  }

  /** Brings one order to its state at a time, and plans its next step. */
  settle(slot: number, atSec: number): void {
    if (this.vanished.has(slot)) return;
    const { columns } = this;
    const wasPresent = columns.isPresent(slot);
    const timeline = this.timelineOf(slot);
    const found = stepAt(timeline, atSec);
    if (found === null) return;
    const override = this.overrides.get(slot);
    if (!wasPresent || override !== undefined) this.#planRecords(slot, timeline, override);
    const isPinned = override?.pinned !== undefined;
    const updateSec = isPinned
      ? (override.updateSec ?? found.step.atSec)
      : Math.max(found.step.atSec, override?.updateSec ?? 0);
    if (wasPresent && !this.#isBulk) this.byUpdate.remove(keyOf(columns.updateSec[slot] ?? 0, slot));
    columns.updateSec[slot] = updateSec;
    columns.status[slot] = STATUS_CODE[override?.pinned?.status ?? found.step.status];
    if (!wasPresent) columns.buyer[slot] = this.#buyerOf(slot);
    columns.setFlags(slot, {
      sellerShipped: isSellerShipped(new Dice(this.facts.seed, slot)),
      cancelRequested: !isPinned && found.step.isCancelRequested,
    });
    if (!this.#isBulk) {
      this.byUpdate.insert(keyOf(updateSec, slot));
      if (!wasPresent) this.byCreate.insert(keyOf(columns.createSec[slot] ?? 0, slot));
    }
    if (!isPinned && found.next !== undefined) this.#events.push(keyOf(found.next.atSec, slot));
  }

  #planRecords(slot: number, timeline: Timeline, override: Override | undefined): void {
    const { facts } = this;
    const dice = new Dice(facts.seed, slot);
    const life = lifeOf(timeline, override);
    this.returns.plan(slot, plotReturn(facts, dice, life));
    this.cancellations.plan(slot, plotCancellation(facts, dice, life));
  }

  timelineOf(slot: number): Timeline {
    const dice = new Dice(this.facts.seed, slot);
    return plotTimeline(dice, this.facts.zone, this.columns.createSec[slot] ?? 0, unitCount(dice) > 1);
  }

  render(slot: number): OrderJson {
    const { columns } = this;
    const updateSec = columns.updateSec[slot] ?? 0;
    const state = deriveState(this.timelineOf(slot), updateSec, this.#asOfSec, this.overrides.get(slot));
    return orderJson(this.facts, slot, state, columns.buyer[slot] ?? 0);
  }

  /** An order's life with what control commands made of it. */
  lifeOf(slot: number): Timeline {
    return lifeOf(this.timelineOf(slot), this.overrides.get(slot));
  }

  /** The slot of an order that readers can see, or null. */
  findById(id: string): number | null {
    const slot = this.facts.identifiers.slotOfOrder(id);
    return slot !== null && this.columns.isPresent(slot) ? slot : null;
  }

  #startOver(asOfSec: number): void {
    this.#events.clear();
    this.columns.clearPresence();
    this.returns.startOver(asOfSec);
    this.cancellations.startOver(asOfSec);
    this.#nextLiveHour = 0;
    this.#nextSlot = FIRST_SLOT + this.#history.length;
    this.#history.forEach((createSec, i) => {
      this.columns.createSec[FIRST_SLOT + i] = createSec;
      if (createSec <= asOfSec) this.settle(FIRST_SLOT + i, asOfSec);
      else this.#events.push(keyOf(createSec, FIRST_SLOT + i));
    });
    for (const slot of this.added) this.settle(slot, asOfSec);
  }

  #scheduleArrivals(asOfSec: number): void {
    while (this.epochSec + this.#nextLiveHour * HOUR_SEC <= asOfSec) {
      const { seed, rhythm } = this.facts;
      for (const createSec of plotLiveHour(
        this.#nextLiveHour,
        seed,
        this.epochSec,
        rhythm,
        this.#perWeight,
      )) {
        if (this.#nextSlot >= MAX_SLOTS) throw new Error("The sandbox clock is too far ahead of its epoch");
        this.columns.ensure(this.#nextSlot);
        this.columns.createSec[this.#nextSlot] = createSec;
        this.#events.push(keyOf(createSec, this.#nextSlot));
        this.#nextSlot += 1;
      }
      this.#nextLiveHour += 1;
    }
  }

  #rebuildIndexes(): void {
    const created: number[] = [];
    const updated: number[] = [];
    const collect = (slot: number) => {
      if (!this.columns.isPresent(slot)) return;
      created.push(keyOf(this.columns.createSec[slot] ?? 0, slot));
      updated.push(keyOf(this.columns.updateSec[slot] ?? 0, slot));
    };
    for (const slot of this.added) collect(slot);
    for (let slot = FIRST_SLOT; slot < this.#nextSlot; slot++) collect(slot);
    this.byCreate.replaceAll(Float64Array.from(created));
    this.byUpdate.replaceAll(Float64Array.from(updated));
  }

  #buyerOf(slot: number): number {
    const { seed } = this.facts;
    if (slot >= FIRST_SLOT) return buyerOfOrder(slot - FIRST_SLOT, seed);
    return buyerOfOrder(hash32(seed, slot, ADDED_BUYER_SALT) % Math.max(1, this.spec.orders), seed);
  }
}
