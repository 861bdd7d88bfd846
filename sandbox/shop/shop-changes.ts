import { hash32 } from "./dice";
import type { Override } from "./order-state";
import { FIRST_SLOT, type ShopBook } from "./shop-book";
import { type OrderStatus, STATUS_CODE } from "./status";

export interface OrderChange {
  count: number;
  status?: OrderStatus | undefined;
  spreadSec?: number | undefined;
  newestFirst?: boolean | undefined;
  silent?: boolean | undefined;
  ids?: string[] | undefined;
}

export interface OrderAddition {
  count: number;
  createTimeSec?: number | undefined;
  updateTimeSec?: number | undefined;
  visibleAtSec?: number | undefined;
  status?: OrderStatus | undefined;
}

const PICK_SALT = 61;
const SPREAD_SALT = 62;

/** Changes and additions that control commands make to one shop. */
export class ShopChanges {
  #changeSerial = 0;
  #nextSlot = 1;

  constructor(private readonly book: ShopBook) {}

  /** @returns ids of the changed orders; fewer than asked for when the shop has no more that would change. */
  change(change: OrderChange, nowSec: number, visibilityDelaySec: number): string[] {
    this.#changeSerial += 1;
    const slots = change.ids === undefined ? this.#choose(change) : this.#find(change.ids);
    for (const slot of slots) {
      const updateSec = this.#updateSec(slot, change, nowSec);
      const apply = () => this.#apply(slot, change, nowSec, updateSec);
      if (visibilityDelaySec > 0) this.book.delay(nowSec + visibilityDelaySec, apply);
      else apply();
    }
    return slots.map((slot) => this.book.facts.identifiers.order(slot));
  }

  add(addition: OrderAddition, nowSec: number, visibilityDelaySec: number): string[] {
    const { book } = this;
    if (this.#nextSlot + addition.count > FIRST_SLOT)
      throw new RangeError("The sandbox cannot add that many orders");
    const createSec = addition.createTimeSec ?? nowSec;
    const visibleAtSec = addition.visibleAtSec ?? nowSec + visibilityDelaySec;
    const ids: string[] = [];
    for (let i = 0; i < addition.count; i++) {
      const slot = this.#nextSlot;
      this.#nextSlot += 1;
      book.columns.createSec[slot] = createSec;
      const override = additionOverride(addition, createSec, nowSec);
      if (override !== null) book.overrides.set(slot, override);
      const apply = () => {
        book.added.add(slot);
        book.settle(slot, Math.max(createSec, book.asOfSec));
        book.announce(slot);
      };
      if (visibleAtSec > nowSec) book.delay(visibleAtSec, apply);
      else apply();
      ids.push(book.facts.identifiers.order(slot));
    }
    return ids;
  }

  vanish(ids: readonly string[]): void {
    for (const slot of this.#find(ids)) this.book.vanish(slot);
  }

  #apply(slot: number, change: OrderChange, atSec: number, updateSec: number): void {
    const { book } = this;
    const before = book.overrides.get(slot);
    const override: Override = { ...before, revision: (before?.revision ?? 0) + 1 };
    if (change.status !== undefined) override.pinned = { status: change.status, atSec };
    if (!change.silent) override.updateSec = updateSec;
    // A pinned order no longer takes update_time from its timeline, so a silent change has to keep it.
    else if (override.pinned !== undefined) override.updateSec = book.columns.updateSec[slot] ?? atSec;
    book.overrides.set(slot, override);
    book.settle(slot, book.asOfSec);
    if (!change.silent) book.announce(slot);
  }

  #updateSec(slot: number, { spreadSec }: OrderChange, nowSec: number): number {
    if (spreadSec === undefined || spreadSec <= 0) return nowSec;
    const earlier = hash32(this.#changeSerial, slot, SPREAD_SALT) % spreadSec;
    const currentSec = this.book.columns.updateSec[slot] ?? 0;
    return Math.min(nowSec, Math.max(nowSec - earlier, currentSec + 1));
  }

  #find(ids: readonly string[]): number[] {
    return ids.map((id) => this.book.findById(id)).filter((slot) => slot !== null);
  }

  #choose({ count, status, newestFirst }: OrderChange): number[] {
    const { byCreate, columns } = this.book;
    const statusCode = status === undefined ? -1 : STATUS_CODE[status];
    const chosen = new Set<number>();
    const consider = (position: number) => {
      const slot = byCreate.slotAt(position);
      if (columns.status[slot] !== statusCode) chosen.add(slot);
    };
    const attempts = newestFirst ? 0 : count * 4;
    for (let i = 0; i < attempts && chosen.size < count && byCreate.length > 0; i++) {
      consider(hash32(this.#changeSerial, i, PICK_SALT) % byCreate.length);
    }
    for (let position = byCreate.length - 1; position >= 0 && chosen.size < count; position--)
      consider(position);
    return [...chosen];
  }
}

function additionOverride(addition: OrderAddition, createSec: number, nowSec: number): Override | null {
  const { status, updateTimeSec } = addition;
  if (status === undefined && updateTimeSec === undefined) return null;
  const updateSec = updateTimeSec ?? Math.max(createSec, nowSec);
  return { revision: 0, updateSec, pinned: { status: status ?? "AWAITING_SHIPMENT", atSec: updateSec } };
}
