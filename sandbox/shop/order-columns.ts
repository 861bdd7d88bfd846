const FLAG = { present: 1, sellerShipped: 2, cancelRequested: 4 } as const;

/** What must be known about every order at all times; everything else is made when somebody asks. */
export class OrderColumns {
  createSec: Uint32Array;
  updateSec: Uint32Array;
  buyer: Uint32Array;
  status: Uint8Array;
  #flags: Uint8Array;

  constructor(capacity: number) {
    this.createSec = new Uint32Array(capacity);
    this.updateSec = new Uint32Array(capacity);
    this.buyer = new Uint32Array(capacity);
    this.status = new Uint8Array(capacity);
    this.#flags = new Uint8Array(capacity);
  }

  ensure(slot: number): void {
    if (slot < this.status.length) return;
    const capacity = Math.ceil((slot + 1) * 1.25);
    this.createSec = widen32(this.createSec, capacity);
    this.updateSec = widen32(this.updateSec, capacity);
    this.buyer = widen32(this.buyer, capacity);
    this.status = widen8(this.status, capacity);
    this.#flags = widen8(this.#flags, capacity);
  }

  clearPresence(): void {
    this.#flags.fill(0);
  }

  clearPresenceOf(slot: number): void {
    this.#flags[slot] = 0;
  }

  isPresent(slot: number): boolean {
    return this.#has(slot, FLAG.present);
  }

  isSellerShipped(slot: number): boolean {
    return this.#has(slot, FLAG.sellerShipped);
  }

  isCancelRequested(slot: number): boolean {
    return this.#has(slot, FLAG.cancelRequested);
  }

  setFlags(slot: number, flags: { sellerShipped: boolean; cancelRequested: boolean }): void {
    this.#flags[slot] =
      FLAG.present |
      (flags.sellerShipped ? FLAG.sellerShipped : 0) |
      (flags.cancelRequested ? FLAG.cancelRequested : 0);
  }

  #has(slot: number, flag: number): boolean {
    return ((this.#flags[slot] ?? 0) & flag) !== 0;
  }
}

function widen32(source: Uint32Array, capacity: number): Uint32Array {
  const wider = new Uint32Array(capacity);
  wider.set(source);
  return wider;
}

function widen8(source: Uint8Array, capacity: number): Uint8Array {
  const wider = new Uint8Array(capacity);
  wider.set(source);
  return wider;
}
