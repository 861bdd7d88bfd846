/** A time and an order in one exact double: sorting keys sorts by time, then by order. */
const SLOT_SPAN = 2 ** 21;

export const MAX_SLOTS = SLOT_SPAN;
export const keyOf = (sec: number, slot: number): number => sec * SLOT_SPAN + slot;
export const secOfKey = (key: number): number => Math.floor(key / SLOT_SPAN);
export const slotOfKey = (key: number): number => key - Math.floor(key / SLOT_SPAN) * SLOT_SPAN;

/**
 * Keys in ascending order. Most changes happen near the end, where moving the tail costs microseconds. The slots are
 * kept beside the keys, because taking them out of doubles would double the time of a scan.
 */
export class SortedKeys {
  #keys = new Float64Array(1_024);
  #slots = new Uint32Array(1_024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** In the order of the keys; valid until the next change. */
  get slots(): Uint32Array {
    return this.#slots.subarray(0, this.#length);
  }

  at(position: number): number {
    return this.#keys[position] ?? Number.NaN;
  }

  slotAt(position: number): number {
    return this.#slots[position] ?? 0;
  }

  /** Number of keys smaller than `key`, which is also where it belongs. */
  lowerBound(key: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  insert(key: number): void {
    if (this.#length === this.#keys.length) this.#grow(this.#length * 2);
    const position = this.lowerBound(key);
    this.#keys.copyWithin(position + 1, position, this.#length);
    this.#slots.copyWithin(position + 1, position, this.#length);
    this.#keys[position] = key;
    this.#slots[position] = slotOfKey(key);
    this.#length += 1;
  }

  remove(key: number): void {
    const position = this.lowerBound(key);
    if (this.#keys[position] !== key || position >= this.#length) return;
    this.#keys.copyWithin(position, position + 1, this.#length);
    this.#slots.copyWithin(position, position + 1, this.#length);
    this.#length -= 1;
  }

  replaceAll(keys: Float64Array): void {
    if (keys.length > this.#keys.length) this.#grow(Math.ceil(keys.length * 1.2));
    this.#length = keys.length;
    this.#keys.set(keys.sort());
    this.#slots.set(keys.map(slotOfKey));
  }

  #grow(capacity: number): void {
    const keys = new Float64Array(capacity);
    keys.set(this.#keys);
    const slots = new Uint32Array(capacity);
    slots.set(this.#slots);
    this.#keys = keys;
    this.#slots = slots;
  }
}
