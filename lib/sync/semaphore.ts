/** Lets at most `limit()` tasks run at once; the others wait in the order they came. The limit may change. */
export class Semaphore {
  private running = 0;
  private readonly limit: () => number;
  private readonly waiting: (() => void)[] = [];

  constructor(limit: () => number) {
    this.limit = limit;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.running >= this.limit()) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
    try {
      return await task();
    } finally {
      this.running -= 1;
      // At least one goes on, whatever the limit has become.
      const next = this.running === 0 || this.running < this.limit() ? this.waiting.shift() : undefined;
      next?.();
    }
  }
}
