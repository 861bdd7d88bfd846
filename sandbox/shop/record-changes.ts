import { hash32 } from "./dice";
import type { RecordBook, RecordOverride } from "./record-book";
import type { RecordKind } from "./record-kinds";
import type { ShopBook } from "./shop-book";

export interface RecordChange {
  count: number;
  status?: string | undefined;
  spreadSec?: number | undefined;
  silent?: boolean | undefined;
  ids?: string[] | undefined;
}

export interface RecordAddition {
  count: number;
  /** Orders the records are about; the newest that have none unless given. */
  orderIds?: string[] | undefined;
  type?: string | undefined;
  status?: string | undefined;
  createTimeSec?: number | undefined;
  updateTimeSec?: number | undefined;
  visibleAtSec?: number | undefined;
}

const PICK_SALT = 63;
const SPREAD_SALT = 64;

/** Changes and additions that control commands make to the returns, or the cancellations, of one shop. */
export class RecordChanges {
  #serial = 0;
  readonly #records: RecordBook;

  constructor(
    private readonly book: ShopBook,
    private readonly kind: RecordKind,
  ) {
    this.#records = kind.bookOf(book);
  }

  /** @returns ids of the changed records; fewer than asked for when there are no more. */
  change(change: RecordChange, nowSec: number, visibilityDelaySec: number): string[] {
    this.#serial += 1;
    const slots = change.ids === undefined ? this.#choose(change) : this.#find(change.ids);
    for (const slot of slots) {
      const updateSec = this.#updateSec(slot, change, nowSec);
      this.#when(nowSec, nowSec + visibilityDelaySec, () => this.#apply(slot, change, nowSec, updateSec));
    }
    return slots.map((slot) => this.kind.idOf(this.book, slot));
  }

  /** @returns ids of the added records. */
  add(addition: RecordAddition, nowSec: number, visibilityDelaySec: number): string[] {
    const { orderIds, type } = addition;
    const slots = orderIds === undefined ? this.#freeOrders(addition.count) : this.#findOrders(orderIds);
    const createSec = addition.createTimeSec ?? nowSec;
    const updateSec = addition.updateTimeSec ?? Math.max(createSec, nowSec);
    const status = addition.status ?? this.kind.firstStatus;
    for (const slot of slots) {
      this.#when(nowSec, addition.visibleAtSec ?? nowSec + visibilityDelaySec, () => {
        const story = [{ atSec: createSec, status }] as const;
        const pinned = { status, atSec: updateSec };
        this.#records.overrides.set(slot, { story, type, pinned, updateSec, revision: 0 });
        this.#records.plan(slot, story);
        this.#records.announce(slot);
      });
    }
    return slots.map((slot) => this.kind.idOf(this.book, slot));
  }

  #when(nowSec: number, visibleAtSec: number, apply: () => void): void {
    if (visibleAtSec > nowSec) this.book.delay(visibleAtSec, apply);
    else apply();
  }

  #apply(slot: number, change: RecordChange, atSec: number, updateSec: number): void {
    const before = this.#records.overrides.get(slot);
    const override: RecordOverride = { ...before, revision: (before?.revision ?? 0) + 1 };
    if (change.status !== undefined) override.pinned = { status: change.status, atSec };
    if (!change.silent) override.updateSec = updateSec;
    // A pinned record no longer takes update_time from its story, so a silent change has to keep it.
    else if (override.pinned !== undefined) override.updateSec = this.#records.get(slot)?.updateSec ?? atSec;
    this.#records.overrides.set(slot, override);
    this.#records.settle(slot, this.#records.asOfSec);
    if (!change.silent) this.#records.announce(slot);
  }

  #updateSec(slot: number, { spreadSec = 0 }: RecordChange, nowSec: number): number {
    if (spreadSec <= 0) return nowSec;
    const earlier = hash32(this.#serial, slot, SPREAD_SALT) % spreadSec;
    return Math.min(nowSec, Math.max(nowSec - earlier, (this.#records.get(slot)?.updateSec ?? 0) + 1));
  }

  #choose({ count, status }: RecordChange): number[] {
    const { byCreate } = this.#records;
    const all = Array.from({ length: byCreate.length }, (_, position) => byCreate.slotAt(position));
    const open = all.filter((slot) => this.#records.get(slot)?.status !== status);
    const luck = (slot: number) => hash32(this.#serial, slot, PICK_SALT);
    return open.sort((a, b) => luck(a) - luck(b)).slice(0, count);
  }

  #find(ids: readonly string[]): number[] {
    return ids
      .map((id) => this.kind.slotOf(this.book, id))
      .filter((slot) => slot !== null && this.#records.get(slot) !== undefined)
      .map(Number);
  }

  #findOrders(orderIds: readonly string[]): number[] {
    return orderIds.map((id) => this.book.findById(id)).filter((slot) => slot !== null);
  }

  #freeOrders(count: number): number[] {
    const { byCreate } = this.book;
    const free: number[] = [];
    for (let position = byCreate.length - 1; position >= 0 && free.length < count; position--) {
      const slot = byCreate.slotAt(position);
      if (!this.#records.has(slot)) free.push(slot);
    }
    return free;
  }
}
