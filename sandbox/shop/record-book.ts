import { EventHeap } from "./event-heap";
import { keyOf, SortedKeys, secOfKey, slotOfKey } from "./sorted-keys";
import { type Story, storyAt } from "./story";

/** A return or a cancellation at one time. An order has at most one of each, so its slot names it. */
export interface SaleRecord {
  createSec: number;
  updateSec: number;
  status: string;
  /** Grows with each change by a control command, and moves fields that a reader can see. */
  revision: number;
}

/** What a control command did to a record. */
export interface RecordOverride {
  /** The life of a record that the order itself would not have brought. */
  story?: Story;
  type?: string | undefined;
  /** From here on the record keeps this status. */
  pinned?: { status: string; atSec: number };
  updateSec?: number;
  revision: number;
}

/** All returns, or all cancellations, of one shop at one time, under two sorted indexes. */
export class RecordBook {
  readonly byCreate = new SortedKeys();
  readonly byUpdate = new SortedKeys();
  readonly overrides = new Map<number, RecordOverride>();
  /** Called for each record that has changed where everybody can see it. */
  announce: (slot: number) => void = () => {};
  readonly #stories = new Map<number, Story>();
  readonly #records = new Map<number, SaleRecord>();
  readonly #events = new EventHeap();
  #asOfSec = Number.NEGATIVE_INFINITY;

  get count(): number {
    return this.#records.size;
  }

  get asOfSec(): number {
    return this.#asOfSec;
  }

  get(slot: number): SaleRecord | undefined {
    return this.#records.get(slot);
  }

  /** True also for a record that is still to come. */
  has(slot: number): boolean {
    return this.#stories.has(slot);
  }

  /** Forgets everything but what control commands did, whose records come back with `plan`. */
  startOver(asOfSec: number): void {
    this.#stories.clear();
    this.#records.clear();
    this.#events.clear();
    this.byCreate.replaceAll(new Float64Array());
    this.byUpdate.replaceAll(new Float64Array());
    this.#asOfSec = asOfSec;
  }

  /** Takes over what an order brings by itself; null for nothing. What has been shown never goes back to an earlier time. */
  plan(slot: number, story: Story | null): void {
    const planned = this.overrides.get(slot)?.story ?? story;
    if (planned === null && !this.#stories.has(slot)) return;
    if (planned !== null && this.#wouldGoBack(slot, planned)) return;
    if (planned === null) this.#stories.delete(slot);
    else this.#stories.set(slot, planned);
    this.settle(slot, this.#asOfSec);
  }

  #wouldGoBack(slot: number, story: Story): boolean {
    const shown = this.#records.get(slot);
    if (shown === undefined) return false;
    const found = storyAt(story, this.#asOfSec);
    return found === null || found.step.atSec < shown.updateSec;
  }

  /** Moves every record to a time that is not before the last one. */
  advance(asOfSec: number): void {
    this.#asOfSec = asOfSec;
    const limit = keyOf(asOfSec + 1, 0);
    while (this.#events.peek() < limit) {
      const key = this.#events.pop();
      while (this.#events.peek() === key) this.#events.pop();
      this.settle(slotOfKey(key), secOfKey(key));
      this.announce(slotOfKey(key));
    }
  }

  /** Brings one record to its state at a time, and plans its next step. */
  settle(slot: number, atSec: number): void {
    const story = this.#stories.get(slot);
    this.#remove(slot);
    if (story === undefined) return;
    const override = this.overrides.get(slot);
    // A record that a command added is there at once, also in a shop that stands still.
    const found = storyAt(story, override?.story === undefined ? atSec : Math.max(atSec, story[0].atSec));
    if (found === null) {
      this.#events.push(keyOf(story[0].atSec, slot));
      return;
    }
    const { pinned, updateSec = 0 } = override ?? { revision: 0 };
    const record = {
      createSec: story[0].atSec,
      updateSec: pinned === undefined ? Math.max(found.step.atSec, updateSec) : updateSec || found.step.atSec,
      status: pinned?.status ?? found.step.status,
      revision: override?.revision ?? 0,
    };
    this.#records.set(slot, record);
    this.byCreate.insert(keyOf(record.createSec, slot));
    this.byUpdate.insert(keyOf(record.updateSec, slot));
    if (pinned === undefined && found.next !== undefined) this.#events.push(keyOf(found.next.atSec, slot));
  }

  #remove(slot: number): void {
    const record = this.#records.get(slot);
    if (record === undefined) return;
    this.#records.delete(slot);
    this.byCreate.remove(keyOf(record.createSec, slot));
    this.byUpdate.remove(keyOf(record.updateSec, slot));
  }
}
