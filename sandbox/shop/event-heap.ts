/** A binary min-heap of keys: what happens next, over all orders. */
export class EventHeap {
  #keys: number[] = [];

  peek(): number {
    return this.#keys[0] ?? Number.POSITIVE_INFINITY;
  }

  clear(): void {
    this.#keys = [];
  }

  push(key: number): void {
    let child = this.#keys.length;
    this.#keys.push(key);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      const parentKey = this.#keys[parent] ?? 0;
      if (parentKey <= key) break;
      this.#keys[child] = parentKey;
      child = parent;
    }
    this.#keys[child] = key;
  }

  pop(): number {
    const top = this.peek();
    const last = this.#keys.pop();
    if (last !== undefined && this.#keys.length > 0) this.#sink(last);
    return top;
  }

  #sink(key: number): void {
    const size = this.#keys.length;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= size) break;
      if (child + 1 < size && (this.#keys[child + 1] ?? 0) < (this.#keys[child] ?? 0)) child += 1;
      const childKey = this.#keys[child] ?? 0;
      if (childKey >= key) break;
      this.#keys[parent] = childKey;
      parent = child;
    }
    this.#keys[parent] = key;
  }
}
