/** A clock that moves from timer to timer, so that minutes of calls take no time. */
export class SimulatedTime {
  nowMs = 0;
  private timers: { atMs: number; callback: () => void }[] = [];

  now = () => this.nowMs;

  schedule = (callback: () => void, delayMs: number) => {
    const atMs = this.nowMs + Math.max(0, delayMs);
    const later = this.timers.findIndex((timer) => timer.atMs > atMs);
    this.timers.splice(later === -1 ? this.timers.length : later, 0, { atMs, callback });
  };

  sleep = (ms: number) => new Promise<void>((resolve) => this.schedule(resolve, ms));

  async runUntil(endMs: number): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < 12; turn++) await Promise.resolve();
      const next = this.timers[0];
      if (!next || next.atMs > endMs) break;
      this.timers.shift();
      this.nowMs = next.atMs;
      next.callback();
    }
    this.nowMs = endMs;
  }
}
